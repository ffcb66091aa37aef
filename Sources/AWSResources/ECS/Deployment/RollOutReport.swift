/// The account of a roll-out that did not come to its end: what failed, how often, and what to do.
struct RollOutReport: Sendable {
    let history: RollOutHistory
    let targets: [TargetHealth]

    /// The most kinds of failures that are told in full.
    private static let groupLimit = 2

    /// The lines below the headline, each indented.
    ///
    /// - Parameter isGoingOn: Whether ECS still tries to start tasks.
    /// - Returns: The lines.
    func lines(isGoingOn: Bool) -> [String] {
        var lines: [String] = []
        if let state = history.state {
            let task = ServiceState.revision(state.primary?.taskDefinition ?? state.taskDefinition)
            let place = state.cluster.isEmpty ? "" : " in cluster \(state.cluster)"
            lines.append("service \(state.name)\(place), task definition \(task): \(state.progress)")
        }
        let context = targets.map(\.summary) + history.events.map(\.message)
        for group in history.worstGroups.prefix(Self.groupLimit) { lines += self.lines(group, context) }
        lines += targets.map(\.summary)
        if history.groups.isEmpty, let event = history.events.first ?? history.state?.events.first {
            lines.append("last event: \(event.message)")
        }
        if isGoingOn, !history.groups.isEmpty {
            lines.append("ECS goes on starting tasks: correct the cause and deploy again.")
        }
        return lines.map { "  " + $0 }
    }

    private func lines(_ group: RollOutHistory.Group, _ context: [String]) -> [String] {
        let failure = group.latest
        let cause = FailureCause.of(failure, log: group.log?.lines ?? [], context: context)
        let times = group.count == 1 ? "once" : "\(group.count) times"
        var lines = ["what failed, \(times): \(cause?.name ?? failure.words)"]
        lines.append(failure.summary)
        if let log = group.log, !log.lines.isEmpty {
            lines.append("last lines of container \(log.container) (log group \(log.group), stream \(log.stream)):")
            lines += log.lines.map { "    " + $0.trimmedAtEnd }
        }
        if let cause { lines.append("what to do: \(cause.remedy)") }
        return lines
    }
}

extension TaskFailure {
    /// AWS's words with the task and the code, such as `task 1a2b stopped: … (EssentialContainerExited)`.
    var summary: String {
        let code = stopCode.isEmpty ? "" : " (\(stopCode))"
        return task.isEmpty ? "event: \(reason)" : "task \(task) stopped: \(words)\(code)"
    }
}

extension String {
    /// The text without white space at its end.
    var trimmedAtEnd: String {
        String(self[..<(lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex)])
    }
}
