import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("getAmi")
struct ImageFunctionTests {
    private static func image(_ number: Int) -> JSON {
        [
            "ImageId": .string("ami-\(number)"), "Name": .string("web-\(number)"), "OwnerId": "123456789012",
            "CreationDate": .string("2026-01-0\(number)T00:00:00.000Z"), "RootDeviceName": "/dev/xvda", "Public": true,
            "BlockDeviceMappings": [
                ["DeviceName": "/dev/sdb", "VirtualName": "ephemeral0"],
                [
                    "DeviceName": "/dev/xvda",
                    "Ebs": ["SnapshotId": "snap-1", "VolumeSize": 8, "VolumeType": "gp3", "Encrypted": false],
                ],
            ],
            "Tags": [["Key": "team", "Value": "shop"]],
        ]
    }

    private static func invoke(_ arguments: PropertyMap, _ images: [JSON] = [image(1), image(3), image(2)])
        async throws -> (response: InvokeResponse, aws: ScriptedAWS)
    {
        let aws = ScriptedAWS()
        aws.on("ec2.DescribeImages", ["Images": .array(images)])
        let provider = try await AWSProvider.scripted(aws)
        let request = InvokeRequest(tok: "aws:ec2/getAmi:getAmi", args: arguments)
        return (try await provider.invoke(request, .test), aws)
    }

    @Test("takes the newest of several, if that is asked for")
    func newest() async throws {
        let filter: PropertyValue = ["name": "name", "values": ["web-*"]]
        let (response, aws) = try await Self.invoke([
            "mostRecent": true, "owners": ["self"], "filters": [filter], "includeDeprecated": true,
        ])
        #expect(response.return["id"] == "ami-3")
        #expect(response.return["arn"] == "arn:aws:ec2:us-west-2::image/ami-3")
        #expect(response.return["rootSnapshotId"] == "snap-1")
        #expect(response.return["stateReason"] == ["code": "UNSET", "message": "UNSET"])
        #expect(response.return["tags"] == ["team": "shop"])
        let disk = response.return["blockDeviceMappings"]?.list?.last?.map?["ebs"]?.map
        #expect(disk?["volume_size"] == "8")
        #expect(disk?["encrypted"] == "false")
        #expect(
            aws.inputs(of: "ec2.DescribeImages").first == [
                "Owners": ["self"], "Filters": [["Name": "name", "Values": ["web-*"]]], "IncludeDeprecated": true,
            ]
        )
    }

    @Test("takes those whose name matches", arguments: [("^web-[12]$", "ami-2"), ("1|3", "ami-3")])
    func names(_ pattern: String, _ id: String) async throws {
        let (response, _) = try await Self.invoke([
            "mostRecent": true, "owners": ["self"], "nameRegex": .string(pattern),
        ])
        #expect(response.return["id"] == .string(id))
    }

    @Test(
        "says what to do where it finds none, or several",
        arguments: [("web-9", "no matching AMI"), ("web-[12]", "2 matching AMIs"), ("web", "set mostRecent")]
    )
    func notOne(_ pattern: String, _ words: String) async throws {
        let error = await #expect(throws: (any Error).self) {
            try await Self.invoke(["owners": ["self"], "nameRegex": .string(pattern)])
        }
        #expect(String(describing: error).contains(words))
    }

    @Test("does not take the newest of images that anybody may publish")
    func unsafe() async throws {
        let failures = try await Self.invoke(["mostRecent": true]).response.failures
        #expect(failures.first?.reason.contains("owners") == true, "\(failures)")
    }

    @Test("names a pattern that it cannot read")
    func unreadablePattern() async throws {
        let error = await #expect(throws: (any Error).self) {
            try await Self.invoke(["owners": ["self"], "nameRegex": #"\bweb"#])
        }
        #expect(String(describing: error).contains(#"\bweb"#))
    }
}
