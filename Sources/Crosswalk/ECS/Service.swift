import ProviderKit
import PulumiProtocol

/// The component `awsx:ecs:FargateService`: tasks that are kept running on Fargate.
struct FargateService: Component {
    static let aliases = ComponentAliases([.type("awsx:x:ecs:FargateService")])

    private let inputs: FargateServiceInputs
    private let service: Service<FargateServiceInputs>

    init(_ inputs: FargateServiceInputs) throws {
        try inputs.networkConfiguration.exclude(
            inputs.assignPublicIp,
            remedy: "set assignPublicIp inside networkConfiguration instead"
        )
        self.inputs = inputs
        service = try Service(kind: .fargate, inputs: inputs, desiredCount: inputs.desiredCount.nonNull ?? 1)
    }

    func drafts(named name: String) -> [ChildDraft] {
        service.drafts(named: name, network: inputs.networkConfiguration.nonNull ?? .unknown)
    }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        try await service.register(in: scope) {
            if let given = inputs.networkConfiguration.nonNull { return given }
            return try await ServiceNetwork.standard(assignPublicIP: inputs.assignPublicIp.nonNull, scope: scope)
        }
    }
}

/// The component `awsx:ecs:EC2Service`: tasks that are kept running on container instances.
struct EC2Service: Component {
    static let aliases = ComponentAliases([.type("awsx:x:ecs:EC2Service")])

    private let inputs: EC2ServiceInputs
    private let service: Service<EC2ServiceInputs>

    init(_ inputs: EC2ServiceInputs) throws {
        self.inputs = inputs
        service = try Service(kind: .ec2, inputs: inputs, desiredCount: inputs.desiredCount.value)
    }

    func drafts(named name: String) -> [ChildDraft] {
        service.drafts(named: name, network: inputs.networkConfiguration.value)
    }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        try await service.register(in: scope) { inputs.networkConfiguration.value }
    }
}

/// A service with the task definition that it runs.
struct Service<Inputs: ServiceInputs>: Sendable {
    private let kind: LaunchKind
    private let inputs: Inputs
    /// The property `desiredCount` of the service.
    private let desiredCount: PropertyValue?
    /// The task definition to make; `nil` if an existing one is used.
    private let taskDefinition: TaskDefinition?
    /// The scaling of the number of tasks; `nil` if the number is fixed.
    private let scaling: ServiceScaling?

    /// Reads the inputs.
    ///
    /// - Throws: ``InputFailure`` if they contradict each other.
    init(kind: LaunchKind, inputs: Inputs, desiredCount: PropertyValue?) throws {
        self.kind = kind
        self.inputs = inputs
        try Self.check(inputs)
        taskDefinition = try inputs.taskDefinitionArgs.view().map { try TaskDefinition(kind: kind, inputs: $0) }
        scaling = try inputs.scaling.view().map { try ServiceScaling($0, region: inputs.region.value) }
        self.desiredCount = scaling.map { inputs.desiredCount.nonNull ?? $0.initialCount } ?? desiredCount
        let isBalanced = inputs.loadBalancers.nonNull.map { $0 != [] } ?? (taskDefinition?.hasTargetGroups == true)
        try scaling?.check(
            count: inputs.desiredCount,
            strategy: inputs.schedulingStrategy,
            isBalanced: isBalanced
        )
    }

    /// The service and what belongs to its task definition, as far as the inputs tell.
    func drafts(named name: String, network: PropertyValue?) -> [ChildDraft] {
        let isBound = taskDefinition?.hasTargetGroups == true
        let properties = properties(
            cluster: inputs.cluster.value.map { _ in .unknown },
            loadBalancers: isBound ? .unknown : nil,
            network: network,
            taskDefinition: .unknown
        )
        let service = ChildDraft(
            "aws:ecs/service:Service",
            name,
            properties,
            neighbours: PropertyMap(present: ["definition": taskDefinition.map(Self.neighbour)]),
            origins: [.init(from: inputs.object.path)]
        )
        return [service] + (taskDefinition?.drafts(named: name) ?? []) + (scaling?.drafts(named: name) ?? [])
    }

    /// The task definition as the rules of services see it.
    private static func neighbour(_ definition: TaskDefinition) -> PropertyValue {
        .map(
            PropertyMap(present: [
                "containers": definition.draftContainers, "networkMode": definition.networkMode,
                "givenNetworkMode": definition.inputs.forwarded["networkMode"].given,
            ])
        )
    }

    /// Registers the task definition, the service and its scaling.
    ///
    /// - Parameters:
    ///   - scope: The component.
    ///   - network: Returns the network configuration; it runs while the task definition is registered.
    /// - Returns: The component's outputs.
    /// - Throws: An error of the engine, or of `network`.
    func register(
        in scope: ComponentScope,
        network: @Sendable () async throws -> PropertyValue?
    ) async throws -> PropertyMap {
        async let nestedMade = taskDefinition?.registerNested(in: scope, bindingTargets: true)
        async let clusterFound = scope.arn(of: inputs.cluster)
        async let networkMade = network()
        let nested = try await nestedMade

        let properties = properties(
            cluster: try await clusterFound,
            loadBalancers: nested?.loadBalancers,
            network: try await networkMade,
            taskDefinition: nested?.taskDefinition["arn"]
        )
        let service = try await scope.child(
            "aws:ecs/service:Service",
            scope.name,
            properties,
            // What has been scaled is neither undone by an update nor shown as drift.
            ignoreChanges: scaling == nil ? [] : ["desiredCount"]
        )
        try await scaling?.register(for: service, loadBalancers: properties["loadBalancers"], in: scope)
        return PropertyMap(present: [
            "service": service.reference,
            "taskDefinition": nested?.taskDefinition.reference,
        ])
    }

    private func properties(
        cluster: PropertyValue?,
        loadBalancers: PropertyValue?,
        network: PropertyValue?,
        taskDefinition: PropertyValue?
    ) -> PropertyMap {
        inputs.forwarded.setting([
            "cluster": cluster,
            "desiredCount": desiredCount,
            "launchType": launchType,
            "loadBalancers": inputs.loadBalancers.nonNull ?? loadBalancers,
            "networkConfiguration": network,
            "taskDefinition": self.taskDefinition == nil ? inputs.taskDefinition.value : taskDefinition,
            "waitForSteadyState": waitForSteadyState,
        ])
    }

    private static func check(_ inputs: Inputs) throws(InputFailure) {
        try inputs.taskDefinition.exclude(
            inputs.taskDefinitionArgs,
            remedy: "use an existing task definition or describe one"
        )
        guard inputs.taskDefinition.nonNull != nil || inputs.taskDefinitionArgs.isTruthy else {
            throw inputs.taskDefinitionArgs.failure(
                "is missing; describe the task definition here, or name an existing one in taskDefinition"
            )
        }
        if inputs.capacityProviderStrategies.isTruthy, inputs.useClusterDefaultCapacityProviderStrategy.isTruthy {
            throw inputs.useClusterDefaultCapacityProviderStrategy.failure(
                "cannot be given together with capacityProviderStrategies; remove one of them"
            )
        }
    }

    private var launchType: PropertyValue? {
        let hasStrategy =
            inputs.capacityProviderStrategies.isTruthy || inputs.useClusterDefaultCapacityProviderStrategy.isTruthy
        return hasStrategy ? nil : .string(kind.launchType)
    }

    private var waitForSteadyState: PropertyValue {
        guard let goOn = inputs.continueBeforeSteadyState.nonNull else { return true }
        return Output(gathering: goOn).map { .bool(!$0.isTruthy) }.property
    }
}
