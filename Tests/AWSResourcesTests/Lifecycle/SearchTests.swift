import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("The search for what a killed create made")
struct SearchTests {
    private let vpc = "aws:ec2/vpc:Vpc"
    private let group = "aws:ec2/securityGroup:SecurityGroup"

    private func find(
        _ type: String,
        _ inputs: PropertyMap,
        in aws: ScriptedAWS,
        claimed: [String] = []
    ) async throws -> ReadResponse {
        let claims: PropertyMap = [Recovery.claimedKey: .list(claimed.map { .string($0) })]
        let request = ReadRequest(urn: urn(type), properties: claims, inputs: inputs)
        return try await AWSProvider.scripted(aws).find(request, .test)
    }

    /// An AWS with two VPCs of the same addresses, of which one is in use.
    private func twoNetworks() -> ScriptedAWS {
        let aws = ScriptedAWS()
        let tags: JSON = [["Key": "Name", "Value": "mine"]]
        let both: [JSON] = ["vpc-1", "vpc-2"].map {
            ["VpcId": .string($0), "CidrBlock": "10.0.0.0/16", "Tags": tags, "IsDefault": false]
        }
        aws.on("ec2.DescribeVpcs") { input in
            let ids = (input["VpcIds"]?.array ?? []).compactMap(\.string)
            return ["Vpcs": .array(both.filter { ids.isEmpty || ids.contains($0["VpcId"]?.string ?? "") })]
        }
        aws.on("ec2.DescribeSubnets") { input in
            let isUsed = input["Filters"]?.array?.first?.list(at: "Values").first?.string == "vpc-1"
            return ["Subnets": isUsed ? [["SubnetId": "subnet-1"]] : []]
        }
        return aws
    }

    private let network: PropertyMap = ["cidrBlock": "10.0.0.0/16", "tags": ["Name": "mine"]]

    @Test("takes a network that nobody uses, by its addresses and tags")
    func untouched() async throws {
        let aws = twoNetworks()
        let found = try await find(vpc, network, in: aws)
        #expect(found.id == "vpc-2")
        #expect(found.inputs?["cidrBlock"] == "10.0.0.0/16")
        #expect(aws.inputs(of: "ec2.DescribeVpcs").first?["Filters"]?.array?.count == 2)
        #expect(aws.refusals == [])
    }

    @Test("leaves alone what the stack has already, and what has other tags")
    func others() async throws {
        #expect(try await find(vpc, network, in: twoNetworks(), claimed: ["vpc-2"]).id == "")
        var other = network
        other["tags"] = ["Name": "another"]
        #expect(try await find(vpc, other, in: twoNetworks()).id == "")
    }

    @Test("looks a second time before it says that there is nothing")
    func twice() async throws {
        let aws = ScriptedAWS()
        let tags: JSON = [["Key": "Name", "Value": "mine"]]
        let made: JSON = ["Vpcs": [["VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "Tags": tags]]]
        aws.on("ec2.DescribeVpcs", { _ in ["Vpcs": []] }, { _ in made })
        #expect(try await find(vpc, network, in: aws).id == "vpc-1")
    }

    @Test("does not choose among several, nor take an address that may be somebody else's")
    func ambiguous() async throws {
        let aws = twoNetworks()
        aws.on("ec2.DescribeSubnets", ["Subnets": []])
        let error = try await #require(throws: (any Error).self) { try await find(vpc, network, in: aws) }
        #expect("\(error)".contains("vpc-1, vpc-2"))
        let addresses = ScriptedAWS()
        addresses.on("ec2.DescribeAddresses", ["Addresses": [["AllocationId": "eipalloc-1", "Domain": "vpc"]]])
        addresses.on("sts.GetCallerIdentity", ["Account": "1"])
        await #expect(throws: (any Error).self) { try await find("aws:ec2/eip:Eip", [:], in: addresses) }
    }

    @Test("asks for more than a name: what no update could change must be as asked for")
    func differs() async throws {
        let aws = ScriptedAWS()
        aws.on(
            "ec2.DescribeSecurityGroups",
            ["SecurityGroups": [["GroupId": "sg-1", "GroupName": "web", "Description": "old", "VpcId": "vpc-1"]]]
        )
        let inputs: PropertyMap = ["name": "web", "description": "new", "vpcId": "vpc-1"]
        #expect(try await find(group, inputs, in: aws).id == "")
        #expect(try await find(group, inputs.merging(["description": "old"]), in: aws).id == "sg-1")
    }

    @Test("tells what a half-made resource lacks, so that the next update adds it")
    func halfMade() async throws {
        let aws = ScriptedAWS()
        aws.on("logs.DescribeLogGroups", ["logGroups": [["logGroupName": "web", "arn": "arn:web:*"]]])
        let found = try await find("aws:cloudwatch/logGroup:LogGroup", ["name": "web", "retentionInDays": 7], in: aws)
        #expect(found.id == "web")
        #expect(found.inputs?["retentionInDays"] == 0)
    }

    @Test("finds a task definition by its family, as the revision that is not the stack's yet")
    func revision() async throws {
        let aws = ScriptedAWS()
        let arn = "arn:aws:ecs:us-west-2:1:task-definition/web:3"
        aws.on(
            "ecs.DescribeTaskDefinition",
            ["taskDefinition": ["family": "web", "taskDefinitionArn": .string(arn), "containerDefinitions": []]]
        )
        let type = "aws:ecs/taskDefinition:TaskDefinition"
        let inputs: PropertyMap = ["family": "web", "containerDefinitions": "[]"]
        #expect(try await find(type, inputs, in: aws).properties?["arn"] == .string(arn))
        #expect(try await find(type, inputs, in: aws, claimed: ["web", arn]).id == "")
    }

    @Test("with an id is a read")
    func withID() async throws {
        let provider = try await AWSProvider.scripted(twoNetworks())
        #expect(try await provider.find(ReadRequest(id: "vpc-1", urn: urn(vpc), inputs: network), .test).id == "vpc-1")
        #expect(try await provider.find(ReadRequest(id: "vpc-9", urn: urn(vpc), inputs: network), .test).id == "")
    }

    @Test("ends its waits when the engine cancels, and keeps what was made")
    func cancelled() async throws {
        let aws = ScriptedAWS()
        aws.on("ecs.DescribeClusters", { _ in ["clusters": []] })
        aws.on("ecs.CreateCluster", ["cluster": ["clusterArn": "arn:web"]])
        let provider = AWSProvider(version: "0.0.0", clock: .endless()) { _, _ in aws }
        _ = try await provider.configure(ConfigureRequest(args: ["region": "us-west-2"]), .test)
        let request = CreateRequest(urn: urn("aws:ecs/cluster:Cluster"), properties: ["name": "web"])
        let failure = await #expect(throws: ResourceInitFailure.self) {
            async let made = provider.create(request, .test)
            try await provider.cancel(.test)
            _ = try await made
        }
        #expect(failure?.id == "arn:web")
        #expect(failure?.reasons.first?.hasSuffix("the run was interrupted") == true)
    }
}
