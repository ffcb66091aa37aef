import JSON

/// The looks at a roll-out so far: its failures by kind, and the events that came while it was watched.
struct RollOutHistory: Sendable {
    /// Failures of one kind.
    struct Group: Sendable {
        let kind: String
        private(set) var latest: TaskFailure
        private(set) var count = 0
        /// The last lines of the container that failed; `nil` as long as there are none.
        private(set) var log: ContainerLog?
        private var tries = 0

        /// Indicates whether there are containers whose log may yet be found.
        var lacksLog: Bool { log == nil && tries < 5 && !latest.endedContainers.isEmpty }

        fileprivate init(_ failure: TaskFailure) {
            kind = failure.kind
            latest = failure
        }

        fileprivate mutating func add(_ failure: TaskFailure) {
            latest = failure
            count += 1
        }

        /// Takes the log of the latest failure; `nil` if there is none so far.
        mutating func take(_ found: ContainerLog?) {
            log = found
            tries += 1
        }
    }

    /// The number of equal failures after which the next one would be no other.
    static let limit = 3

    /// The looks for which a failure is expected to show a stopped task: as long as one may drain connections.
    private static let patience = 50
    /// The number of looks at too few tasks after which one asks for stopped tasks, although nothing has failed.
    private static let silence = 5

    /// In the order in which the kinds came first.
    var groups: [Group] = []
    /// The events that came while the roll-out was watched, the newest first.
    private(set) var events: [ServiceState.Event] = []
    /// The number of looks that may yet find the stopped tasks of what has failed.
    private var looksLeft = 0
    /// The ARNs of the stopped tasks that have been looked at.
    private(set) var knownTasks: Set<String> = []
    /// The ids of the deployments that were on their way at some look.
    private(set) var deployments: Set<String> = []
    /// The last look.
    private(set) var state: ServiceState?

    private var knownEvents: Set<String> = []
    /// The newest time that AWS had told of before: earlier failures belong to an earlier operation.
    private var start = -1.0
    private var startedTasks = 0
    /// The looks in a row at which there were fewer tasks than desired.
    private var shortLooks = 0

    /// Takes a look at the service.
    ///
    /// - Parameters:
    ///   - new: The service at this look.
    ///   - isNew: Whether the service was created by the operation that is being watched.
    mutating func note(_ new: ServiceState, isNew: Bool) {
        if state == nil, !isNew {
            knownEvents = Set(new.events.map(\.id))
            start = new.events.first?.time ?? start
        }
        let fresh = new.events.filter { knownEvents.insert($0.id).inserted }
        events = fresh + events
        for event in fresh.reversed() {
            startedTasks += Self.startedTasks(event.message)
            if let failure = TaskFailure(event) { add(failure) }
        }
        let before = state?.primary.flatMap { $0.id == new.primary?.id ? $0 : nil }
        let hasFailed = new.primary?.failedTasks ?? 0 > before?.failedTasks ?? 0
        let hasFallen = new.primary?.running ?? 0 < before?.running ?? 0
        let isTold = fresh.contains { event in TaskFailure.signsOfStops.contains(where: event.message.contains) }
        // A container that ends by itself is in no event: only the tasks that take its place are.
        if hasFailed || hasFallen || isTold || startedTasks > new.desired {
            looksLeft = Self.patience
            startedTasks = min(startedTasks, new.desired)
        } else {
            looksLeft = max(looksLeft - 1, 0)
        }
        // Tasks that ECS does not even try to start may have failed before, in silence.
        shortLooks = new.running + new.pending < new.desired ? shortLooks + 1 : 0
        if shortLooks % Self.silence == Self.silence - 1 { looksLeft = max(looksLeft, 1) }
        if let id = new.primary?.id, !id.isEmpty { deployments.insert(id) }
        state = new
    }

    /// Returns the number in `(service web) has started 2 tasks: …`; zero for other events.
    private static func startedTasks(_ message: String) -> Int {
        guard let place = message.firstRange(of: "has started ") else { return 0 }
        return Int(message[place.upperBound...].prefix { $0.isNumber }) ?? 0
    }

    /// Takes stopped tasks, of which those of other deployments and of an earlier operation do not count.
    mutating func add(stopped tasks: [JSON]) {
        for task in tasks {
            // What has yet to stop has yet to tell its exit codes.
            let isOver = ["STOPPED", "DEPROVISIONING", nil].contains(task["lastStatus"]?.string)
            let isStopping = ["DEACTIVATING", "STOPPING"].contains(task["lastStatus"]?.string)
            guard isOver || isStopping && !task.all(at: "containers[].exitCode").isEmpty else { continue }
            knownTasks.insert(task["taskArn"]?.string ?? "")
            let starter = task["startedBy"]?.string ?? ""
            let isOther = starter.hasPrefix("ecs-svc/") && !deployments.isEmpty && !deployments.contains(starter)
            let end = task.time(at: "stoppedAt") ?? task.time(at: "stoppingAt")
            guard !isOther, end ?? .infinity > start, let failure = TaskFailure(stopped: task) else { continue }
            add(failure)
            looksLeft = 0
        }
    }

    private mutating func add(_ failure: TaskFailure) {
        let place = groups.firstIndex { $0.kind == failure.kind } ?? groups.count
        if place == groups.count { groups.append(Group(failure)) }
        groups[place].add(failure)
    }

    /// Indicates whether something has failed of which the stopped tasks are not known yet.
    var owesLook: Bool { looksLeft > 0 }

    /// The failures that came so often that waiting is of no use; `nil` if there are none.
    ///
    /// ECS's circuit breaker decides as long as it counts failed tasks. It counts none once a task has run.
    var exhausted: Group? {
        if let state, state.hasCircuitBreaker, state.primary?.failedTasks ?? 0 > 0 { return nil }
        return groups.first { $0.count >= Self.limit && !$0.latest.isTransient }
    }

    /// The groups with the most failures first.
    var worstGroups: [Group] { groups.sorted { $0.count > $1.count } }
}
