import JSON
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A security group")
struct SecurityGroupTests {
    private static let type = "aws:ec2/securityGroup:SecurityGroup"
    private static let open: JSON = ["IpProtocol": "-1", "IpRanges": [["CidrIp": "0.0.0.0/0"]]]

    private static func aws(ingress: JSON = [], egress: JSON = [open]) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("ec2.CreateSecurityGroup", ["GroupId": "sg-1"])
        aws.on(
            "ec2.DescribeSecurityGroups",
            [
                "SecurityGroups": [
                    [
                        "GroupId": "sg-1", "OwnerId": "123456789012", "GroupName": "web",
                        "IpPermissions": ingress, "IpPermissionsEgress": egress,
                    ]
                ]
            ]
        )
        return aws
    }

    @Test("without egress in the program has none: what AWS adds is revoked")
    func defaultEgress() async throws {
        let aws = Self.aws()
        let provider = try await AWSProvider.scripted(aws)
        let request = CreateRequest(urn: urn(Self.type), properties: ["name": "web", "description": "test"])
        let answer = try await provider.create(request, .test)
        #expect(aws.inputs(of: "ec2.RevokeSecurityGroupEgress").count == 1)
        #expect(answer.properties["arn"] == "arn:aws:ec2:us-west-2:123456789012:security-group/sg-1")
    }

    @Test("that lets everything out keeps what AWS adds")
    func openEgress() async throws {
        let aws = Self.aws()
        let provider = try await AWSProvider.scripted(aws)
        let rule: PropertyValue = ["protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]]
        let request = CreateRequest(
            urn: urn(Self.type),
            properties: ["name": "web", "description": "test", "egress": [rule]]
        )
        _ = try await provider.create(request, .test)
        #expect(aws.inputs(of: "ec2.RevokeSecurityGroupEgress").isEmpty)
        #expect(aws.inputs(of: "ec2.AuthorizeSecurityGroupEgress").isEmpty)
    }

    @Test("is updated by the difference of its rules")
    func update() async throws {
        let own: JSON = ["IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [["GroupId": "sg-1"]]]
        let aws = Self.aws(ingress: [own])
        let provider = try await AWSProvider.scripted(aws)
        let rule: PropertyValue = ["protocol": "tcp", "fromPort": 80, "toPort": 80, "self": true]
        let added: PropertyValue = ["protocol": "tcp", "fromPort": 443, "toPort": 443, "securityGroups": ["sg-2"]]
        let request = UpdateRequest(
            id: "sg-1",
            urn: urn(Self.type),
            news: ["name": "web", "ingress": [rule, added]],
            oldInputs: ["name": "web", "ingress": [rule]]
        )
        _ = try await provider.update(request, .test)
        #expect(aws.inputs(of: "ec2.RevokeSecurityGroupIngress").isEmpty)
        let wanted: JSON = [
            ["IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "UserIdGroupPairs": [["GroupId": "sg-2"]]]
        ]
        #expect(aws.inputs(of: "ec2.AuthorizeSecurityGroupIngress").first?["IpPermissions"] == wanted)
    }

    @Test("shows rules as the program grouped them, and the others by their ports")
    func grouping() {
        let given: PropertyValue = [
            "protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrBlocks": ["10.0.0.0/8", "10.1.0.0/16"],
        ]
        let atoms = SecurityRule.atoms([
            given, ["protocol": "udp", "fromPort": 53, "toPort": 53, "cidrBlocks": ["10.2.0.0/16"], "self": true],
        ])
        let rules = SecurityRule.rules(of: atoms.reversed(), as: [given])
        #expect(rules.count == 2)
        #expect(rules[0].map?["cidrBlocks"] == ["10.0.0.0/8", "10.1.0.0/16"])
        #expect(rules[1].map?["self"] == true)
        #expect(SecurityGroup.areEqual(.list(rules), [given, rules[1]], [:]))
    }

    @Test("shows rules of the same ports apart if their descriptions differ")
    func descriptions() {
        func rule(_ description: String, _ block: PropertyValue) -> PropertyValue {
            [
                "protocol": "tcp", "fromPort": 80, "toPort": 80, "description": .string(description),
                "cidrBlocks": [block],
            ]
        }
        let atoms = SecurityRule.atoms([rule("office", "10.0.0.0/8"), rule("shop", "10.1.0.0/16")])
        let rules = SecurityRule.rules(of: atoms, as: [])
        #expect(rules.map { $0.map?["description"] } == ["office", "shop"])
        #expect(rules.map { $0.map?["cidrBlocks"] } == [["10.0.0.0/8"], ["10.1.0.0/16"]])
    }

    @Test("that disappears while its rules are revoked is deleted")
    func goneMeanwhile() async throws {
        let aws = Self.aws()
        let failure = AWSFailure(code: "InvalidGroup.NotFound", message: "no such group")
        aws.on("ec2.RevokeSecurityGroupEgress") { _ in throw failure }
        let provider = try await AWSProvider.scripted(aws)
        let request = DeleteRequest(id: "sg-1", urn: urn(Self.type), oldInputs: ["revokeRulesOnDelete": true])
        try await provider.delete(request, .test)
        #expect(!aws.operations.contains("ec2.DeleteSecurityGroup"))
    }
}
