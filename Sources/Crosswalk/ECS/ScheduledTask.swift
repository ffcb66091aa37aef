import ProviderKit
import PulumiProtocol

/// The component `awsx:ecs:ScheduledTask`: a task that EventBridge Scheduler starts at set times.
struct ScheduledTask: Component {
    private static let child = "aws:scheduler/schedule:Schedule"

    /// The inputs that are settings of the tasks, and not of the schedule.
    private static let taskSettings = [
        "capacityProviderStrategies", "enableEcsManagedTags", "enableExecuteCommand", "group", "placementConstraints",
        "placementStrategies", "platformVersion", "propagateTags", "tags", "taskCount",
    ]

    private let inputs: ScheduledTaskInputs
    /// The task definition to make; `nil` if an existing one is used.
    private let taskDefinition: TaskDefinition?
    private let overrides: ScheduledTaskOverrides?

    init(_ inputs: ScheduledTaskInputs) throws {
        self.inputs = inputs
        try Self.check(inputs)
        if let ec2Inputs = try inputs.ec2TaskDefinitionArgs.view() {
            try ScheduledTaskNetwork.check(inputs.networkConfiguration, for: ec2Inputs)
            taskDefinition = try TaskDefinition(kind: .ec2, inputs: ec2Inputs)
        } else if let arguments = try inputs.taskDefinitionArgs.view() {
            taskDefinition = try TaskDefinition(kind: .fargate, inputs: arguments)
        } else {
            taskDefinition = nil
        }
        overrides = try inputs.overrides.view().map { try ScheduledTaskOverrides($0) }
        if let names = taskDefinition?.containers.entries.map(\.key) { try overrides?.check(containers: names) }
    }

    private static func check(_ inputs: ScheduledTaskInputs) throws(InputFailure) {
        let remedy = "use an existing task definition or describe one"
        try inputs.taskDefinition.exclude(inputs.taskDefinitionArgs, remedy: remedy)
        try inputs.taskDefinition.exclude(inputs.ec2TaskDefinitionArgs, remedy: remedy)
        try inputs.taskDefinitionArgs.exclude(
            inputs.ec2TaskDefinitionArgs,
            remedy: "the tasks run either on Fargate or on container instances"
        )
        if inputs.ec2TaskDefinitionArgs.nonNull == nil, inputs.taskDefinitionArgs.nonNull == nil {
            guard inputs.taskDefinition.nonNull != nil else {
                throw inputs.taskDefinitionArgs.failure(
                    "is missing; describe the task definition here or in ec2TaskDefinitionArgs, or name an existing "
                        + "one in taskDefinition"
                )
            }
        }
        let kind = "remove it: the kind of the task definition says it"
        try inputs.taskDefinitionArgs.exclude(inputs.launchType, remedy: kind)
        try inputs.ec2TaskDefinitionArgs.exclude(inputs.launchType, remedy: kind)
        try inputs.capacityProviderStrategies.exclude(inputs.launchType)
        try inputs.networkConfiguration.exclude(
            inputs.assignPublicIp,
            remedy: "set assignPublicIp inside networkConfiguration instead"
        )
    }

