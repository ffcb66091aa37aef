import ProviderKit
import PulumiProtocol

extension ComponentDescriptor {
    /// `awsx:ecs:FargateService`: tasks that are kept running on Fargate.
    static let fargateService = ComponentDescriptor(
        aliases: ComponentAliases([.type("awsx:x:ecs:FargateService")])
    ) { (inputs: FargateServiceInputs, scope) in
        try inputs.networkConfiguration.exclude(
            inputs.assignPublicIp,
            remedy: "set assignPublicIp inside networkConfiguration instead"
        )
        let service = Service(kind: .fargate, inputs: inputs, scope: scope)
        return try await service.register(desiredCount: inputs.desiredCount.nonNull ?? 1) {
            if let given = inputs.networkConfiguration.nonNull { return given }
            return try await ServiceNetwork.standard(assignPublicIP: inputs.assignPublicIp.nonNull, scope: scope)
        }
    }

    /// `awsx:ecs:EC2Service`: tasks that are kept running on container instances.
    static let ec2Service = ComponentDescriptor(
        aliases: ComponentAliases([.type("awsx:x:ecs:EC2Service")])
    ) { (inputs: EC2ServiceInputs, scope) in
        let service = Service(kind: .ec2, inputs: inputs, scope: scope)
        return try await service.register(desiredCount: inputs.desiredCount.value) {
            inputs.networkConfiguration.value
        }
    }
}

/// A service with the task definition that it runs.
struct Service<Inputs: ServiceInputs>: Sendable {
    let kind: LaunchKind
    let inputs: Inputs
    let scope: ComponentScope

    /// Registers the task definition and the service.
    ///
    /// - Parameters:
    ///   - desiredCount: The property `desiredCount` of the service.
    ///   - network: Returns the network configuration; it runs while the task definition is registered.
    /// - Returns: The component's outputs.
    /// - Throws: An error of the engine, or of `network`.
    func register(
        desiredCount: PropertyValue?,
        network: @Sendable () async throws -> PropertyValue?
    ) async throws -> PropertyMap {
        try check()
        async let nestedMade = nestedTaskDefinition()
        async let clusterFound = cluster()
        async let networkMade = network()
        let nested = try await nestedMade

        let properties = inputs.forwarded.setting([
            "cluster": try await clusterFound,
            "desiredCount": desiredCount,
            "launchType": launchType,
            "loadBalancers": inputs.loadBalancers.nonNull ?? nested?.loadBalancers,
            "networkConfiguration": try await networkMade,
            "taskDefinition": nested?.taskDefinition["arn"] ?? inputs.taskDefinition.value,
            "waitForSteadyState": waitForSteadyState,
        ])
        let service = try await scope.child("aws:ecs/service:Service", scope.name, properties)
        return PropertyMap(present: [
            "service": service.reference,
            "taskDefinition": nested?.taskDefinition.reference,
        ])
    }

    private func check() throws(InputFailure) {
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

    private func nestedTaskDefinition() async throws -> TaskDefinitionParts? {
        guard let nestedInputs = try inputs.taskDefinitionArgs.view() else { return nil }
        let nested = try await scope.component(
            kind.taskDefinitionType,
            scope.name,
            aliases: kind.taskDefinitionAliases
        )
        let parts = try await TaskDefinition(kind: kind, inputs: nestedInputs, scope: nested).register()
        try await nested.complete()
        return parts
    }

    /// Returns the cluster's ARN, also if the cluster itself was given.
    private func cluster() async throws -> PropertyValue? {
        guard let cluster = inputs.cluster.value, case .resource = Output(gathering: cluster).value else {
            return inputs.cluster.value
        }
        return try await scope.resource(inputs.cluster)["arn"]
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
