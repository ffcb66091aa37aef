import ProviderKit
import PulumiProtocol

/// The scaling of a service by Application Auto Scaling: its limits, the targets that it tracks, and scheduled changes.
struct ServiceScaling: Sendable {
    /// A metric of the service, and the value of it that is aimed at.
    private struct Tracked: Sendable {
        /// The ending of the policy's name.
        let name: String
        /// The metric as Application Auto Scaling calls it.
        let metric: String
        let value: Input<PropertyValue>
    }

    private static let namespace = "aws:appautoscaling/"
    private static let configuration = "targetTrackingScalingPolicyConfiguration"

    private let inputs: ServiceScalingInputs
    private let region: PropertyValue?
    private let tracked: [Tracked]
    private let changes: [(key: String, view: ServiceScheduledScalingInputs)]

    /// Reads the inputs.
    ///
    /// - Parameters:
    ///   - inputs: The scaling.
    ///   - region: The region of the service.
    /// - Throws: ``InputFailure`` if they are not known where they decide which resources there are.
    init(_ inputs: ServiceScalingInputs, region: PropertyValue?) throws(InputFailure) {
        self.inputs = inputs
        self.region = region
        changes = try inputs.scheduledChanges.views() ?? []
        tracked = [
            Tracked(name: "cpu", metric: "ECSServiceAverageCPUUtilization", value: inputs.cpuUtilization),
            Tracked(name: "memory", metric: "ECSServiceAverageMemoryUtilization", value: inputs.memoryUtilization),
            Tracked(name: "requests", metric: "ALBRequestCountPerTarget", value: inputs.requestsPerTarget),
        ].filter { $0.value.nonNull != nil }
    }

    /// The number of tasks of a new service: the smallest, but for 0, with which no metric would ever add a task.
    var initialCount: PropertyValue {
        Output(gathering: inputs.minCapacity.nonNull ?? 1).map { $0 == 0 ? 1 : $0 }.property
    }

    /// Checks what the service's own inputs say of the number of its tasks.
    ///
    /// - Parameters:
    ///   - count: The number of tasks of a new service.
    ///   - strategy: The scheduling strategy.
    ///   - isBalanced: Whether the service has a target group.
    /// - Throws: ``InputFailure`` if that and the scaling contradict each other.
    func check(
        count: Input<PropertyValue>,
        strategy: Input<PropertyValue>,
        isBalanced: Bool
    ) throws(InputFailure) {
        if strategy.value.knownValue == "DAEMON" {
            throw strategy.failure("is DAEMON, one task on each instance, which cannot be scaled; remove scaling")
        }
        if inputs.requestsPerTarget.nonNull != nil, !isBalanced {
            throw inputs.requestsPerTarget.failure(
                "needs a target group whose requests are counted; name one in loadBalancers, or as targetGroup of a "
                    + "port mapping"
            )
        }
        guard let number = count.value.knownValue?.number else { return }
        let smallest = inputs.minCapacity.nonNull ?? 1
        if let least = Output(gathering: smallest).value?.number, number < least {
            throw count.failure("is less than the smallest number of tasks, \(inputs.minCapacity.path); remove it")
        }
        if let most = inputs.maxCapacity.value.knownValue?.number, number > most {
            throw count.failure("is more than the largest number of tasks, \(inputs.maxCapacity.path); remove it")
        }
    }

    /// The resources of the scaling, as far as the inputs tell.
    func drafts(named name: String) -> [ChildDraft] {
        plan(named: name, resourceID: .unknown, label: .unknown).drafts
    }

    /// Registers the resources of the scaling.
    ///
    /// - Parameters:
    ///   - service: The service.
    ///   - loadBalancers: The target groups of the service, as it was given them.
    ///   - scope: The component.
    /// - Throws: ``InputFailure`` if requests are tracked that no application load balancer forwards.
    func register(for service: Child, loadBalancers: PropertyValue?, in scope: ComponentScope) async throws {
        let isCounting = inputs.requestsPerTarget.nonNull != nil
        let metric = isCounting ? try await label(loadBalancers, in: scope) : .unknown
        let plan = plan(named: scope.name, resourceID: Self.resourceID(of: service), label: metric)
        _ = try await plan.register(in: scope)
    }

