import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A file system")
struct FileSystemTests {
    private let type = "aws:efs/fileSystem:FileSystem"

    private func aws(_ states: JSON...) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("efs.CreateFileSystem", ["FileSystemId": "fs-1"])
        aws.on(
            "efs.DescribeFileSystems",
            sequence: states.map { ["FileSystems": [["FileSystemId": "fs-1", "LifeCycleState": $0]]] }
        )
        return aws
    }

    @Test("gets its policies and protection when it is available")
    func configured() async throws {
        let aws = aws("creating", "available")
        let inputs: PropertyMap = [
            "creationToken": "shop", "throughputMode": "bursting",
            "lifecyclePolicies": [["transitionToIa": "AFTER_7_DAYS"]],
            "protection": ["replicationOverwrite": "DISABLED"],
        ]
        _ = try await AWSProvider.scripted(aws).create(CreateRequest(urn: urn(type), properties: inputs), .test)
        let calls = aws.operations
        #expect(
            calls.prefix(5) == [
                "efs.CreateFileSystem", "efs.DescribeFileSystems", "efs.DescribeFileSystems",
                "efs.PutLifecycleConfiguration", "efs.UpdateFileSystemProtection",
            ]
        )
        let policies = aws.inputs(of: "efs.PutLifecycleConfiguration").first?["LifecyclePolicies"]
        #expect(policies == [["TransitionToIA": "AFTER_7_DAYS"]])
        let protection = aws.inputs(of: "efs.UpdateFileSystemProtection").first
        #expect(protection?["ReplicationOverwriteProtection"] == "DISABLED")
        #expect(aws.refusals == [])
    }

    @Test(
        "has its throughput sent with the mode that takes it",
        arguments: [
            (["throughputMode": "provisioned", "provisionedThroughputInMibps": 20], 20),
            (["throughputMode": "elastic"], nil),
        ] as [(PropertyMap, JSON?)]
    )
    func throughput(_ changes: PropertyMap, _ sent: JSON?) async throws {
        let aws = aws("available")
        let olds: PropertyMap = [
            "creationToken": "shop", "throughputMode": "provisioned", "provisionedThroughputInMibps": 10,
        ]
        let news = changes.merging(["creationToken": "shop"])
        let request = UpdateRequest(id: "fs-1", urn: urn(type), olds: olds, news: news, oldInputs: olds)
        _ = try await AWSProvider.scripted(aws).update(request, .test)
        let input = try #require(aws.inputs(of: "efs.UpdateFileSystem").first)
        #expect(input["ThroughputMode"]?.string == changes["throughputMode"]?.string)
        #expect(input["ProvisionedThroughputInMibps"] == sent)
    }

    @Test("whose create was cut off is found by its token")
    func search() async throws {
        let aws = aws("available")
        let request = ReadRequest(urn: urn(type), inputs: ["creationToken": "shop"])
        #expect(try await AWSProvider.scripted(aws).find(request, .test).id == "fs-1")
        #expect(aws.inputs(of: "efs.DescribeFileSystems").first == ["CreationToken": "shop"])
    }

    @Test(
        "says by its addresses of which type a mount target is",
        arguments: [
            (["IpAddress": "10.0.0.5"], "IPV4_ONLY"), (["Ipv6Address": "2001:db8::5"], "IPV6_ONLY"),
            (["IpAddress": "10.0.0.5", "Ipv6Address": "2001:db8::5"], "DUAL_STACK"),
        ] as [(JSON.Object, PropertyValue)]
    )
    func addressType(_ addresses: JSON.Object, _ kind: PropertyValue) async throws {
        let aws = ScriptedAWS()
        let target: JSON.Object = ["MountTargetId": "fsmt-1", "FileSystemId": "fs-1", "SubnetId": "subnet-1"]
        aws.on("efs.DescribeMountTargets", ["MountTargets": [.object(target.merging(addresses))]])
        let read = try await AWSProvider.scripted(aws).read(
            ReadRequest(id: "fsmt-1", urn: urn("aws:efs/mountTarget:MountTarget")),
            .test
        )
        #expect(read.properties?["ipAddressType"] == kind)
    }
}
