import JSON
import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

@Suite(
    "Namespaces and their services against local AWS",
    .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
)
struct MotoServiceDiscoveryTests {
    private let stack: TestStack

    init() async throws {
        stack = try await TestStack.onMoto()
    }

    @Test("a private DNS namespace and a service are made, changed, imported and deleted")
    func privateDns() async throws {
        let vpc = try await stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.7.0.0/16"])
        let namespace = try await stack.create(
            "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
            ["name": "plain.internal", "vpc": .string(vpc.id), "tags": ["team": "shop"]]
        )
        #expect(namespace.id.hasPrefix("ns-"))
        #expect(namespace.outputs["hostedZone"]?.string?.isEmpty == false)
        let records: PropertyValue = [["ttl": 10, "type": "A"]]
        let service = try await stack.create(
            "aws:servicediscovery/service:Service",
            [
                "name": "web", "dnsConfig": ["namespaceId": .string(namespace.id), "dnsRecords": records],
                "healthCheckCustomConfig": ["failureThreshold": 1], "tags": ["team": "shop"],
            ]
        )
        #expect(service.id.hasPrefix("srv-"))
        let slower = try await stack.update(
            service,
            [
                "description": "of the shop",
                "dnsConfig": [
                    "namespaceId": .string(namespace.id), "dnsRecords": [["ttl": 60, "type": "A"]],
                    "routingPolicy": "MULTIVALUE",
                ],
                "tags": ["team": "web"],
            ]
        )
        #expect(slower["description"] == "of the shop")
        #expect(slower["dnsConfig"]?.map?["dnsRecords"] == [["ttl": 60, "type": "A"]])
        #expect(slower["tagsAll"] == ["team": "web"])
        #expect(try await stack.imported(service, as: service.id)["name"] == "web")
        let changed = try await stack.update(namespace, ["description": "inside", "tags": [:]])
        #expect(changed["description"] == "inside")
        #expect(changed["tagsAll"] == [:])
        let imported = try await stack.imported(namespace, as: "\(namespace.id):\(vpc.id)")
        #expect(imported["vpc"] == .string(vpc.id))
        #expect(imported["name"] == "plain.internal")
        try await stack.deleteTwice()
    }

    @Test("an HTTP namespace is made, tagged, imported and deleted")
    func http() async throws {
        let namespace = try await stack.create(
            "aws:servicediscovery/httpNamespace:HttpNamespace",
            ["name": "plain-http", "description": "inside"]
        )
        #expect(namespace.outputs["httpName"] == "plain-http")
        #expect(try await stack.update(namespace, ["tags": ["team": "web"]])["tagsAll"] == ["team": "web"])
        #expect(try await stack.imported(namespace, as: namespace.id)["description"] == "inside")
        try await stack.deleteTwice()
    }
}