    private func plan(named name: String, resourceID: PropertyValue, label: PropertyValue) -> ChildPlan {
        let service = PropertyMap(present: [
            "resourceId": resourceID, "scalableDimension": "ecs:service:DesiredCount", "serviceNamespace": "ecs",
            "region": region,
        ])
        var plan = ChildPlan()
        let target = plan.add(
            PlannedChild(
                .init(Self.namespace + "target:Target", name),
                origins: [.init(from: inputs.object.path)],
                given: service.merging(inputs.forwarded),
                [:]
            )
        )
        for metric in tracked {
            plan.add(policy(for: metric, named: name, after: target, of: service, label))
        }
        for change in changes {
            plan.add(action(change.view, named: "\(name)-\(change.key)", after: target, of: service))
        }
        return plan
    }

    private func policy(
        for metric: Tracked,
        named name: String,
        after target: PlannedChild.Key,
        of service: PropertyMap,
        _ label: PropertyValue
    ) -> PlannedChild {
        let place = Self.configuration
        return PlannedChild(
            .init(Self.namespace + "policy:Policy", "\(name)-\(metric.name)"),
            dependsOn: [target],
            origins: [
                .init(from: inputs.object.path), .init(place, from: inputs.object.path),
                .init("\(place).targetValue", from: metric.value.path),
            ],
            given: service.setting([
                "policyType": "TargetTrackingScaling", place: .map(configuration(of: metric, label)),
            ]),
            [:]
        )
    }

    private func action(
        _ scheduledInputs: ServiceScheduledScalingInputs,
        named name: String,
        after target: PlannedChild.Key,
        of service: PropertyMap
    ) -> PlannedChild {
        let limits = PropertyMap(present: [
            "minCapacity": scheduledInputs.minCapacity.value, "maxCapacity": scheduledInputs.maxCapacity.value,
        ])
        return PlannedChild(
            .init(Self.namespace + "scheduledAction:ScheduledAction", name),
            dependsOn: [target],
            origins: ["", "scalableTargetAction"].map { .init($0, from: scheduledInputs.object.path) },
            given: service.merging(scheduledInputs.forwarded).setting(["scalableTargetAction": .map(limits)]),
            [:]
        )
    }

    private func configuration(of metric: Tracked, _ label: PropertyValue) -> PropertyMap {
        var specification: PropertyMap = ["predefinedMetricType": .string(metric.metric)]
        if metric.value.name == inputs.requestsPerTarget.name { specification["resourceLabel"] = label }
        return PropertyMap(present: [
            "targetValue": metric.value.value,
            "predefinedMetricSpecification": .map(specification),
            "disableScaleIn": inputs.disableScaleIn.value,
            "scaleInCooldown": inputs.scaleInCooldown.value,
            "scaleOutCooldown": inputs.scaleOutCooldown.value,
        ])
    }

    // MARK: Names of the service

    /// The service as Application Auto Scaling calls it: `service/CLUSTER/NAME`.
    private static func resourceID(of service: Child) -> PropertyValue {
        let cluster = Output(gathering: service["cluster"] ?? .null)
        return cluster.and(Output(gathering: service["name"] ?? .null)).map { cluster, name -> PropertyValue in
            let cluster = cluster.string.map { ARN($0)?.resourceID ?? $0 } ?? "default"
            return .string("service/\(cluster)/\(name.string ?? "")")
        }.property
    }

    /// The name of the first target group among the dimensions of metrics: `app/NAME/ID/targetgroup/NAME/ID`.
    ///
    /// The load balancer that it needs is known once the service is there, because ECS accepts no group without one; a
    /// preview may come before.
    private func label(_ loadBalancers: PropertyValue?, in scope: ComponentScope) async throws -> PropertyValue {
        let arn = Output(gathering: loadBalancers ?? .null).map { bindings -> PropertyValue in
            bindings.list?.lazy.compactMap { $0.map?["targetGroupArn"] }.first ?? .null
        }
        let arguments = PropertyMap(present: ["arn": arn.property, "region": region])
        let found = try await scope.invoke("aws:lb/getTargetGroup:getTargetGroup", arguments)
        let name = try found.map { try label(of: $0, isPreview: scope.deployment.isPreview) }
        return Output(name.value ?? nil).adding(marksOf: name).property
    }

    private func label(of group: PropertyMap, isPreview: Bool) throws(InputFailure) -> PropertyValue? {
        let balancer = group["loadBalancerArns"]?.list?.first?.string
        let name = balancer.flatMap(ARN.init)?.resourceID
        if let name, name.hasPrefix("app/"), let suffix = group["arnSuffix"]?.string {
            return .string("\(name)/\(suffix)")
        }
        if balancer == nil, isPreview { return nil }
        throw inputs.requestsPerTarget.failure(
            "needs an application load balancer, and \(balancer ?? "none") forwards to the service's target group "
                + "\(group["arn"]?.string ?? ""); remove it, or use another target group"
        )
    }
}
