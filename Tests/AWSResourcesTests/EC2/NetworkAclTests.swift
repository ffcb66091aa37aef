import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A network ACL")
struct NetworkAclTests {
    private static let type = "aws:ec2/networkAcl:NetworkAcl"
    private static let web: PropertyMap = [
        "action": "allow", "cidrBlock": "0.0.0.0/0", "fromPort": 443, "protocol": "tcp", "ruleNo": 100, "toPort": 443,
    ]
    /// The rule that every ACL ends with.
    private static let last: JSON = [
        "RuleNumber": 32767, "Egress": false, "Protocol": "-1", "RuleAction": "deny", "CidrBlock": "0.0.0.0/0",
    ]

    private static func association(_ subnet: String, _ acl: String, _ id: String? = nil) -> JSON {
        [
            "NetworkAclAssociationId": .string(id ?? "aclassoc-\(subnet)"), "NetworkAclId": .string(acl),
            "SubnetId": .string(subnet),
        ]
    }

    /// The answer about an ACL and the one that its VPC has by itself.
    private static func answer(_ entries: [JSON] = [], _ own: [JSON] = [], _ main: [JSON] = []) -> JSON {
        [
            "NetworkAcls": [
                [
                    "NetworkAclId": "acl-1", "VpcId": "vpc-1", "OwnerId": "123456789012", "IsDefault": false,
                    "Entries": .array([last] + entries), "Associations": .array(own),
                ],
                ["NetworkAclId": "acl-main", "IsDefault": true, "Associations": .array(main)],
            ]
        ]
    }

    private static func aws(_ answers: JSON...) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("ec2.CreateNetworkAcl", ["NetworkAcl": ["NetworkAclId": "acl-1"]])
        aws.on("ec2.DescribeNetworkAcls", sequence: answers)
        return aws
    }

    private static func update(_ aws: ScriptedAWS, from olds: PropertyMap, to news: PropertyMap) async throws {
        let vpc: PropertyMap = ["vpcId": "vpc-1"]
        let request = UpdateRequest(
            id: "acl-1",
            urn: urn(type),
            news: vpc.merging(news),
            oldInputs: vpc.merging(olds)
        )
        _ = try await AWSProvider.scripted(aws).update(request, .test)
    }

    private static func changes(_ aws: ScriptedAWS) -> [String] {
        aws.operations.filter { !$0.hasPrefix("ec2.Describe") && !$0.hasPrefix("sts.") }
    }

    @Test("has its rules by the numbers of their protocols, and shows none of those that all have")
    func rules() async throws {
        let entry: JSON = [
            "RuleNumber": 100, "Egress": false, "Protocol": "6", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0",
            "PortRange": ["From": 443, "To": 443],
        ]
        let aws = Self.aws(Self.answer([entry]))
        let provider = try await AWSProvider.scripted(aws)
        let ping = Self.web.merging(["protocol": "icmp", "icmpType": 8, "icmpCode": -1, "ruleNo": 110])
        let request = CreateRequest(
            urn: urn(Self.type),
            properties: ["vpcId": "vpc-1", "ingress": [.map(Self.web)], "egress": [.map(ping)]]
        )
        let made = try await provider.create(request, .test)
        let sent = aws.inputs(of: "ec2.CreateNetworkAclEntry")
        #expect(sent.first?["IcmpTypeCode"] == ["Type": 8, "Code": -1])
        #expect(sent.first?["Protocol"] == "1")
        #expect(sent.last == entry.object?.merging(["NetworkAclId": "acl-1"]))
        #expect(made.properties["ingress"]?.list?.count == 1)
        #expect(made.properties["arn"] == "arn:aws:ec2:us-west-2:123456789012:network-acl/acl-1")
        #expect(aws.refusals == [])
    }

    @Test("shows no difference between a protocol's name and number, and in the case of an action")
    func spelling() async throws {
        let provider = try await AWSProvider.scripted()
        let other = Self.web.merging(["protocol": "6", "action": "ALLOW"])
        let request = DiffRequest(
            urn: urn(Self.type),
            news: ["vpcId": "vpc-1", "ingress": [.map(other)]],
            oldInputs: ["vpcId": "vpc-1", "ingress": [.map(Self.web)]]
        )
        #expect(try await provider.diff(request, .test).diffs == [])
    }

    @Test("replaces a rule that changes under its number, so that traffic is never without it")
    func replacement() async throws {
        let old = NetworkAclEntry(Self.web, isEgress: false)
        let gone = NetworkAclEntry(Self.web.merging(["ruleNo": 90]), isEgress: false)
        let aws = Self.aws(Self.answer([.object(old.members), .object(gone.members)]))
        let changed = Self.web.merging(["toPort": 444])
        try await Self.update(
            aws,
            from: ["ingress": [.map(Self.web), .map(Self.web.merging(["ruleNo": 90]))]],
            to: ["ingress": [.map(changed), .map(Self.web.merging(["ruleNo": 120]))]]
        )
        #expect(
            Self.changes(aws) == [
                "ec2.DeleteNetworkAclEntry", "ec2.ReplaceNetworkAclEntry", "ec2.CreateNetworkAclEntry",
            ]
        )
        #expect(aws.inputs(of: "ec2.DeleteNetworkAclEntry").first?["RuleNumber"] == 90)
    }

    @Test("takes the subnets that the program names, and gives others back to the VPC's own ACL")
    func subnets() async throws {
        let aws = Self.aws(
            Self.answer([], [Self.association("subnet-1", "acl-1")], [Self.association("subnet-2", "acl-main")])
        )
        try await Self.update(aws, from: ["subnetIds": ["subnet-1"]], to: ["subnetIds": ["subnet-2"]])
        #expect(
            aws.inputs(of: "ec2.ReplaceNetworkAclAssociation") == [
                ["AssociationId": "aclassoc-subnet-1", "NetworkAclId": "acl-main"],
                ["AssociationId": "aclassoc-subnet-2", "NetworkAclId": "acl-1"],
            ]
        )
    }

    @Test("looks again where something else has moved a subnet in between")
    func movedSubnet() async throws {
        let aws = Self.aws(
            Self.answer([], [], [Self.association("subnet-1", "acl-main", "aclassoc-old")]),
            Self.answer([], [], [Self.association("subnet-1", "acl-main", "aclassoc-new")])
        )
        aws.on(
            "ec2.ReplaceNetworkAclAssociation",
            { _ in throw AWSFailure(code: "InvalidAssociationID.NotFound", message: "moved") },
            { _ in [:] }
        )
        try await Self.update(aws, from: [:], to: ["subnetIds": ["subnet-1"]])
        let tried = aws.inputs(of: "ec2.ReplaceNetworkAclAssociation").compactMap { $0["AssociationId"]?.string }
        #expect(tried == ["aclassoc-old", "aclassoc-new"])
    }

    @Test("gives all subnets back before it goes, whoever put them there")
    func deletion() async throws {
        let aws = Self.aws(
            Self.answer([], [Self.association("subnet-1", "acl-1"), Self.association("subnet-2", "acl-1")])
        )
        let provider = try await AWSProvider.scripted(aws)
        let request = DeleteRequest(
            id: "acl-1",
            urn: urn(Self.type),
            properties: ["vpcId": "vpc-1", "subnetIds": ["subnet-1"]],
            oldInputs: ["vpcId": "vpc-1", "subnetIds": ["subnet-1"]]
        )
        try await provider.delete(request, .test)
        #expect(aws.inputs(of: "ec2.ReplaceNetworkAclAssociation").count == 2)
        #expect(Self.changes(aws).last == "ec2.DeleteNetworkAcl")
    }

    @Test(
        "is refused at preview with a rule that AWS would refuse",
        arguments: [
            (["protocol": "all"], "ingress[0]", "ports 0"), (["protocol": "tpc"], "ingress[0].protocol", "tcp"),
            (["protocol": "icmp"], "ingress[0]", "icmpType"), (["cidrBlock": .null], "ingress[0]", "block"),
        ] as [(PropertyMap, String, String)]
    )
    func refused(_ change: PropertyMap, _ property: String, _ word: String) async throws {
        let provider = try await AWSProvider.scripted()
        let rule = Self.web.merging(change).filter { !$0.value.isNull }
        let request = CheckRequest(urn: urn(Self.type), news: ["vpcId": "vpc-1", "ingress": [.map(rule)]])
        let failures = try await provider.check(request, .test).failures
        #expect(failures.first?.property.hasPrefix(property) == true, "\(failures)")
        #expect(failures.first?.reason.contains(word) == true, "\(failures)")
    }
}

