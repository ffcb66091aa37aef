import JSON
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ecs/capacityProvider:CapacityProvider`: instances that tasks run on; its id is the ARN.
    static let capacityProvider = ResourceDescriptor(
        type: "aws:ecs/capacityProvider:CapacityProvider",
        mapping: MemberMapping(style: .lowerCamel, names: CapacityProvider.memberNames),
        tagging: .ecs,
        create: .call("ecs.CreateCapacityProvider"),
        update: [
            .call(
                "ecs.UpdateCapacityProvider",
                changed: ["autoScalingGroupProvider", "managedInstancesProvider"],
                of: ["name": "{name}", "cluster": "{cluster}"],
                adjusting: CapacityProvider.adjust
            )
        ],
        delete: .call(
            "ecs.DeleteCapacityProvider",
            ["capacityProvider": "{id}", "cluster": "{cluster}"],
            onlyIfFound: true
        )
    )
}

/// A capacity provider's members that are named otherwise, and those that an update does not take.
private enum CapacityProvider {
    private static let requirements = "managedInstancesProvider.instanceLaunchTemplate.instanceRequirements"

    static let memberNames: [String: String] = [
        "arn": "capacityProviderArn",
        "managedInstancesProvider.instanceLaunchTemplate.storageConfiguration.storageSizeGib": "storageSizeGiB",
        "\(requirements).acceleratorTotalMemoryMib": "acceleratorTotalMemoryMiB",
        "\(requirements).memoryGibPerVcpu": "memoryGiBPerVCpu",
        "\(requirements).memoryMib": "memoryMiB",
        "\(requirements).totalLocalStorageGb": "totalLocalStorageGB",
        "\(requirements).vcpuCount": "vCpuCount",
    ]

    /// Leaves out of an update what only a replacement changes.
    @Sendable static func adjust(_ input: inout JSON.Object, _ provider: ResourceOperation) {
        input.remove("autoScalingGroupArn", from: "autoScalingGroupProvider")
        if var instances = input["managedInstancesProvider"]?.object {
            instances.remove("capacityOptionType", from: "instanceLaunchTemplate")
            input["managedInstancesProvider"] = .object(instances)
        }
    }
}

extension JSON.Object {
    /// Removes a member from an object that is a member of this one.
    fileprivate mutating func remove(_ member: String, from name: String) {
        guard var object = self[name]?.object else { return }
        object[member] = nil
        self[name] = .object(object)
    }
}
