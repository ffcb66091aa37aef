import JSON
import PulumiProtocol
import ResourceKit

/// The end of an Auto Scaling group: its warm pool goes first, then its instances, then the group.
enum GroupDeletion {
    @Sendable static func run(_ group: ResourceOperation) async throws {
        guard let found = try await group.lookUp()?.object else { return }
        let isForced = group.isSet("forceDelete")
        if found["WarmPoolConfiguration"]?.object != nil { try await deleteWarmPool(group) }
        if !isForced { try await drain(group) }
        let input = AutoScalingGroup.name(group).merging(["ForceDelete": .bool(isForced)])
        try await group.callUnlessGone("autoscaling.DeleteAutoScalingGroup", input)
    }

    /// Deletes the instances that are kept ready outside of the group, and waits until they are gone.
    static func deleteWarmPool(_ group: ResourceOperation) async throws {
        let isForced = group.isSet("forceDelete") || group.isSet("forceDeleteWarmPool")
        let input = AutoScalingGroup.name(group).merging(["ForceDelete": .bool(isForced)])
        try await group.callUnlessGone("autoscaling.DeleteWarmPool", input)
        try await group.wait(after: "deletePool", for: "the warm pool of \(group.subject) to be deleted")
    }

    /// Takes all instances out of the group; those that are protected from that no longer are.
    private static func drain(_ group: ResourceOperation) async throws {
        try await unprotect(try await instances(of: group), of: group)
        try await empty(group)
        try await group.wait(for: "the instances of \(group.subject) to go", upTo: group.limit()) {
            let instances = try await instances(of: group)
            guard !instances.isEmpty else { return .ready(()) }
            // Others may have been protected meanwhile, as ECS does with those that run tasks.
            if try await unprotect(instances, of: group) { try await empty(group) }
            return .pending("\(instances.count) left")
        }
    }

    private static func instances(of group: ResourceOperation) async throws -> [JSON] {
        try await group.lookUp()?.object.list(at: "Instances") ?? []
    }

    private static func empty(_ group: ResourceOperation) async throws {
        let none: JSON.Object = ["MinSize": 0, "MaxSize": 0, "DesiredCapacity": 0]
        let input = AutoScalingGroup.name(group).merging(none)
        try await group.callUnlessGone("autoscaling.UpdateAutoScalingGroup", input)
    }

    /// Returns whether there were instances to take the protection from.
    @discardableResult
    private static func unprotect(_ instances: [JSON], of group: ResourceOperation) async throws -> Bool {
        let ids = instances.filter { $0["ProtectedFromScaleIn"] == true && $0["LifecycleState"] == "InService" }
            .compactMap { $0["InstanceId"]?.string }
        guard !ids.isEmpty else { return false }
        // AWS takes fifty at a time; the next look has the rest.
        let input = AutoScalingGroup.name(group).merging([
            "InstanceIds": JSON.Object.texts(ids.prefix(50)), "ProtectedFromScaleIn": false,
        ])
        try await group.call("autoscaling.SetInstanceProtection", input)
        return true
    }
}
