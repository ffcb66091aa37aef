import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A hosted zone")
struct ZoneTests {
    private let type = "aws:route53/zone:Zone"

    private func zone(_ id: String, _ name: String, isPrivate: Bool = false, records: Int = 2) -> JSON {
        [
            "Id": .string("/hostedzone/\(id)"), "Name": .string(name), "CallerReference": .string(id),
            "Config": ["Comment": "Managed by Pulumi", "PrivateZone": .bool(isPrivate)],
            "ResourceRecordSetCount": .number(records),
        ]
    }

    /// A Route 53 with some zones, of which any can be read.
    private func aws(_ zones: [JSON]) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("route53.ListHostedZones", ["HostedZones": .array(zones)])
        aws.on("route53.GetHostedZone") { input in
            let found = zones.first { $0["Id"]?.string?.hasSuffix("/\(input["Id"]?.string ?? "")") == true }
            let servers: JSON = ["ns-2.example", "ns-1.example"]
            return [
                "HostedZone": found ?? [:], "DelegationSet": ["NameServers": servers], "VPCs": [["VPCId": "vpc-1"]],
            ]
        }
        return aws
    }

    @Test("after a create that was cut off is the one of the name and comment without records")
    func search() async throws {
        let aws = aws([
            zone("Z1", "example.com.", records: 5), zone("Z2", "example.com."),
            zone("Z3", "example.com.", isPrivate: true),
            zone("Z4", "other.com."),
        ])
        let inputs: PropertyMap = ["name": "Example.com", "comment": "Managed by Pulumi"]
        let request = ReadRequest(urn: urn(type), inputs: inputs)
        #expect(try await AWSProvider.scripted(aws).find(request, .test).id == "Z2")
    }

    @Test("that still has records is not deleted, and the error says what would")
    func notEmpty() async throws {
        let aws = aws([])
        aws.on("route53.DeleteHostedZone") { _ in throw AWSFailure(code: "HostedZoneNotEmpty", message: "it is not") }
        let provider = try await AWSProvider.scripted(aws)
        let error = await #expect(throws: (any Error).self) {
            try await provider.delete(DeleteRequest(id: "Z1", urn: urn(type)), .test)
        }
        #expect(String(describing: error).contains("forceDestroy"))
    }

    @Test("loses its old VPCs only after it has the new ones")
    func networks() async throws {
        let aws = aws([zone("Z1", "example.com.", isPrivate: true)])
        for call in ["AssociateVPCWithHostedZone", "DisassociateVPCFromHostedZone"] {
            aws.on("route53.\(call)", ["ChangeInfo": ["Id": "/change/C1"]])
        }
        aws.on("route53.GetChange", ["ChangeInfo": ["Status": "INSYNC"]])
        let olds: PropertyMap = ["name": "example.com", "vpcs": [["vpcId": "vpc-1"]]]
        let news: PropertyMap = ["name": "example.com", "vpcs": [["vpcId": "vpc-2", "vpcRegion": "eu-west-1"]]]
        let request = UpdateRequest(id: "Z1", urn: urn(type), olds: olds, news: news, oldInputs: olds)
        _ = try await AWSProvider.scripted(aws).update(request, .test)
        let calls = aws.operations.filter { $0.contains("ssociateVPC") }
        #expect(calls == ["route53.AssociateVPCWithHostedZone", "route53.DisassociateVPCFromHostedZone"])
        let dropped = aws.inputs(of: "route53.DisassociateVPCFromHostedZone").first?["VPC"]
        #expect(dropped == ["VPCId": "vpc-1", "VPCRegion": "us-west-2"])
    }

    @Test(
        "is found by getZone",
        arguments: [
            (["name": "EXAMPLE.com"], "Z1"), (["zoneId": "Z2"], "Z2"),
            (["name": "example.com", "privateZone": true], "Z2"),
            (["vpcId": "vpc-1"], "Z2"), (["name": "example.com", "tags": ["team": "shop"]], "Z1"),
        ] as [(PropertyMap, PropertyValue)]
    )
    func function(_ arguments: PropertyMap, _ id: PropertyValue) async throws {
        let aws = aws([
            zone("Z1", "example.com."), zone("Z2", "example.com.", isPrivate: true), zone("Z3", "www.example.com."),
        ])
        aws.on("route53.ListTagsForResource", ["ResourceTagSet": ["Tags": [["Key": "team", "Value": "shop"]]]])
        let provider = try await AWSProvider.scripted(aws)
        let found = try await provider.invoke("aws:route53/getZone:getZone", arguments)
        #expect(found["zoneId"] == id)
        #expect(found["name"] == "example.com")
        #expect(found["nameServers"] == ["ns-2.example", "ns-1.example"])
        #expect(found["primaryNameServer"] == "ns-2.example")
        #expect(aws.refusals == [])
    }

    @Test("is not found by getZone where no zone, or more than one, is of the name")
    func notOne() async throws {
        for zones in [[], [zone("Z1", "example.com."), zone("Z2", "example.com.")]] {
            let request = InvokeRequest(tok: "aws:route53/getZone:getZone", args: ["name": "example.com"])
            let provider = try await AWSProvider.scripted(aws(zones))
            await #expect(throws: (any Error).self) { try await provider.invoke(request, .test) }
        }
    }

    @Test("is looked for by id alone, or by what else is known of it")
    func arguments() async throws {
        let provider = try await AWSProvider.scripted(aws([]))
        for arguments in [[:], ["zoneId": "Z1", "name": "example.com"]] as [PropertyMap] {
            let request = InvokeRequest(tok: "aws:route53/getZone:getZone", args: arguments)
            #expect(try await provider.invoke(request, .test).failures != [])
        }
    }
}
