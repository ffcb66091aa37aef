import JSON
import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

@Suite(
    "File systems against local AWS",
    .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
)
struct MotoFileSystemTests {
    private let stack: TestStack

    init() async throws {
        stack = try await TestStack.onMoto()
    }

    @Test("a file system, its mount target and its access point are made, changed, imported and deleted")
    func fileSystem() async throws {
        let vpc = try await stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.8.0.0/16"])
        let subnet = try await stack.create(
            "aws:ec2/subnet:Subnet",
            ["vpcId": .string(vpc.id), "cidrBlock": "10.8.0.0/24"]
        )
        let group = try await stack.create(
            "aws:ec2/securityGroup:SecurityGroup",
            ["vpcId": .string(vpc.id), "description": "files"]
        )
        let file = try await stack.create(
            "aws:efs/fileSystem:FileSystem",
            ["encrypted": true, "lifecyclePolicies": [["transitionToIa": "AFTER_30_DAYS"]], "tags": ["Name": "shop"]]
        )
        #expect(file.outputs["dnsName"] == .string("\(file.id).efs.us-west-2.amazonaws.com"))
        #expect(file.outputs["name"] == "shop")
        let target = try await stack.create(
            "aws:efs/mountTarget:MountTarget",
            ["fileSystemId": .string(file.id), "subnetId": .string(subnet.id)]
        )
        #expect(target.outputs["ipAddressType"] == "IPV4_ONLY")
        #expect(target.outputs["fileSystemArn"] == file.outputs["arn"])
        let point = try await stack.create(
            "aws:efs/accessPoint:AccessPoint",
            [
                "fileSystemId": .string(file.id), "posixUser": ["uid": 1000, "gid": 1000],
                "rootDirectory": [
                    "path": "/data", "creationInfo": ["ownerUid": 1000, "ownerGid": 1000, "permissions": "755"],
                ],
                "tags": ["team": "shop"],
            ]
        )
        #expect(point.outputs["fileSystemArn"] == file.outputs["arn"])
        #expect(try await stack.update(point, ["tags": ["team": "web"]])["tagsAll"] == ["team": "web"])
        let grouped = try await stack.update(target, ["securityGroups": [.string(group.id)]])
        #expect(grouped["securityGroups"] == [.string(group.id)])
        let changed = try await stack.update(file, ["lifecyclePolicies": [["transitionToIa": "AFTER_7_DAYS"]]])
        #expect(changed["lifecyclePolicies"] == [["transitionToIa": "AFTER_7_DAYS"]])
        #expect(try await stack.imported(file, as: file.id)["creationToken"] == file.inputs["creationToken"])
        #expect(try await stack.imported(target, as: target.id)["subnetId"] == .string(subnet.id))
        #expect(try await stack.imported(point, as: point.id)["posixUser"]?.map?["uid"] == 1000)
        try await stack.deleteTwice()
    }
}
