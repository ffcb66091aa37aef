import Engine

extension DeploymentOptions {
    /// Creates options from the flags of a command that changes a stack.
    ///
    /// - Throws: ``UsageError`` for invalid values and combinations.
    init(_ goal: Goal, _ arguments: ParsedArguments) throws {
        self.init(goal)
        if let limit = try arguments.number("parallel") { parallel = limit }
        targets = arguments.list("target") + arguments.list("target-replace")
        targetsDependents = arguments.has("target-dependents")
        excludes = arguments.list("exclude")
        excludesDependents = arguments.has("exclude-dependents")
        replaces = arguments.list("replace") + arguments.list("target-replace")
        continuesOnError = arguments.has("continue-on-error")
        refreshesFirst = arguments.has("refresh")
        runsProgram = goal != .update && arguments.has("run-program")
        ignoresProtection = arguments.has("ignore-protect")
        clearsPendingCreates = arguments.has("clear-pending-creates")
        if !targets.isEmpty, !excludes.isEmpty {
            throw UsageError("--target and --exclude cannot be used together")
        }
        if arguments.has("preview-only"), arguments.has("skip-preview") || arguments.has("yes") {
            throw UsageError("--preview-only cannot be used with --yes or --skip-preview")
        }
    }
}
