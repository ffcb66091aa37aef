import ProviderKit
import PulumiProtocol

/// The component `awsx:ecs:FargateTaskDefinition`: the containers of tasks on Fargate.
struct FargateTaskDefinition: Component {
    static let aliases = LaunchKind.fargate.taskDefinitionAliases

    private let definition: TaskDefinition

    init(_ inputs: FargateTaskDefinitionInputs) throws {
        definition = try TaskDefinition(kind: .fargate, inputs: inputs)
    }

    func drafts(named name: String) -> [ChildDraft] { definition.drafts(named: name) }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        try await definition.register(in: scope).state
    }
}

/// The component `awsx:ecs:EC2TaskDefinition`: the containers of tasks on container instances.
struct EC2TaskDefinition: Component {
    static let aliases = LaunchKind.ec2.taskDefinitionAliases

    private let definition: TaskDefinition

    init(_ inputs: EC2TaskDefinitionInputs) throws {
        definition = try TaskDefinition(kind: .ec2, inputs: inputs)
    }

    func drafts(named name: String) -> [ChildDraft] { definition.drafts(named: name) }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        try await definition.register(in: scope).state
    }
}

/// A task definition with its log group and roles.
struct TaskDefinition: Sendable {
    let kind: LaunchKind
    let inputs: any TaskDefinitionInputs
    let containers: ContainerInputs
    let logGroup: LogGroupChoice
    let taskRole: RoleChoice
    let executionRole: RoleChoice

    /// Reads the inputs.
    ///
    /// - Throws: ``InputFailure`` if they contradict each other, or the containers need more than Fargate offers.
    init(kind: LaunchKind, inputs: any TaskDefinitionInputs) throws {
        self.kind = kind
        self.inputs = inputs
        logGroup = try LogGroupChoice(try inputs.logGroup.view())
        taskRole = try RoleChoice(try inputs.taskRole.view(), policies: [])
        executionRole = try RoleChoice(
            try inputs.executionRole.view(),
            policies: [RoleWithPolicies.taskExecutionPolicy]
        )
        containers = try ContainerInputs(inputs)
        if kind.hasSizes { _ = try containers.sizes.map { try smallestSize(for: $0) } }
    }

    /// Registers the component of the task definition inside another one, and all that belongs to it.
    ///
    /// A service binds the tasks to their target groups, which must then fit them.
    func registerNested(in scope: ComponentScope, bindingTargets: Bool = false) async throws -> TaskDefinitionParts {
        let nested = try await scope.component(
            kind.taskDefinitionType,
            scope.name,
            aliases: kind.taskDefinitionAliases
        )
        let parts = try await register(in: nested, bindingTargets: bindingTargets)
        try await nested.complete()
        return parts
    }

    /// Registers the task definition, its log group and its roles, each as soon as its inputs are known.
    func register(in scope: ComponentScope, bindingTargets: Bool = false) async throws -> TaskDefinitionParts {
        async let platformsChecked: Void = ImagePlatforms(inputs, kind).check(self.containers, in: scope)
        async let logGroupMade = logGroup.make(scope.name, in: scope)
        async let taskRoleMade = taskRole.make(Self.taskRoleName(scope.name), in: scope)
        async let executionRoleMade = executionRole.make(Self.executionRoleName(scope.name), in: scope)
        let containers = try await containers.resolved(in: scope)
        if bindingTargets, !containers.bindings.isEmpty {
            try await scope.check([draft(binding: containers.bindings)], of: inputs.object.owner)
        }
        let logGroup = try await logGroupMade
        let (taskRole, executionRole) = try await (taskRoleMade, executionRoleMade)
        await platformsChecked

        let properties = try definition(containers.containers, logGroup, in: scope).setting([
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

    /// Returns the name of the role whose permissions the containers have.
    static func taskRoleName(_ name: String) -> String { "\(name)-task" }

    /// Returns the name of the role that ECS uses to start the task.
    static func executionRoleName(_ name: String) -> String { "\(name)-execution" }

    private func definition(
        _ containers: Output<[Container]>,
        _ logGroup: LogGroup,
        in scope: ComponentScope
    ) throws -> PropertyMap {
        let both = containers.and(optional(logGroup.identity))
        let text = both.map { ContainerDefinitions.text($0.0, logGroup: $0.1) }

        let properties = (["networkMode": "awsvpc"] as PropertyMap).merging(inputs.forwarded).setting([
            "containerDefinitions": text.map { .string($0) }.property,
            "family": family(text, in: scope),
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
            throw InputFailure(inputs.object.owner, at: inputs.object.path, error.description)
        }
    }

    /// Returns the family that was given, or one named after the definition's text.
    private func family(_ text: Output<String>, in scope: ComponentScope) -> PropertyValue {
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
