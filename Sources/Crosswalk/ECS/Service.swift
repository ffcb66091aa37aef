import ProviderKit
import PulumiProtocol

extension ComponentDescriptor {
    /// `awsx:ecs:FargateService`: tasks that are kept running on Fargate.
    static let fargateService = ComponentDescriptor(
        type: "awsx:ecs:FargateService",
        aliases: ComponentAliases([.type("awsx:x:ecs:FargateService")])
    ) { object, scope in
        let inputs = FargateServiceInputs(object: object)
        try inputs.exclude(
            "networkConfiguration",
            "assignPublicIp",
            "set assignPublicIp inside networkConfiguration instead"
        )
        let service = Service(kind: .fargate, inputs: object, scope: scope)
        return try await service.register(
            passing: inputs.properties(without: Service.handled.union(["assignPublicIp"])),
            defaults: ["desiredCount": 1]
        ) {
            if let given = inputs.networkConfiguration.given { return given }
            return try await ServiceNetwork.standard(assignPublicIP: inputs.assignPublicIp.given, scope: scope)
        }
    }

    /// `awsx:ecs:EC2Service`: tasks that are kept running on container instances.
    static let ec2Service = ComponentDescriptor(
        type: "awsx:ecs:EC2Service",
        aliases: ComponentAliases([.type("awsx:x:ecs:EC2Service")])
    ) { object, scope in
        let inputs = EC2ServiceInputs(object: object)
        let service = Service(kind: .ec2, inputs: object, scope: scope)
        return try await service.register(passing: inputs.properties(without: Service.handled), defaults: [:]) {
            inputs.networkConfiguration
        }
    }
}

/// A service with the task definition that it runs.
struct Service: Sendable {
    let kind: LaunchKind
    /// The inputs of either service component: what is read here has the same names in both.
    let inputs: InputObject
    let scope: ComponentScope

    /// What is not handed to the service as it is.
    static let handled: Set<String> = [
        "continueBeforeSteadyState", "taskDefinitionArgs", "useClusterDefaultCapacityProviderStrategy",
    ]

    /// Registers everything, and answers the component's outputs.
    ///
    /// - Parameters:
    ///   - properties: The inputs that the service takes over as they are.
    ///   - defaults: What it has where an input is absent or null.
    ///   - network: Makes the network configuration, while the task definition is made.
    func register(
        passing properties: PropertyMap,
        defaults: PropertyMap,
        network: @Sendable () async throws -> PropertyValue?
    ) async throws -> PropertyMap {
        try check()
        async let nestedMade = nestedTaskDefinition()
        async let clusterFound = cluster()
        async let networkMade = network()
        let nested = try await nestedMade

        var properties = properties
        for entry in defaults where properties[entry.key].given == nil {
            properties[entry.key] = entry.value
        }
        properties["taskDefinition"] = nested?.taskDefinition["arn"] ?? inputs["taskDefinition"]
        properties["loadBalancers"] = inputs["loadBalancers"].given ?? nested?.loadBalancers
        properties["launchType"] = launchType
        properties["waitForSteadyState"] = waitForSteadyState
        properties["cluster"] = try await clusterFound
        properties["networkConfiguration"] = try await networkMade
        let service = try await scope.child("aws:ecs/service:Service", scope.name, properties)

        var state: PropertyMap = ["service": service.reference]
        state["taskDefinition"] = nested?.taskDefinition.reference
        return state
    }

    private func check() throws {
        let view = FargateServiceInputs(object: inputs)
        try view.exclude("taskDefinition", "taskDefinitionArgs", "use an existing task definition or describe one")
        guard inputs["taskDefinition"].given != nil || inputs["taskDefinitionArgs"].isTruthy else {
            throw inputs.failure(
                at: "taskDefinitionArgs",
                "is missing; describe the task definition here, or name an existing one in taskDefinition"
            )
        }
        if view.capacityProviderStrategies.isTruthy, view.useClusterDefaultCapacityProviderStrategy.isTruthy {
            throw inputs.failure(
                at: "useClusterDefaultCapacityProviderStrategy",
                "cannot be given together with capacityProviderStrategies; remove one of them"
            )
        }
    }

    private func nestedTaskDefinition() async throws -> TaskDefinitionParts? {
        guard let arguments = try inputs.object("taskDefinitionArgs") else { return nil }
        let nested = try await scope.component(
            kind.taskDefinitionType,
            scope.name,
            aliases: kind.taskDefinitionAliases
        )
        let parts = try await TaskDefinition(kind: kind, inputs: arguments, scope: nested).register()
        try await nested.complete()
        return parts
    }

    /// The cluster's ARN, also if the cluster itself was given.
    private func cluster() async throws -> PropertyValue? {
        guard let cluster = inputs["cluster"], case .resource = Output(gathering: cluster).value else {
            return inputs["cluster"]
        }
        return try await scope.resource(cluster, at: inputs.path(of: "cluster"))["arn"]
    }

    private var launchType: PropertyValue? {
        let hasStrategy =
            inputs["capacityProviderStrategies"].isTruthy
            || inputs["useClusterDefaultCapacityProviderStrategy"].isTruthy
        return hasStrategy ? nil : .string(kind.launchType)
    }

    private var waitForSteadyState: PropertyValue {
        guard let goOn = inputs["continueBeforeSteadyState"].given else { return true }
        return Output(gathering: goOn).map { .bool(!$0.isTruthy) }.property
    }
}
