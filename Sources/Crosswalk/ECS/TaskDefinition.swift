import ProviderKit
import PulumiProtocol

extension ComponentDescriptor {
    /// `awsx:ecs:FargateTaskDefinition`: what tasks on Fargate consist of.
    static let fargateTaskDefinition = taskDefinition(.fargate)
    /// `awsx:ecs:EC2TaskDefinition`: what tasks on container instances consist of.
    static let ec2TaskDefinition = taskDefinition(.ec2)

    private static func taskDefinition(_ kind: LaunchKind) -> ComponentDescriptor {
        ComponentDescriptor(type: kind.taskDefinitionType, aliases: kind.taskDefinitionAliases) { inputs, scope in
            try await TaskDefinition(kind: kind, inputs: inputs, scope: scope).register().state
        }
    }
}

/// A task definition with its log group and roles.
struct TaskDefinition: Sendable {
    let kind: LaunchKind
    /// The inputs of any of the task definition components, nested ones included: they have the same names.
    let inputs: InputObject
    let scope: ComponentScope

    /// What is not handed to the task definition as it is.
    private static let handled: Set<String> = [
        "container", "containers", "cpu", "memory", "family", "logGroup", "taskRole", "executionRole", "networkMode",
    ]

    /// Registers everything; each child as soon as its inputs are there.
    func register() async throws -> TaskDefinitionParts {
        let view = FargateTaskDefinitionInputs(object: inputs)
        let (logGroupInputs, taskRoleInputs) = (try view.logGroup, try view.taskRole)
        let executionRoleInputs = try view.executionRole

        async let logGroupMade = LogGroup.make(scope.name, logGroupInputs, in: scope)
        async let taskRoleMade = RoleWithPolicies.make("\(scope.name)-task", taskRoleInputs, policies: [], in: scope)
        async let executionRoleMade = RoleWithPolicies.make(
            "\(scope.name)-execution",
            executionRoleInputs,
            policies: [RoleWithPolicies.taskExecutionPolicy],
            in: scope
        )
        let containers = try await ContainerInputs.read(view, in: scope)
        let logGroup = try await logGroupMade
        let (taskRole, executionRole) = try await (taskRoleMade, executionRoleMade)

        var properties = try definition(containers.containers, logGroup)
        properties["taskRoleArn"] = taskRole.arn
        properties["executionRoleArn"] = executionRole.arn
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

        var properties = FargateTaskDefinitionInputs(object: inputs).properties(without: Self.handled)
        properties["containerDefinitions"] = text.map { .string($0) }.property
        properties["family"] = family(text)
        properties["requiresCompatibilities"] = [.string(kind.launchType)]
        properties["networkMode"] = kind.hasSizes ? "awsvpc" : inputs["networkMode"] ?? "awsvpc"
        properties["cpu"] = inputs["cpu"]
        properties["memory"] = inputs["memory"]
        guard kind.hasSizes else { return properties }

        let size: Output<FargateSize> = try both.map { containers, _ in
            do {
                return try FargateSize.smallest(for: containers)
            } catch let error as FargateSize.TooLarge {
                throw InputFailure(scope.urn, at: inputs.path, error.description)
            }
        }
        properties["cpu"] = inputs["cpu"] ?? size.map { .string(String($0.cpu)) }.property
        properties["memory"] = inputs["memory"] ?? size.map { .string(String($0.memory)) }.property
        return properties
    }

    /// The family that was given, or one named after the definition's text.
    private func family(_ text: Output<String>) -> PropertyValue {
        let derived = text.map { text -> PropertyValue in
            .string(ContainerDefinitions.family(of: text, component: scope.name, stack: scope.deployment.stack))
        }
        guard let given = inputs["family"] else { return derived.property }
        return Output(gathering: given).and(derived).map { $0.0 }.property
    }

    /// An output that may be absent, as an output of something that may be absent.
    private func optional<Value>(_ output: Output<Value>?) -> Output<Value?> {
        output.map { $0.map(Optional.some) } ?? Output<Value?>(.some(nil))
    }
}
