import AWSClient
import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

/// The changes of an Auto Scaling group, one after the other: the later ones are about instances of the earlier.
enum GroupChanges {
    /// The properties that the update of a group takes.
    private static let attributes: Set = [
        "availabilityZoneDistribution", "availabilityZones", "capacityRebalance", "capacityReservationSpecification",
        "context", "defaultCooldown", "defaultInstanceWarmup", "desiredCapacity", "desiredCapacityType",
        "healthCheckGracePeriod", "healthCheckType", "instanceLifecyclePolicy", "instanceMaintenancePolicy",
        "launchConfiguration", "launchTemplate", "maxInstanceLifetime", "maxSize", "minSize", "mixedInstancesPolicy",
        "placementGroup", "protectFromScaleIn", "serviceLinkedRoleArn", "terminationPolicies", "vpcZoneIdentifiers",
    ]
    /// The attributes that change how many instances there are.
    private static let sizes: Set = ["desiredCapacity", "maxSize", "minSize"]

    /// Every property that can change in place.
    static let properties = attributes.union(AutoScalingGroup.separate).union([
        "loadBalancers", "tags", "targetGroupArns", "trafficSources",
    ])

    @Sendable static func run(_ group: ResourceOperation) async throws {
        let capacity = GroupCapacity(group)
        let known = sizes.contains(where: group.hasChanged) ? try await capacity.failures() : []
        try await setAttributes(group)
        if group.hasChanged("tags") { try await setTags(group) }
        for list in ["loadBalancers", "targetGroupArns"] where group.hasChanged(list) {
            let current = AutoScalingGroup.deployed(list, of: group)
            try await group.change(list: list, of: AutoScalingGroup.name(group), current: current)
        }
        if group.hasChanged("trafficSources") { try await setTrafficSources(group) }
        try await InstanceRefresh(group).startIfNeeded()
        if group.hasChanged("warmPool") {
            if group.inputs["warmPool"]?.map == nil {
                try await GroupDeletion.deleteWarmPool(group)
            } else {
                try await AutoScalingGroup.setWarmPool(group)
            }
        }
        if sizes.contains(where: group.hasChanged) { try await capacity.wait(knowing: known) }
        if group.hasChanged("suspendedProcesses") { try await AutoScalingGroup.setProcesses(group) }
        if ["enabledMetrics", "metricsGranularity"].contains(where: group.hasChanged) {
            try await AutoScalingGroup.setMetrics(group)
        }
    }

    private static func setAttributes(_ group: ResourceOperation) async throws {
        let changed = attributes.filter(group.hasChanged).sorted()
        guard !changed.isEmpty else { return }
        let input = AutoScalingGroup.name(group).merging(group.members(changed))
        try await group.call("autoscaling.UpdateAutoScalingGroup", input)
    }

    private static func setTags(_ group: ResourceOperation) async throws {
        let wanted = AutoScalingGroup.tags(group)
        let old = (group.oldInputs["tags"] ?? group.state["tags"])?.list ?? []
        let gone = old.compactMap { $0.map?["key"]?.plainJSON }.filter { key in !wanted.contains { $0["Key"] == key } }
        if !gone.isEmpty {
            let tags = gone.map { key -> JSON in
                ["Key": key, "ResourceId": .string(group.id), "ResourceType": "auto-scaling-group"]
            }
            try await group.call("autoscaling.DeleteTags", ["Tags": .array(tags)])
        }
        if !wanted.isEmpty { try await group.call("autoscaling.CreateOrUpdateTags", ["Tags": .array(wanted)]) }
    }

    private static func setTrafficSources(_ group: ResourceOperation) async throws {
        let property = "trafficSources"
        let wanted = group.members([property])["TrafficSources"]?.array ?? []
        let known = group.oldInputs[property] == nil ? group.state : group.oldInputs
        let old = group.descriptor.mapping.encode(known, group.schema.inputs, only: [property])["TrafficSources"]
        let current = old?.array ?? []
        let changes = [
            ("Detach", current.filter { !wanted.contains($0) }), ("Attach", wanted.filter { !current.contains($0) }),
        ]
        for (verb, sources) in changes where !sources.isEmpty {
            let input = AutoScalingGroup.name(group).merging(["TrafficSources": .array(sources)])
            try await group.call("autoscaling.\(verb)TrafficSources", input)
        }
    }
}

/// The replacement of a group's instances by ones with the group's new settings.
private struct InstanceRefresh {
    /// The properties whose change replaces instances without being named as a trigger.
    private static let always: Set = ["launchConfiguration", "launchTemplate", "mixedInstancesPolicy"]

    let group: ResourceOperation

    init(_ group: ResourceOperation) { self.group = group }

    /// Starts a refresh if the program has one for what changed; one that is under way is cancelled first.
    func startIfNeeded() async throws {
        guard let settings = group.inputs["instanceRefresh"]?.map,
            !triggers(settings).isDisjoint(with: group.changed)
        else {
            return
        }
        var input = AutoScalingGroup.name(group)
        let members = group.members(["instanceRefresh"])["InstanceRefresh"]
        input["Strategy"] = members?["Strategy"]
        input["Preferences"] = members?["Preferences"]
        if settings["preferences"]?.map?["autoRollback"] == true {
            // What a failure goes back from: without it AWS has nothing to roll back.
            input["DesiredConfiguration"] = .object(group.members(["launchTemplate", "mixedInstancesPolicy"]))
        }
        let limit = group.limit()
        try await group.wait(for: "the instance refresh of \(group.subject) to start", upTo: limit) { [input] in
            try await start(input)
        }
    }

    private func start(_ input: JSON.Object) async throws -> WaitStatus<Void> {
        do {
            try await group.call("autoscaling.StartInstanceRefresh", input)
        } catch  where AWSFailure(error)?.code == "InstanceRefreshInProgress" {
            try await cancel()
            return .pending("an earlier one is being cancelled")
        } catch let error as AWSError where error.kind == .notImplemented {
            // Local AWS has no refreshes.
        }
        return .ready(())
    }

    private func cancel() async throws {
        do {
            try await group.call("autoscaling.CancelInstanceRefresh", AutoScalingGroup.name(group))
        } catch  where AWSFailure(error)?.code == "ActiveInstanceRefreshNotFound" {}
    }

    /// The properties that start a refresh, which the program names as AWS's provider for Terraform does.
    private func triggers(_ settings: PropertyMap) -> Set<String> {
        let named = (settings["triggers"]?.list ?? []).compactMap(\.string).flatMap { text in
            let parts = text.split(separator: "_")
            let name = parts.dropFirst().reduce(String(parts.first ?? "")) { name, part in
                name + part.prefix(1).uppercased() + part.dropFirst()
            }
            return [name, name + "s"]
        }
        return Self.always.union(named)
    }
}