@Suite("A rule of a network ACL")
struct NetworkAclRuleTests {
    private static let type = "aws:ec2/networkAclRule:NetworkAclRule"
    private static let inputs: PropertyMap = [
        "networkAclId": "acl-1", "ruleNumber": 200, "egress": false, "protocol": "tcp", "ruleAction": "allow",
        "cidrBlock": "10.0.0.0/8", "fromPort": 22, "toPort": 22,
    ]

    private static func answer(_ rules: NetworkAclEntry...) -> JSON {
        let entries = rules.map { JSON.object($0.members) }
        return ["NetworkAcls": [["NetworkAclId": "acl-1", "Entries": .array(entries)]]]
    }

    @Test("is made where its number is free in its direction, and has a checksum in its id")
    func create() async throws {
        let aws = ScriptedAWS()
        let own = NetworkAclEntry(Self.inputs, isEgress: false)
        let other = NetworkAclEntry(Self.inputs, isEgress: true)
        aws.on("ec2.DescribeNetworkAcls", sequence: [Self.answer(other), Self.answer(other, own)])
        let provider = try await AWSProvider.scripted(aws)
        let made = try await provider.create(CreateRequest(urn: urn(Self.type), properties: Self.inputs), .test)
        #expect(made.id == "nacl-\(CRC32.checksum("acl-1-200-false-tcp-"))")
        #expect(made.properties["protocol"] == "6")
        #expect(aws.refusals == [])
    }

    @Test("is refused where another rule has its number, with the id that imports that one")
    func taken() async throws {
        let aws = ScriptedAWS()
        aws.on("ec2.DescribeNetworkAcls", Self.answer(NetworkAclEntry(Self.inputs, isEgress: false)))
        let provider = try await AWSProvider.scripted(aws)
        let error = await #expect(throws: (any Error).self) {
            try await provider.create(CreateRequest(urn: urn(Self.type), properties: Self.inputs), .test)
        }
        #expect(String(describing: error).contains("ingress rule 200"))
        #expect(String(describing: error).contains("acl-1:200:6:false"))
        #expect(!aws.operations.contains("ec2.CreateNetworkAclEntry"))
    }
}
