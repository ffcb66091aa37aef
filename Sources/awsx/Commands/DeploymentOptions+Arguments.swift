import Engine

extension DeploymentOptions {
    /// Options from the flags of a command that changes a stack.
    ///
    /// - Throws: ``UsageError`` for values and pairs that make no sense.
    init(_ goal: Goal, _ arguments: ParsedArguments) throws {
        self.init(goal)
        if let limit = try arguments.number("parallel") { parallel = limit }
        targets = arguments.wholeList("target") + arguments.wholeList("target-replace")
        targetsDependents = arguments.has("target-dependents")
        excludes = arguments.wholeList("exclude")
        excludesDependents = arguments.has("exclude-dependents")
        replaces = arguments.wholeList("replace") + arguments.wholeList("target-replace")
        continuesOnError = arguments.has("continue-on-error")
        refreshesFirst = arguments.has("refresh")
        runsProgram = goal != .update && arguments.has("run-program")
        ignoresProtection = arguments.has("ignore-protect")
        clearsPendingCreates = arguments.has("clear-pending-creates")
        if !targets.isEmpty, !excludes.isEmpty {
            throw UsageError("--target and --exclude exclude each other")
        }
        if arguments.has("preview-only"), arguments.has("skip-preview") || arguments.has("yes") {
            throw UsageError("--preview-only changes nothing: leave --yes and --skip-preview away")
        }
    }
}
