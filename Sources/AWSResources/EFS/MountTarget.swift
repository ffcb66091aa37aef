import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:efs/mountTarget:MountTarget`; a file system has one in an availability zone at most.
    static let mountTarget = ResourceDescriptor(
        type: "aws:efs/mountTarget:MountTarget",
        mapping: MemberMapping(style: .upperCamel),
        create: .call("efs.CreateMountTarget"),
        search: .list(
            "efs.DescribeMountTargets",
            "MountTargets",
            id: "MountTargetId",
            where: { $0["SubnetId"]?.string == $1.inputs["subnetId"]?.string },
            { target in target.inputs["fileSystemId"]?.plainJSON.map { ["FileSystemId": $0] } }
        ),
        read: .lookup { outputs, found, target in
            let groups = try await target.find(
                "efs.DescribeMountTargetSecurityGroups",
                ["MountTargetId": .string(target.id)]
            )
            outputs["securityGroups"] = target.properties(of: groups ?? .null)["securityGroups"]
            let name = target.hostName(ofFileSystem: outputs["fileSystemId"]?.string ?? "")
            outputs["dnsName"] = .string(name)
            outputs["mountTargetDnsName"] = outputs["availabilityZoneName"]?.string.map { .string("\($0).\(name)") }
            outputs["fileSystemArn"] = target.fileSystemArn(outputs)
            outputs["ipAddressType"] = MountTarget.addressType(found.object)
        },
        update: [
            .call(
                "efs.ModifyMountTargetSecurityGroups",
                changed: ["securityGroups"],
                of: ["MountTargetId": "{id}"]
            )
        ],
        delete: .call("efs.DeleteMountTarget", ["MountTargetId": "{id}"])
    )
}

/// The reading of a mount target.
private enum MountTarget {
    /// The kind of addresses: AWS tells only the addresses.
    static func addressType(_ found: JSON) -> PropertyValue {
        guard let address = found["Ipv6Address"]?.string, !address.isEmpty else { return "IPV4_ONLY" }
        return found["IpAddress"]?.string?.isEmpty == false ? "DUAL_STACK" : "IPV6_ONLY"
    }
}
