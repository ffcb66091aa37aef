import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ecs/service:Service`: keeps tasks running; its id is the ARN.
    static let service = ResourceDescriptor(
        type: "aws:ecs/service:Service",
        mapping: MemberMapping(
            style: .lowerCamel,
            names: Service.memberNames,
            numbers: [
                "deploymentConfiguration.bakeTimeInMinutes",
                "deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes",
                "deploymentConfiguration.linearConfiguration.stepBakeTimeInMinutes",
                "deploymentConfiguration.lifecycleHooks.timeoutConfiguration.timeoutInMinutes",
            ],
            singles: ["serviceConnectConfiguration.services.clientAlias.testTrafficRules"],
            documents: ["deploymentConfiguration.lifecycleHooks.hookDetails"],
            pairs: ["volumeConfiguration.managedEbsVolume.tagSpecifications.tags"]
        ),
        tagging: .ecs,
        diff: Service.diffRules,
        local: ["waitForSteadyState", "forceNewDeployment", "forceDelete", "sigintRollback", "triggers"],
        preview: RegistryRoute.check,
        create: CreateStep { service in
            try await service.create("ecs.CreateService", Service.members(service, service.schema.inputs.names))
        },
        afterCreate: { try await ServiceDeployment($0).wait() },
        read: .lookup { Service.complete(&$0, $1.object, $2) },
        update: [UpdateStep(Service.updatable, run: Service.update)],
        afterUpdate: { try await ServiceDeployment($0).wait() },
        delete: DeleteStep(Service.delete),
        logSources: Service.logSources,
        statuses: { try await ServiceSurvey(session: $1).statuses(of: $0) }
    )
}

/// A service's members and calls that are shaped otherwise in AWS.
enum Service {
    static let memberNames: [String: String] = [
        "arn": "serviceArn", "name": "serviceName", "iamRole": "role",
        "enableEcsManagedTags": "enableECSManagedTags",
        "capacityProviderStrategies": "capacityProviderStrategy",
        "orderedPlacementStrategies": "placementStrategy",
        "loadBalancers.elbName": "loadBalancerName",
        "serviceConnectConfiguration.services.clientAlias": "clientAliases",
        "serviceConnectConfiguration.services.tls.issuerCertAuthority": "issuerCertificateAuthority",
        "volumeConfiguration.managedEbsVolume": "managedEBSVolume",
        "volumeConfiguration.managedEbsVolume.sizeInGb": "sizeInGiB",
        "volumeConfiguration.managedEbsVolume.fileSystemType": "filesystemType",
    ]

    /// The properties that `UpdateService` changes; the others replace, or never go to AWS.
    static let updatable: Set<String> = [
        "alarms", "availabilityZoneRebalancing", "capacityProviderStrategies", "deploymentCircuitBreaker",
        "deploymentConfiguration", "deploymentController", "deploymentMaximumPercent",
        "deploymentMinimumHealthyPercent", "desiredCount", "enableEcsManagedTags", "enableExecuteCommand",
        "forceNewDeployment", "healthCheckGracePeriodSeconds", "loadBalancers", "networkConfiguration",
        "orderedPlacementStrategies", "placementConstraints", "platformVersion", "propagateTags",
        "serviceConnectConfiguration", "serviceRegistries", "taskDefinition", "triggers", "volumeConfiguration",
        "vpcLatticeConfigurations",
    ]

    static let diffRules = DiffRules(
        equality: [
            "cluster": DiffRules.texts { old, new, _ in isSameName(old, new) },
            "iamRole": DiffRules.texts { old, new, _ in isSameName(old, new) || old == "aws-service-role" },
            "taskDefinition": DiffRules.texts { old, new, _ in isSameTask(old, new) },
        ]
    )

    /// Returns whether a name and an ARN, or two of a kind, mean the same thing.
    static func isSameName(_ a: String, _ b: String) -> Bool {
        if a.hasPrefix("arn:") == b.hasPrefix("arn:") { return a == b }
        return a.split(separator: "/").last == b.split(separator: "/").last
    }

    /// Returns whether two references to a task definition, of which one may lack ARN or revision, mean the same.
    private static func isSameTask(_ a: String, _ b: String) -> Bool {
        func name(_ text: String) -> Substring { text.split(separator: "/").last ?? "" }
        let (first, second) = (name(a), name(b))
        if first.contains(":") && second.contains(":") && a.hasPrefix("arn:") == b.hasPrefix("arn:") { return a == b }
        return first == second
    }

    // MARK: Members

    /// The members for some properties.
    ///
    /// A service's roll-out settings share one member.
    static func members(_ service: ResourceOperation, _ names: [String]) -> JSON.Object {
        let rollOut: Set<String> = [
            "alarms", "deploymentCircuitBreaker", "deploymentConfiguration", "deploymentMaximumPercent",
            "deploymentMinimumHealthyPercent",
        ]
        let left = service.descriptor.local.union(rollOut)
            .union(["networkConfiguration", "region", "serviceRegistries", "tags", "volumeConfiguration"])
        var input = service.members(names.filter { !left.contains($0) })
        if !rollOut.isDisjoint(with: names) { input["deploymentConfiguration"] = .object(rollOutMembers(service)) }
        if names.contains("networkConfiguration"), let network = networkMembers(service) {
            input["networkConfiguration"] = ["awsvpcConfiguration": .object(network)]
        }
        for (name, member) in [
            ("serviceRegistries", "serviceRegistries"), ("volumeConfiguration", "volumeConfigurations"),
        ]
        where names.contains(name) {
            let value = service.members([name])[name]
            if value != nil || service.kind == .update { input[member] = .array(value.map { [$0] } ?? []) }
        }
        if service.inputs["schedulingStrategy"]?.string == "DAEMON" { input["desiredCount"] = nil }
        return input
    }

    private static func rollOutMembers(_ service: ResourceOperation) -> JSON.Object {
        var members = service.members(["deploymentConfiguration"])["deploymentConfiguration"]?.object ?? [:]
        if service.inputs["schedulingStrategy"]?.string != "DAEMON" {
            members["maximumPercent"] = service.inputs["deploymentMaximumPercent"]?.plainJSON
        }
        members["minimumHealthyPercent"] = service.inputs["deploymentMinimumHealthyPercent"]?.plainJSON
        for name in ["alarms", "deploymentCircuitBreaker"] {
            members[name] = service.members([name])[name]
        }
        return members
    }

    private static func networkMembers(_ service: ResourceOperation) -> JSON.Object? {
        guard let network = service.inputs["networkConfiguration"]?.map else { return nil }
        let isPublic = network["assignPublicIp"]?.bool ?? false
        return [
            "subnets": network["subnets"]?.plainJSON ?? [],
            // An empty list removes the groups, and its absence keeps them.
            "securityGroups": network["securityGroups"]?.plainJSON ?? [],
            "assignPublicIp": isPublic ? "ENABLED" : "DISABLED",
        ]
    }

    // MARK: Calls

    /// The members that say which service is meant.
    static func identity(_ service: ResourceOperation) -> JSON.Object {
        service.filled(["cluster": "{cluster}", "service": "{id}"])
    }

    @Sendable static func update(_ service: ResourceOperation) async throws {
        let changed = updatable.filter { service.hasChanged($0) }
        var input = identity(service).merging(members(service, changed.sorted()))
        // Another strategy only holds for a new deployment; a change of `triggers` asks for nothing else.
        let isForced = service.flag("forceNewDeployment") || changed.contains("capacityProviderStrategies")
        if isForced { input["forceNewDeployment"] = true }
        // A switch that is turned off, and other triggers by themselves, ask AWS for nothing.
        guard input.count > identity(service).count else { return }
        try await service.call("ecs.UpdateService", input)
    }

    @Sendable static func delete(_ service: ResourceOperation) async throws {
        guard let found = try await service.lookUp()?.object else { return }
        let isForced = service.isSet("forceDelete")
        let isDraining = found["status"]?.string == "DRAINING"
        if !isForced, !isDraining, found["schedulingStrategy"]?.string != "DAEMON" {
            let input = identity(service).merging(["desiredCount": 0])
            try await service.callUnlessGone("ecs.UpdateService", input)
        }
        if !isDraining {
            let input = identity(service).merging(["force": .bool(isForced)])
            try await service.callUnlessGone("ecs.DeleteService", input)
        }
        try await service.wait(for: "\(service.subject) to stop its tasks", upTo: service.limit()) {
            guard let found = try await service.lookUp()?.object else { return .ready(()) }
            let running = found["runningCount"]?.int ?? 0
            return .pending("\(found["status"]?.string ?? "unknown"), \(running) tasks still running")
        }
    }
}

extension Service {
    /// The logs of the containers in the task definition that the service runs.
    @Sendable static func logSources(_ service: LogQuery) async throws -> [LogSource] {
        guard let task = service.outputs["taskDefinition"]?.string, !task.isEmpty else { return [] }
        let region = service.outputs["region"]?.string
        let input: JSON.Object = ["taskDefinition": .string(task)]
        let answer = try await service.session.caller.send("ecs.DescribeTaskDefinition", input, region: region)
        return LogSource.sources(of: answer.at("taskDefinition.containerDefinitions"))
    }
}
