import AWSClient
import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:efs/fileSystem:FileSystem`.
    static let fileSystem = ResourceDescriptor(
        type: "aws:efs/fileSystem:FileSystem",
        mapping: MemberMapping(
            style: .upperCamel,
            names: [
                "arn": "FileSystemArn", "lifecyclePolicies.transitionToIa": "TransitionToIA",
                "protection": "FileSystemProtection",
                "protection.replicationOverwrite": "ReplicationOverwriteProtection",
                "sizeInBytes.valueInIa": "ValueInIA",
            ],
            singles: ["sizeInBytes"]
        ),
        tagging: .fileSystems,
        create: .call(
            "efs.CreateFileSystem",
            except: ["lifecyclePolicies", "protection"],
            adjusting: FileSystem.adjust
        ),
        search: .list("efs.DescribeFileSystems", "FileSystems", id: "FileSystemId") { file in
            file.inputs["creationToken"]?.plainJSON.map { ["CreationToken": $0] }
        },
        afterCreate: { file in
            if file.inputs["lifecyclePolicies"]?.list?.isEmpty == false { try await FileSystem.setPolicies(file) }
            if file.inputs["protection"] != nil { try await FileSystem.setProtection(file) }
        },
        read: .lookup { outputs, _, file in
            let policies = try await file.find("efs.DescribeLifecycleConfiguration", ["FileSystemId": .string(file.id)])
            outputs["lifecyclePolicies"] = file.properties(of: policies ?? .null)["lifecyclePolicies"]
            outputs["dnsName"] = .string(file.hostName(ofFileSystem: file.id))
        },
        update: [
            .call(
                "efs.UpdateFileSystem",
                changed: ["provisionedThroughputInMibps", "throughputMode"],
                always: ["provisionedThroughputInMibps", "throughputMode"],
                of: ["FileSystemId": "{id}"],
                adjusting: FileSystem.adjust
            ),
            UpdateStep(["lifecyclePolicies"], run: FileSystem.setPolicies),
            UpdateStep(["protection"], run: FileSystem.setProtection),
        ],
        delete: .call("efs.DeleteFileSystem", ["FileSystemId": "{id}"])
    )
}

/// The calls of a file system's life that are shaped otherwise.
private enum FileSystem {
    /// Leaves the throughput out where its mode takes none.
    @Sendable static func adjust(_ members: inout JSON.Object, _ file: ResourceOperation) {
        if members["ThroughputMode"] != "provisioned" { members["ProvisionedThroughputInMibps"] = nil }
    }

    @Sendable static func setPolicies(_ file: ResourceOperation) async throws {
        let policies = file.members(["lifecyclePolicies"])
        let none: JSON.Object = ["FileSystemId": .string(file.id), "LifecyclePolicies": []]
        try await file.call("efs.PutLifecycleConfiguration", none.merging(policies))
    }

    @Sendable static func setProtection(_ file: ResourceOperation) async throws {
        let protection = file.members(["protection"])["FileSystemProtection"]?.object ?? [:]
        let identity: JSON.Object = ["FileSystemId": .string(file.id)]
        try await file.call("efs.UpdateFileSystemProtection", identity.merging(protection))
    }
}

extension ResourceOperation {
    /// The name under which a file system is mounted.
    func hostName(ofFileSystem id: String) -> String {
        let region = region ?? ""
        return "\(id).efs.\(region).\(AWSClient.partition(ofRegion: region).dnsSuffix)"
    }

    /// The ARN of the file system that an object belongs to; AWS tells its id and owner only.
    func fileSystemArn(_ outputs: PropertyMap) -> PropertyValue {
        let (region, owner) = (region ?? "", outputs["ownerId"]?.string ?? "")
        let id = outputs["fileSystemId"]?.string ?? ""
        let partition = AWSClient.partition(ofRegion: region).id
        return .string("arn:\(partition):elasticfilesystem:\(region):\(owner):file-system/\(id)")
    }
}
