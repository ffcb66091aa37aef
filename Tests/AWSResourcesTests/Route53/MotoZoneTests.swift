import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

/// The life of zones and records.
@Suite(
    "Zones and records against local AWS",
    .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
)
struct MotoZoneTests {
    private let stack: TestStack

    init() async throws {
        stack = try await TestStack.onMoto()
    }

    @Test("a zone and its records are made, changed, imported and deleted")
    func zone() async throws {
        let zone = try await stack.create(
            "aws:route53/zone:Zone",
            ["name": "plain.example", "tags": ["team": "shop"], "forceDestroy": true]
        )
        #expect(zone.outputs["comment"] == "Managed by Pulumi")
        #expect(zone.outputs["tagsAll"] == ["team": "shop"])
        #expect(zone.outputs["nameServers"]?.list?.count == 4)
        let record = try await stack.create(
            "aws:route53/record:Record",
            ["zoneId": .string(zone.id), "name": "*", "type": "A", "ttl": 60, "records": ["192.0.2.2", "192.0.2.1"]]
        )
        #expect(record.outputs["fqdn"] == "*.plain.example")
        #expect(try await stack.update(record, ["ttl": 90])["ttl"] == 90)
        #expect(try await stack.imported(record, as: "\(zone.id)_*_A")["records"]?.list?.count == 2)
        let changed = try await stack.update(zone, ["comment": "ours", "tags": ["owner": "web"]])
        #expect(changed["comment"] == "ours")
        #expect(changed["tagsAll"] == ["owner": "web"])
        #expect(try await stack.imported(zone, as: zone.id)["name"] == "plain.example")
        let found = try await stack.provider.invoke("aws:route53/getZone:getZone", ["name": "plain.example."])
        #expect(found["zoneId"] == .string(zone.id))
        try await stack.deleteTwice()
    }

    @Test("records of every way of routing are made and deleted")
    func routing() async throws {
        let zone = try await stack.create("aws:route53/zone:Zone", ["name": "routed.example"])
        let policies: [PropertyMap] = [
            ["weightedRoutingPolicies": [["weight": 10]]], ["latencyRoutingPolicies": [["region": "eu-west-1"]]],
            ["failoverRoutingPolicies": [["type": "PRIMARY"]]],
            ["geolocationRoutingPolicies": [["country": "US"]]], ["multivalueAnswerRoutingPolicy": true],
        ]
        for (index, policy) in policies.enumerated() {
            let name = "set-\(index)"
            let common: PropertyMap = [
                "zoneId": .string(zone.id), "name": .string(name), "type": "A", "ttl": 60, "records": ["192.0.2.1"],
                "setIdentifier": .string(name),
            ]
            let record = try await stack.create("aws:route53/record:Record", common.merging(policy))
            #expect(try await stack.imported(record, as: record.id)["setIdentifier"] == .string(name))
        }
        try await stack.deleteTwice()
    }

    @Test("a certificate is requested, validated, changed, imported and deleted")
    func certificate() async throws {
        let certificate = try await stack.create(
            "aws:acm/certificate:Certificate",
            [
                "domainName": "www.plain.example", "subjectAlternativeNames": ["plain.example"],
                "validationMethod": "DNS", "tags": ["team": "shop"],
            ]
        )
        let options = certificate.outputs["domainValidationOptions"]?.list?.compactMap(\.map) ?? []
        #expect(Set(options.compactMap { $0["domainName"]?.string }) == ["www.plain.example", "plain.example"])
        let records = options.map { $0["resourceRecordName"] ?? .null }
        let type = "aws:acm/certificateValidation:CertificateValidation"
        let inputs: PropertyMap = [
            "certificateArn": .string(certificate.id), "validationRecordFqdns": .list(records),
        ]
        let validation = try await stack.provider.create(CreateRequest(urn: urn(type), properties: inputs), .test)
        #expect(validation.properties["certificateArn"] == .string(certificate.id))
        #expect(try await stack.update(certificate, ["tags": ["owner": "web"]])["tagsAll"] == ["owner": "web"])
        #expect(try await stack.imported(certificate, as: certificate.id)["domainName"] == "www.plain.example")
        let found = try await stack.provider.invoke(
            "aws:acm/getCertificate:getCertificate",
            ["domain": "www.plain.example"]
        )
        #expect(found["arn"] == .string(certificate.id))
        try await stack.deleteTwice()
    }

    @Test("a private zone gains and loses a VPC, and goes with the records that others made")
    func privateZone() async throws {
        let networks = try await [
            stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.1.0.0/16"]),
            stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.2.0.0/16"]),
        ]
        let zone = try await stack.create(
            "aws:route53/zone:Zone",
            ["name": "inner.example", "vpcs": [["vpcId": .string(networks[0].id)]], "forceDestroy": true]
        )
        let changed = try await stack.update(zone, ["vpcs": [["vpcId": .string(networks[1].id)]]])
        #expect(changed["vpcs"]?.list?.compactMap { $0.map?["vpcId"] } == [.string(networks[1].id)])
        let record: PropertyMap = [
            "zoneId": .string(zone.id), "name": "www", "type": "TXT", "ttl": 60, "records": ["hello world"],
        ]
        _ = try await stack.provider.create(
            CreateRequest(urn: urn("aws:route53/record:Record"), properties: record),
            .test
        )
        try await stack.deleteTwice()
    }
}
