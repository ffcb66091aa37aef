import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A launch template")
struct LaunchTemplateTests {
    private static let type = "aws:ec2/launchTemplate:LaunchTemplate"
    private static let olds: PropertyMap = ["name": "web", "imageId": "ami-1", "instanceType": "t3.micro"]

    private static func aws(latest: Int = 3) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("ec2.CreateLaunchTemplate", ["LaunchTemplate": ["LaunchTemplateId": "lt-1"]])
        aws.on("ec2.CreateLaunchTemplateVersion", ["LaunchTemplateVersion": ["VersionNumber": .number(latest)]])
        let template: JSON = [
            "LaunchTemplateId": "lt-1", "LaunchTemplateName": "web", "LatestVersionNumber": .number(latest),
            "DefaultVersionNumber": 1,
        ]
        aws.on("ec2.DescribeLaunchTemplates", ["LaunchTemplates": [template]])
        let data: JSON = ["ImageId": "ami-1", "MetadataOptions": ["HttpTokens": "required", "State": "applied"]]
        aws.on("ec2.DescribeLaunchTemplateVersions", ["LaunchTemplateVersions": [["LaunchTemplateData": data]]])
        return aws
    }

    private static func request(_ changes: PropertyMap, state: PropertyMap = [:]) -> UpdateRequest {
        UpdateRequest(
            id: "lt-1",
            urn: urn(type),
            olds: olds.merging(["latestVersion": 2, "defaultVersion": 1]).merging(state),
            news: olds.merging(changes),
            oldInputs: olds
        )
    }

    @Test("has what AWS takes as truth values, and says which address is the first")
    func create() async throws {
        let aws = Self.aws()
        let provider = try await AWSProvider.scripted(aws)
        let interface: PropertyValue = [
            "associatePublicIpAddress": "false", "deleteOnTermination": "", "privateIpAddress": "10.0.0.5",
            "ipv4Addresses": ["10.0.0.5", "10.0.0.6"],
        ]
        let inputs = Self.olds.merging([
            "ebsOptimized": "true", "networkInterfaces": [interface],
            "tagSpecifications": [["resourceType": "instance", "tags": ["team": "shop"]]], "tags": ["team": "web"],
        ])
        let made = try await provider.create(CreateRequest(urn: urn(Self.type), properties: inputs), .test)
        let sent = try #require(aws.inputs(of: "ec2.CreateLaunchTemplate").first)
        let data = try #require(sent["LaunchTemplateData"])
        #expect(data["EbsOptimized"] == true)
        let addresses: JSON = [
            ["PrivateIpAddress": "10.0.0.5", "Primary": true], ["PrivateIpAddress": "10.0.0.6", "Primary": false],
        ]
        #expect(data.at("NetworkInterfaces[0].PrivateIpAddresses") == addresses)
        #expect(data.at("NetworkInterfaces[0].AssociatePublicIpAddress") == false)
        #expect(data.at("NetworkInterfaces[0].DeleteOnTermination") == nil)
        #expect(
            data["TagSpecifications"] == [["ResourceType": "instance", "Tags": [["Key": "team", "Value": "shop"]]]]
        )
        #expect(
            sent["TagSpecifications"] == [
                ["ResourceType": "launch-template", "Tags": [["Key": "team", "Value": "web"]]]
            ]
        )
        #expect(made.properties["latestVersion"] == 3)
        #expect(made.properties["instanceType"] == "")
        #expect(aws.refusals == [])
    }

    @Test("gets a new version with everything in it, and keeps what AWS decided")
    func version() async throws {
        let aws = Self.aws()
        let provider = try await AWSProvider.scripted(aws)
        let state: PropertyMap = ["metadataOptions": ["httpTokens": "required"]]
        _ = try await provider.update(Self.request(["instanceType": "t3.small"], state: state), .test)
        let data = aws.inputs(of: "ec2.CreateLaunchTemplateVersion").first?["LaunchTemplateData"]
        #expect(
            data == ["ImageId": "ami-1", "InstanceType": "t3.small", "MetadataOptions": ["HttpTokens": "required"]]
        )
        #expect(!aws.operations.contains("ec2.ModifyLaunchTemplate"))
    }

    @Test(
        "has the default version that the program asks for",
        arguments: [
            (["instanceType": "t3.small", "updateDefaultVersion": true], "3"), (["updateDefaultVersion": true], "2"),
            (["defaultVersion": 2], "2"),
        ] as [(PropertyMap, String)]
    )
    func defaultVersion(_ changes: PropertyMap, _ version: String) async throws {
        let aws = Self.aws()
        let provider = try await AWSProvider.scripted(aws)
        _ = try await provider.update(Self.request(changes), .test)
        #expect(
            aws.inputs(of: "ec2.ModifyLaunchTemplate") == [
                ["LaunchTemplateId": "lt-1", "DefaultVersion": .string(version)]
            ]
        )
    }

    @Test("has an unknown latest version in the preview of a change, but not when its tags change")
    func preview() async throws {
        let provider = try await AWSProvider.scripted()
        func previewed(_ changes: PropertyMap) async throws -> PropertyMap {
            var request = Self.request(changes)
            request.preview = true
            return try await provider.update(request, .test).properties
        }
        let changed = try await previewed(["instanceType": "t3.small"])
        #expect(changed["latestVersion"] == .unknown)
        #expect(changed["defaultVersion"] == 1)
        let both = try await previewed(["instanceType": "t3.small", "updateDefaultVersion": true])
        #expect(both["defaultVersion"] == .unknown)
        #expect(try await previewed(["tags": ["team": "shop"]])["latestVersion"] == 2)
    }
}
