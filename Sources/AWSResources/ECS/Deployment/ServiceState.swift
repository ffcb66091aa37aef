import JSON

/// A service at one moment, as ECS's `DescribeServices` shows it.
struct ServiceState: Sendable {
    /// A roll-out of one revision of the service.
    struct Deployment: Sendable {
        /// Such as `ecs-svc/0123456789`: tasks name it as their starter.
        let id: String
        /// `PRIMARY`, `ACTIVE` or `INACTIVE`.
        let status: String
        /// `IN_PROGRESS`, `COMPLETED` or `FAILED`; empty where another controller rolls out.
        let rolloutState: String
        let rolloutReason: String
        let taskDefinition: String
        let running: Int
        /// The failed tasks that ECS's circuit breaker counts: those in a row before the first task ran.
        let failedTasks: Int
    }

    /// One of the hundred newest events of the service.
    struct Event: Hashable, Sendable {
        let id: String
        /// Seconds since 1970.
        let time: Double
        let message: String
    }

    let name: String
    /// The cluster's name.
    let cluster: String
    let status: String
    let desired: Int
    let pending: Int
    let running: Int
    /// The service's own task definition: an ARN, or as the service was given it.
    let taskDefinition: String
    let deployments: [Deployment]
    /// The newest first.
    let events: [Event]
    /// ARNs, each once; those for the green half of a blue/green deployment too.
    let targetGroups: [String]
    /// Indicates whether ECS gives a roll-out up when too many tasks fail to start.
    let hasCircuitBreaker: Bool

    init(_ found: JSON) {
        func last(_ text: String?) -> String { text?.split(separator: "/").last.map(String.init) ?? "" }
        name = found["serviceName"]?.string ?? last(found["serviceArn"]?.string)
        cluster = last(found["clusterArn"]?.string)
        status = found["status"]?.string ?? ""
        desired = found["desiredCount"]?.int ?? 0
        pending = found["pendingCount"]?.int ?? 0
        running = found["runningCount"]?.int ?? 0
        taskDefinition = found["taskDefinition"]?.string ?? ""
        deployments = found.list(at: "deployments").map(Deployment.init)
        events = found.list(at: "events").map(Event.init)
        var groups: [String] = []
        for balancer in found.list(at: "loadBalancers") {
            let both = ["targetGroupArn", "advancedConfiguration.alternateTargetGroupArn"]
            for arn in both.compactMap({ balancer.text(at: $0) }) where !groups.contains(arn) { groups.append(arn) }
        }
        targetGroups = groups
        hasCircuitBreaker = found.at("deploymentConfiguration.deploymentCircuitBreaker.enable")?.bool ?? false
    }

    /// The deployment that the service is on its way to; `nil` where another controller than ECS rolls out.
    var primary: Deployment? { deployments.first { $0.status == "PRIMARY" } }

    /// Indicates whether all tasks run and nothing else is on its way.
    ///
    /// More tasks than desired are old ones on their way out.
    var isSteady: Bool {
        deployments.count <= 1 && running >= desired && ["COMPLETED", ""].contains(primary?.rolloutState ?? "")
    }

    /// The counts of tasks and the state of the roll-out, such as `1 of 2 tasks running, 1 pending; IN_PROGRESS`.
    var progress: String {
        var text = "\(running) of \(desired) tasks running"
        if deployments.count > 1, let primary { text += " (\(primary.running) new)" }
        if pending > 0 { text += ", \(pending) pending" }
        if let primary {
            if primary.failedTasks > 0 { text += ", \(primary.failedTasks) failed" }
            if !primary.rolloutState.isEmpty { text += "; roll-out \(primary.rolloutState)" }
        }
        return text
    }

    /// The name and revision of a task definition, such as `web:3`.
    static func revision(_ taskDefinition: String) -> String {
        taskDefinition.split(separator: "/").last.map(String.init) ?? taskDefinition
    }
}

extension ServiceState.Deployment {
    fileprivate init(_ found: JSON) {
        id = found["id"]?.string ?? ""
        status = found["status"]?.string ?? ""
        rolloutState = found["rolloutState"]?.string ?? ""
        rolloutReason = found["rolloutStateReason"]?.string ?? ""
        taskDefinition = found["taskDefinition"]?.string ?? ""
        running = found["runningCount"]?.int ?? 0
        failedTasks = found["failedTasks"]?.int ?? 0
    }
}

extension ServiceState.Event {
    fileprivate init(_ found: JSON) {
        time = found.time(at: "createdAt") ?? 0
        message = found["message"]?.string ?? ""
        id = found["id"]?.string ?? "\(time) \(message)"
    }
}
