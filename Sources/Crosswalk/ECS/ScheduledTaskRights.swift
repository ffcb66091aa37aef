import JSON
import ProviderKit
import PulumiProtocol

/// The rights that EventBridge Scheduler needs to start a task, and no others.
///
/// They are those of the EventBridge Scheduler User Guide, "Using templated targets", for `RunTask` of Amazon ECS.
struct ScheduledTaskRights: Sendable {
    /// A task definition, with the roles that are passed to its tasks.
    struct Task: Sendable {
        let arn: PropertyValue
        let roles: PropertyValue
    }

    let task: Task
    /// The ARN of the cluster.
    let cluster: PropertyValue
    /// The ARN of the dead-letter queue.
    let queue: PropertyValue?
    /// The ARN of the key that encrypts the schedule.
    let key: PropertyValue?
    /// Indicates whether the tasks get tags when they are started.
    let tagsTasks: Bool

    /// The properties of the role.
    var role: PropertyMap {
        let account = Output(gathering: cluster).map { $0.string.flatMap(ARN.init)?.account ?? "" }
        let known = Output(gathering: .list([task.arn, cluster, task.roles, queue ?? .null, key ?? .null]))
        let policy = known.map { [tagsTasks] values -> PropertyValue in
            let values = values.list ?? []
            let roles = values[2].list?.compactMap(\.string).filter { !$0.isEmpty } ?? []
            let texts = values.map { $0.string ?? "" }
            let statements =
                Self.run(texts[0], on: texts[1]) + (tagsTasks ? Self.tag(on: texts[1]) : [])
                + Self.pass(roles) + Self.allow("sqs:SendMessage", texts[3]) + Self.allow("kms:Decrypt", texts[4])
            return .string(Self.document(statements).text())
        }
        return [
            "assumeRolePolicy": account.map { .string(Self.trust(account: $0).text()) }.property,
            "inlinePolicies": [["name": "run-task", "policy": policy.property]],
        ]
    }

    // MARK: Statements

    private static func document(_ statements: [JSON]) -> JSON {
        ["Version": "2012-10-17", "Statement": .array(statements)]
    }

    /// The schedules of the account may act as the role, and no schedule of another one.
    private static func trust(account: String) -> JSON {
        document([
            [
                "Effect": "Allow", "Principal": ["Service": "scheduler.amazonaws.com"], "Action": "sts:AssumeRole",
                "Condition": ["StringEquals": ["aws:SourceAccount": .string(account)]],
            ]
        ])
    }

    /// All revisions of the family may be run, so that a new one does not change the role.
    private static func run(_ taskDefinition: String, on cluster: String) -> [JSON] {
        let revision = taskDefinition.lastIndex(of: ":") ?? taskDefinition.endIndex
        return [
            [
                "Effect": "Allow", "Action": "ecs:RunTask", "Resource": .string("\(taskDefinition[..<revision]):*"),
                "Condition": ["ArnEquals": ["ecs:cluster": .string(cluster)]],
            ]
        ]
    }

    private static func tag(on cluster: String) -> [JSON] {
        let tasks = cluster.replacing(":cluster/", with: ":task/", maxReplacements: 1)
        return [
            [
                "Effect": "Allow", "Action": "ecs:TagResource", "Resource": .string("\(tasks)/*"),
                "Condition": ["StringEquals": ["ecs:CreateAction": "RunTask"]],
            ]
        ]
    }

    private static func pass(_ roles: [String]) -> [JSON] {
        guard !roles.isEmpty else { return [] }
        return [
            [
                "Effect": "Allow", "Action": "iam:PassRole", "Resource": .array(roles.map(JSON.string)),
                "Condition": ["StringEquals": ["iam:PassedToService": "ecs-tasks.amazonaws.com"]],
            ]
        ]
    }

    private static func allow(_ action: String, _ resource: String) -> [JSON] {
        resource.isEmpty ? [] : [["Effect": "Allow", "Action": .string(action), "Resource": .string(resource)]]
    }
}

extension ScheduledTaskRights.Task {
    /// The task definition that a component has made.
    init(_ parts: TaskDefinitionParts) {
        arn = parts.taskDefinition["arn"] ?? .null
        roles = .list([parts.taskRole.arn, parts.executionRole.arn].compactMap { $0 })
    }

    /// Asks AWS for the task definition that an input names, and for its roles.
    static func find(
        _ input: Input<PropertyValue>,
        region: Input<PropertyValue>,
        in scope: ComponentScope
    ) async throws -> Self {
        let given = input.value ?? .null
        let found = try await scope.invoke(
            "aws:ecs/getTaskDefinition:getTaskDefinition",
            PropertyMap(present: ["taskDefinition": given, "region": region.value])
        )
        let arn = Output(gathering: given).and(found).map { given, found in
            given.string.flatMap(ARN.init) == nil ? found["arn"] ?? .null : given
        }
        let roles = found.map { PropertyValue.list([$0["taskRoleArn"] ?? .null, $0["executionRoleArn"] ?? .null]) }
        return Self(arn: arn.property, roles: roles.property)
    }
}
