public import PulumiProtocol

/// A run of one-off tasks, from the request to the end of the last one.
public struct TaskRun: Sendable {
    /// A moment of the run that a user sees.
    public enum Event: Sendable {
        /// The tasks were accepted by ECS.
        case started(TaskLaunch)
        /// A task came into another state.
        case status(TaskState)
        /// A container wrote to its log.
        case log(LogEvent)
        /// The tasks were asked to stop.
        case stopping
    }

    private let call: PropertyCaller
    private let pause: @Sendable (Duration) async throws -> Void
    private let isInterrupted: @Sendable () -> Bool

    /// The reason that ECS is told for an interrupted run.
    private static let interruption = "the run was interrupted"

    /// A run that is yet to begin.
    ///
    /// - Parameters:
    ///   - call: Makes the calls of ``TaskCall`` and ``ResourceLogs``.
    ///   - isInterrupted: Returns whether the tasks shall be stopped; asked again and again.
    ///   - pause: Waits between looks.
    public init(
        by call: @escaping PropertyCaller,
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.call = call
        self.isInterrupted = isInterrupted
        self.pause = pause
    }

    /// Starts tasks, and does not wait for them.
    ///
    /// - Parameter arguments: Those of ``TaskCall/start``.
    /// - Returns: The tasks as ECS accepted them.
    /// - Throws: What the provider refuses.
    public func start(_ arguments: PropertyMap) async throws -> TaskLaunch {
        TaskLaunch(answer: try await call(TaskCall.start.rawValue, arguments))
    }

    /// Starts tasks and waits until all have stopped.
    ///
    /// Once the run is interrupted the tasks are asked to stop, and still waited for.
    ///
    /// - Parameters:
    ///   - arguments: Those of ``TaskCall/start``.
    ///   - show: Shows an event at the moment it is known.
    /// - Returns: The tasks at their end, which may have failed.
    /// - Throws: What the provider refuses.
    public func run(_ arguments: PropertyMap, _ show: (Event) async -> Void) async throws -> TaskOutcome {
        let launch = try await start(arguments)
        await show(.started(launch))
        do {
            return try await follow(launch, show)
        } catch let error as CancellationError {
            try await stop(launch)
            throw error
        }
    }

    private func follow(_ launch: TaskLaunch, _ show: (Event) async -> Void) async throws -> TaskOutcome {
        var outcome = TaskOutcome(launch: launch)
        var feed = LogFeed(sources: launch.logs, since: 0)
        var delay = Duration.milliseconds(300)
        var isStopping = false
        while true {
            if !isStopping, isInterrupted() {
                isStopping = true
                await show(.stopping)
                try await stop(launch)
            }
            let states = try await inspect(launch)
            for state in states where !outcome.tasks.contains(where: { $0.hasStatus(of: state) }) {
                await show(.status(state))
            }
            outcome.tasks = states
            try await read(&feed, into: &outcome, show)
            let isOver = !states.isEmpty && states.allSatisfy(\.isStopped)
            try await pause(delay)
            guard isOver else {
                delay = min(delay * 3 / 2, .seconds(2))
                continue
            }
            // CloudWatch delivers the last events a little later.
            try await read(&feed, into: &outcome, show)
            return outcome
        }
    }

    private func read(
        _ feed: inout LogFeed<PropertyValue>,
        into outcome: inout TaskOutcome,
        _ show: (Event) async -> Void
    ) async throws {
        let events = try await feed.next { [call] in try await ResourceLogs.events(of: $0, since: $1, by: call) }
        for event in events {
            outcome.add(event)
            await show(.log(event))
        }
    }

    private func inspect(_ launch: TaskLaunch) async throws -> [TaskState] {
        (try await call(TaskCall.inspect.rawValue, launch.answer)["tasks"]?.list ?? []).map(TaskState.init)
    }

    private func stop(_ launch: TaskLaunch) async throws {
        let reason: PropertyMap = ["reason": .string(Self.interruption)]
        _ = try await call(TaskCall.stop.rawValue, launch.answer.merging(reason))
    }
}

extension TaskState {
    /// Returns whether another look at the same task found it in the same state.
    fileprivate func hasStatus(of other: TaskState) -> Bool { arn == other.arn && status == other.status }
}

/// Tasks that ECS has accepted.
public struct TaskLaunch: Sendable {
    /// The answer of ``TaskCall/start``, by which the tasks are looked at and stopped.
    let answer: PropertyMap

    /// Tasks, as ``TaskCall/start`` answered them.
    public init(answer: PropertyMap) { self.answer = answer }

    /// The name or ARN of the cluster.
    public var cluster: String { answer["cluster"]?.string ?? "" }
    /// The family and revision of the task definition.
    public var taskDefinition: String { answer["taskDefinition"]?.string ?? "" }
    /// The ARNs of the tasks.
    public var tasks: [String] { (answer["tasks"]?.list ?? []).compactMap(\.string) }
    /// The sources of their log events.
    public var logs: [PropertyValue] { answer["logs"]?.list ?? [] }
}

/// The end of a run.
public struct TaskOutcome: Sendable {
    /// The tasks as ECS accepted them.
    public let launch: TaskLaunch
    /// The tasks as they ended.
    public internal(set) var tasks: [TaskState] = []
    /// The last lines of the log, the oldest first.
    public private(set) var lastLines: [String] = []

    /// The number of lines that are kept.
    private static let lineLimit = 10

    init(launch: TaskLaunch) { self.launch = launch }

    /// Notes a log event.
    mutating func add(_ event: LogEvent) {
        lastLines += event.message.split(whereSeparator: \.isNewline).map(String.init)
        lastLines.removeFirst(max(0, lastLines.count - Self.lineLimit))
    }

    /// The failure of the run; `nil` if every task did what it was run for.
    public var failure: TaskFailure? {
        let failed = tasks.filter { $0.fault != nil }
        guard !failed.isEmpty else { return nil }
        var failure = TaskFailure(
            faults: failed.map { "task \($0.id) of \(launch.taskDefinition) failed: \($0.fault ?? "")" },
            lastLines: lastLines
        )
        failure.exitCode = failed.lazy.compactMap(\.exitCode).first { $0 != 0 }
        return failure
    }
}

/// One-off tasks failed.
public struct TaskFailure: Error, CustomStringConvertible {
    /// A sentence for each failed task.
    public let faults: [String]
    /// The last lines of the log, the oldest first.
    public let lastLines: [String]
    /// The first exit code other than 0; `nil` if no container ended with one.
    public internal(set) var exitCode: Int?

    init(faults: [String], lastLines: [String]) {
        self.faults = faults
        self.lastLines = lastLines
    }

    /// The faults, and below them the last lines of the log.
    public var description: String {
        let lines = lastLines.isEmpty ? [] : ["the last lines of the log:"] + lastLines.map { "  " + $0 }
        return (faults + lines).joined(separator: "\n")
    }
}