    func drafts(named name: String) -> [ChildDraft] {
        let given = inputs.taskDefinition.value.knownValue?.string.flatMap(ARN.init) == nil
        let properties = schedule(
            cluster: inputs.cluster.value.knownValue?.string.map(PropertyValue.string) ?? .unknown,
            taskDefinition: given ? .unknown : inputs.taskDefinition.value,
            network: inputs.networkConfiguration.nonNull ?? (isOnFargate ? .unknown : nil),
            role: inputs.roleArn.nonNull ?? .unknown
        )
        let origins: [ChildDraft.Origin] = [
            .init(from: inputs.object.path), .init("target.ecsParameters", from: inputs.object.path),
            .init("target.arn", from: inputs.cluster.path), .init("target.roleArn", from: inputs.roleArn.path),
            .init("target.ecsParameters.taskDefinitionArn", from: inputs.taskDefinition.path),
            .init("target.deadLetterConfig.arn", from: inputs.deadLetterQueueArn.path),
            .init("target.retryPolicy", from: inputs.retryPolicy.path),
            .init("target.input", from: inputs.overrides.path),
        ]
        return [ChildDraft(Self.child, name, properties, origins: origins)]
            + (taskDefinition?.drafts(named: name) ?? [])
    }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        async let networkMade = network(in: scope)
        async let clusterFound = scope.arn(of: inputs.cluster)
        async let nestedMade = taskDefinition?.registerNested(in: scope)
        let nested = try await nestedMade
        let task =
            if let nested { ScheduledTaskRights.Task(nested) } else {
                try await ScheduledTaskRights.Task.find(inputs.taskDefinition, region: inputs.region, in: scope)
            }
        let cluster = try await clusterFound ?? .null
        let role = try await role(for: task, on: cluster, in: scope)
        let schedule = try await scope.child(
            Self.child,
            scope.name,
            schedule(
                cluster: cluster,
                taskDefinition: task.arn,
                network: try await networkMade,
                role: inputs.roleArn.nonNull ?? role?["arn"]
            )
        )
        return PropertyMap(present: [
            "schedule": schedule.reference,
            "role": role?.reference,
            "taskDefinition": nested?.taskDefinition.reference,
        ])
    }

    // MARK: Schedule

    private func schedule(
        cluster: PropertyValue,
        taskDefinition: PropertyValue?,
        network: PropertyValue?,
        role: PropertyValue?
    ) -> PropertyMap {
        let task = inputs.object.properties(named: Self.taskSettings).setting([
            "taskDefinitionArn": taskDefinition,
            "launchType": launchType,
            "networkConfiguration": network,
        ])
        let target = PropertyMap(present: [
            "arn": cluster,
            "roleArn": role,
            "ecsParameters": .map(task),
            "input": overrides?.text,
            "deadLetterConfig": inputs.deadLetterQueueArn.nonNull.map { ["arn": $0] },
            "retryPolicy": inputs.retryPolicy.value,
        ])
        return (["flexibleTimeWindow": ["mode": "OFF"]] as PropertyMap)
            .merging(inputs.forwarded)
            .setting(["target": .map(target)])
    }

    private var launchType: PropertyValue? {
        if inputs.capacityProviderStrategies.nonNull != nil { return nil }
        return inputs.launchType.nonNull ?? .string((taskDefinition?.kind ?? .fargate).launchType)
    }

    /// Indicates whether the tasks run on Fargate, as far as the inputs tell.
    private var isOnFargate: Bool {
        if let taskDefinition { return taskDefinition.kind.launchType == LaunchKind.fargate.launchType }
        return ["EC2", "EXTERNAL"].allSatisfy { inputs.launchType.value.knownValue != $0 }
    }

    private func network(in scope: ComponentScope) async throws -> PropertyValue? {
        if let given = inputs.networkConfiguration.nonNull { return given }
        guard isOnFargate else { return nil }
        return try await ServiceNetwork.standard(assignPublicIP: inputs.assignPublicIp.nonNull, scope: scope)
    }

    /// Registers the role with which EventBridge Scheduler starts the tasks, unless an existing one is given.
    private func role(
        for task: ScheduledTaskRights.Task,
        on cluster: PropertyValue,
        in scope: ComponentScope
    ) async throws -> Child? {
        guard inputs.roleArn.nonNull == nil else { return nil }
        let tags: [Input<PropertyValue>] = [inputs.enableEcsManagedTags, inputs.propagateTags]
        let rights = ScheduledTaskRights(
            task: task,
            cluster: cluster,
            queue: inputs.deadLetterQueueArn.nonNull,
            key: inputs.kmsKeyArn.nonNull,
            tagsTasks: inputs.tags.nonNull != nil || tags.contains(where: \.isTruthy)
        )
        return try await scope.child("aws:iam/role:Role", "\(scope.name)-schedule", rights.role)
    }
}
