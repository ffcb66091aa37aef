import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A rule of a security group")
struct SecurityGroupRuleTests {
    private static let type = "aws:ec2/securityGroupRule:SecurityGroupRule"
    private static let single = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
    private static let filter: JSON.Object = ["Filters": [["Name": "group-id", "Values": ["sg-1"]]]]

    private static func rule(_ id: String, _ peer: JSON.Object, isEgress: Bool = false) -> JSON {
        let members: JSON.Object = [
            "SecurityGroupRuleId": .string(id), "GroupId": "sg-1", "GroupOwnerId": "1", "IsEgress": .bool(isEgress),
            "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80,
        ]
        return .object(members.merging(peer))
    }

    private static func aws(_ rules: JSON...) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("ec2.DescribeSecurityGroupRules", ["SecurityGroupRules": .array(rules)])
        return aws
    }

    private static func web(_ peers: PropertyMap) -> PropertyMap {
        let web: PropertyMap = [
            "securityGroupId": "sg-1", "type": "ingress", "protocol": "tcp", "fromPort": 80, "toPort": 80,
        ]
        return web.merging(peers)
    }

    @Test(
        "has the id that the AWS provider makes of its parts",
        arguments: [
            (web(["cidrBlocks": ["10.1.0.0/16", "10.0.0.0/16"]]), "sg-1-80-80-tcp-ingress-10.0.0.0/16-10.1.0.0/16-"),
            (
                web(["protocol": "all", "fromPort": 0, "toPort": 0, "ipv6CidrBlocks": ["::/0"], "type": "egress"]),
                "sg-1--1-egress-::/0-"
            ),
            (web(["sourceSecurityGroupId": "1/sg-2"]), "sg-1-80-80-tcp-ingress-sg-2--"),
            (web(["self": true, "prefixListIds": ["pl-1"]]), "sg-1-80-80-tcp-ingress-pl-1-sg-1--"),
            (web(["protocol": "1", "fromPort": 8, "toPort": 0, "self": true]), "sg-1-8-icmp-ingress-sg-1--"),
        ] as [(PropertyMap, String)]
    )
    func id(_ inputs: PropertyMap, _ key: String) async throws {
        let aws = ScriptedAWS()
        let provider = try await AWSProvider.scripted(aws)
        let found = try await provider.find(ReadRequest(urn: urn(Self.type), inputs: inputs), .test)
        #expect(found.id == "")
        let request = ReadRequest(id: "?", urn: urn(Self.type), inputs: inputs)
        aws.on(
            "ec2.DescribeSecurityGroupRules",
            { _ in
                ["SecurityGroupRules": .array(SecurityRule.shown(inputs))]
            }
        )
        #expect(try await provider.read(request, .test).id == "sgrule-\(CRC32.checksum(key))")
    }

    @Test("is there only if all its sources are, in its own direction")
    func presence() async throws {
        let inputs = Self.web(["cidrBlocks": ["10.0.0.0/16", "10.1.0.0/16"]])
        let request = ReadRequest(id: "sgrule-1", urn: urn(Self.type), inputs: inputs)
        let (first, second) = (
            Self.rule("sgr-1", ["CidrIpv4": "10.0.0.0/16", "Description": "web"]),
            Self.rule("sgr-2", ["CidrIpv4": "10.1.0.0/16", "Description": "web"])
        )
        let other = Self.rule("sgr-3", ["CidrIpv4": "10.1.0.0/16"], isEgress: true)
        #expect(try await AWSProvider.scripted(Self.aws(first, other)).read(request, .test).id == "")
        let found = try await AWSProvider.scripted(Self.aws(first, second, other)).read(request, .test)
        #expect(found.properties?["description"] == "web")
        #expect(found.properties?["securityGroupRuleId"] == "")
        let one = ReadRequest(id: "?", urn: urn(Self.type), inputs: Self.web(["cidrBlocks": ["10.0.0.0/16"]]))
        let alone = try await AWSProvider.scripted(Self.aws(first, second)).read(one, .test)
        #expect(alone.properties?["securityGroupRuleId"] == "sgr-1")
    }

    @Test("of the other direction is made, described and revoked by the calls of that direction")
    func egress() async throws {
        let aws = Self.aws(Self.rule("sgr-1", ["CidrIpv4": "10.0.0.0/16"], isEgress: true))
        let provider = try await AWSProvider.scripted(aws)
        let inputs = Self.web(["cidrBlocks": ["10.0.0.0/16"], "type": "egress"])
        let made = try await provider.create(CreateRequest(urn: urn(Self.type), properties: inputs), .test)
        let update = UpdateRequest(
            id: made.id,
            urn: urn(Self.type),
            olds: made.properties,
            news: inputs.merging(["description": "web"]),
            oldInputs: inputs
        )
        _ = try await provider.update(update, .test)
        let delete = DeleteRequest(id: made.id, urn: urn(Self.type), properties: made.properties, oldInputs: inputs)
        try await provider.delete(delete, .test)
        let changes = aws.operations.filter { !$0.contains("Describe") || $0.contains("Descriptions") }
        #expect(
            changes == [
                "ec2.AuthorizeSecurityGroupEgress", "ec2.UpdateSecurityGroupRuleDescriptionsEgress",
                "ec2.RevokeSecurityGroupEgress",
            ]
        )
        let described = aws.inputs(of: "ec2.UpdateSecurityGroupRuleDescriptionsEgress").first
        #expect(described?["IpPermissions"]?[0]?["IpRanges"] == [["CidrIp": "10.0.0.0/16", "Description": "web"]])
    }

    @Test("that is revoked already counts as deleted")
    func revoked() async throws {
        let aws = ScriptedAWS()
        aws.on("ec2.RevokeSecurityGroupIngress") { _ in
            throw AWSFailure(code: "InvalidPermission.NotFound", message: "no such rule")
        }
        let inputs = Self.web(["cidrBlocks": ["10.0.0.0/16"]])
        let request = DeleteRequest(id: "sgrule-1", urn: urn(Self.type), oldInputs: inputs)
        try await AWSProvider.scripted(aws).delete(request, .test)
    }

    @Test("is imported by a text that tells each kind of source")
    func imported() async throws {
        let rules = [
            Self.rule("sgr-1", ["CidrIpv4": "10.0.0.0/16"]), Self.rule("sgr-2", ["CidrIpv6": "::/0"]),
            Self.rule("sgr-3", ["PrefixListId": "pl-1"]),
            Self.rule("sgr-4", ["ReferencedGroupInfo": ["GroupId": "sg-1", "UserId": "1"]]),
            Self.rule("sgr-5", ["ReferencedGroupInfo": ["GroupId": "sg-2", "UserId": "2"]]),
        ]
        let aws = Self.aws()
        aws.on("ec2.DescribeSecurityGroupRules", ["SecurityGroupRules": .array(rules)])
        let id = "sg-1_ingress_tcp_80_80_10.0.0.0/16_::/0_pl-1_self_2/sg-2"
        let found = try await AWSProvider.scripted(aws).read(ReadRequest(id: id, urn: urn(Self.type)), .test)
        let wanted = Self.web([
            "cidrBlocks": ["10.0.0.0/16"], "ipv6CidrBlocks": ["::/0"], "prefixListIds": ["pl-1"], "self": true,
            "sourceSecurityGroupId": "2/sg-2",
        ])
        for (name, value) in wanted.map({ ($0.key, $0.value) }) { #expect(found.inputs?[name] == value) }
    }

    @Test("is not imported by a text of another form", arguments: ["sg-1", "sg-1_in_tcp_80_80_self", "sgr-1_ingress"])
    func notImported(_ id: String) async throws {
        let error = await #expect(throws: (any Error).self) {
            try await AWSProvider.scripted(Self.aws()).read(ReadRequest(id: id, urn: urn(Self.type)), .test)
        }
        #expect(String(describing: error).contains("GROUP_ingress|egress_PROTOCOL_FROM_TO_SOURCE"))
    }

    @Test("with one source shows no ports where it lets all through, and tells another account's group from its own")
    func singleRule() async throws {
        let peers: [(JSON.Object, PropertyValue)] = [
            (["ReferencedGroupInfo": ["GroupId": "sg-1", "UserId": "1"]], "sg-1"),
            (["ReferencedGroupInfo": ["GroupId": "sg-2", "UserId": "1"]], "sg-2"),
            (["ReferencedGroupInfo": ["GroupId": "sg-3", "UserId": "3"]], "3/sg-3"),
        ]
        for (peer, group) in peers {
            let all = peer.merging(["IpProtocol": "-1", "FromPort": -1, "ToPort": -1])
            let provider = try await AWSProvider.scripted(Self.aws(Self.rule("sgr-1", all)))
            let found = try await provider.read(ReadRequest(id: "sgr-1", urn: urn(Self.single)), .test)
            #expect(found.inputs?["referencedSecurityGroupId"] == group)
            #expect(found.inputs?["fromPort"] == nil)
            #expect(found.inputs?["securityGroupId"] == "sg-1")
        }
    }

    @Test("with one source is replaced by another kind of source, and changed in place for another one of that kind")
    func singleRuleChanges() async throws {
        let provider = try await AWSProvider.scripted()
        let olds: PropertyMap = ["securityGroupId": "sg-1", "ipProtocol": "tcp", "cidrIpv4": "10.0.0.0/8"]
        func diff(_ news: PropertyMap) async throws -> DiffResponse {
            let news = olds.merging(news).filter { !$0.value.isNull }
            let request = DiffRequest(urn: urn(Self.single), olds: olds, news: news, oldInputs: olds)
            return try await provider.diff(request, .test)
        }
        #expect(try await diff(["cidrIpv4": "10.0.0.0/16"]).replaces == [])
        #expect(try await diff(["cidrIpv4": "10.0.0.0/16"]).diffs == ["cidrIpv4"])
        let other = try await diff(["cidrIpv4": .null, "cidrIpv6": "::/0"])
        #expect(other.replaces.contains("cidrIpv6"))
        #expect(try await diff(["ipProtocol": "6"]).diffs == [])
    }

    @Test("with one source whose create was cut off is found among its group's rules by all but the description")
    func foundAgain() async throws {
        let rules = [
            Self.rule("sgr-1", ["CidrIpv4": "10.0.0.0/8"], isEgress: true),
            Self.rule("sgr-2", ["CidrIpv4": "10.1.0.0/16"]), Self.rule("sgr-3", ["CidrIpv4": "10.0.0.0/8"]),
        ]
        let aws = ScriptedAWS()
        aws.on("ec2.DescribeSecurityGroupRules") { input in
            let id = input["SecurityGroupRuleIds"]?[0]
            return ["SecurityGroupRules": .array(rules.filter { id == nil || $0["SecurityGroupRuleId"] == id })]
        }
        let inputs: PropertyMap = [
            "securityGroupId": "sg-1", "ipProtocol": "tcp", "fromPort": 80, "toPort": 80, "cidrIpv4": "10.0.0.0/8",
            "description": "web",
        ]
        let request = ReadRequest(urn: urn(Self.single), inputs: inputs)
        #expect(try await AWSProvider.scripted(aws).find(request, .test).id == "sgr-3")
        #expect(aws.inputs(of: "ec2.DescribeSecurityGroupRules").first == Self.filter)
    }
}

extension SecurityRule {
    /// The rules of a program's inputs as `DescribeSecurityGroupRules` shows them, by an id for each.
    fileprivate static func shown(_ inputs: PropertyMap) -> [JSON] {
        var rule = inputs
        if let group = inputs["sourceSecurityGroupId"] { rule["securityGroups"] = [group] }
        return atoms([.map(rule)]).enumerated().map { index, atom in
            var members = atom.members(group: "sg-1")
            if let group = members["ReferencedGroupId"] {
                let account: JSON = inputs["sourceSecurityGroupId"] == nil ? "0" : "1"
                members["ReferencedGroupInfo"] = ["GroupId": group, "UserId": account]
                members["ReferencedGroupId"] = nil
            }
            members["GroupId"] = "sg-1"
            members["GroupOwnerId"] = "0"
            members["IsEgress"] = .bool(inputs["type"] == "egress")
            members["SecurityGroupRuleId"] = .string("sgr-\(index)")
            return .object(members)
        }
    }
}
