import ProviderKit
import PulumiProtocol

extension ComponentDescriptor {
    /// `awsx:ecs:FargateTaskDefinition`: the containers of tasks on Fargate.
    static let fargateTaskDefinition = ComponentDescriptor(
        aliases: LaunchKind.fargate.taskDefinitionAliases
    ) { (inputs: FargateTaskDefinitionInputs, scope) in
        try await TaskDefinition(kind: .fargate, inputs: inputs, scope: scope).register().state
    }

    /// `awsx:ecs:EC2TaskDefinition`: the containers of tasks on container instances.
    static let ec2TaskDefinition = ComponentDescriptor(
        aliases: LaunchKind.ec2.taskDefinitionAliases
    ) { (inputs: EC2TaskDefinitionInputs, scope) in
        try await TaskDefinition(kind: .ec2, inputs: inputs, scope: scope).register().state
    }
}

/// A task definition with its log group and roles.
struct TaskDefinition: Sendable {
    let kind: LaunchKind
    let inputs: any TaskDefinitionInputs
    let scope: ComponentScope

    /// Registers the task definition, its log group and its roles, each as soon as its inputs are known.
    func register() async throws -> TaskDefinitionParts {
        let (logGroupInputs, taskRoleInputs) = (try inputs.logGroup.view(), try inputs.taskRole.view())
        let executionRoleInputs = try inputs.executionRole.view()

        async let logGroupMade = LogGroup.make(scope.name, logGroupInputs, in: scope)
        async let taskRoleMade = RoleWithPolicies.make("\(scope.name)-task", taskRoleInputs, policies: [], in: scope)
        async let executionRoleMade = RoleWithPolicies.make(
            "\(scope.name)-execution",
            executionRoleInputs,
            policies: [RoleWithPolicies.taskExecutionPolicy],
            in: scope
        )
        let containers = try await ContainerInputs.read(inputs, in: scope)
        let logGroup = try await logGroupMade
        let (taskRole, executionRole) = try await (taskRoleMade, executionRoleMade)

        let properties = try definition(containers.containers, logGroup).setting([
            "taskRoleArn": taskRole.arn,
            "executionRoleArn": executionRole.arn,
        ])
        return TaskDefinitionParts(
            taskDefinition: try await scope.child("aws:ecs/taskDefinition:TaskDefinition", scope.name, properties),
            logGroup: logGroup,
            taskRole: taskRole,
            executionRole: executionRole,
            loadBalancers: containers.loadBalancers.property
        )
    }

    private func definition(_ containers: Output<[Container]>, _ logGroup: LogGroup) throws -> PropertyMap {
        let both = containers.and(optional(logGroup.identity))
        let text = both.map { ContainerDefinitions.text($0.0, logGroup: $0.1) }

        let properties = (["networkMode": "awsvpc"] as PropertyMap).merging(inputs.forwarded).setting([
            "containerDefinitions": text.map { .string($0) }.property,
            "family": family(text),
            "requiresCompatibilities": [.string(kind.launchType)],
        ])
        guard kind.hasSizes else { return properties }

        let size = try both.map { containers, _ in try smallestSize(for: containers) }
        return properties.setting([
            "cpu": inputs.cpu.value ?? size.map { .string(String($0.cpu)) }.property,
            "memory": inputs.memory.value ?? size.map { .string(String($0.memory)) }.property,
        ])
    }

    private func smallestSize(for containers: [Container]) throws(InputFailure) -> FargateSize {
        do {
            return try FargateSize.smallest(for: containers)
        } catch {
            throw InputFailure(scope.urn, at: inputs.object.path, error.description)
        }
    }

    /// Returns the family that was given, or one named after the definition's text.
    private func family(_ text: Output<String>) -> PropertyValue {
        let derived = text.map { text -> PropertyValue in
            .string(ContainerDefinitions.family(of: text, component: scope.name, stack: scope.deployment.stack))
        }
        guard let given = inputs.family.value else { return derived.property }
        return Output(gathering: given).and(derived).map { $0.0 }.property
    }

    /// Returns an optional output as an output of an optional value.
    private func optional<Value>(_ output: Output<Value>?) -> Output<Value?> {
        output.map { $0.map(Optional.some) } ?? Output<Value?>(.some(nil))
    }
}
