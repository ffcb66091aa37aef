import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("Service discovery")
struct ServiceDiscoveryTests {
    private let namespace = "aws:servicediscovery/httpNamespace:HttpNamespace"
    private let service = "aws:servicediscovery/service:Service"

    private func operation(_ status: JSON) -> JSON {
        [
            "Operation": [
                "Status": status, "Targets": ["NAMESPACE": "ns-1"], "ErrorCode": "LIMIT", "ErrorMessage": "too many",
            ]
        ]
    }

    private func aws(_ statuses: JSON...) -> ScriptedAWS {
        let aws = ScriptedAWS()
        for call in ["CreateHttpNamespace", "DeleteNamespace", "UpdateService", "DeregisterInstance"] {
            aws.on("servicediscovery.\(call)", ["OperationId": "op-1"])
        }
        aws.on("servicediscovery.GetOperation", sequence: statuses.map(operation))
        aws.on("servicediscovery.GetNamespace", ["Namespace": ["Id": "ns-1", "Name": "shop"]])
        aws.on("servicediscovery.GetService", ["Service": ["Id": "srv-1", "Name": "web", "NamespaceId": "ns-1"]])
        return aws
    }

    @Test("makes a namespace when the operation has succeeded")
    func namespaceIsAwaited() async throws {
        let aws = aws("SUBMITTED", "PENDING", "SUCCESS")
        let request = CreateRequest(urn: urn(namespace), properties: ["name": "shop"])
        #expect(try await AWSProvider.scripted(aws).create(request, .test).id == "ns-1")
        #expect(aws.inputs(of: "servicediscovery.GetOperation").allSatisfy { $0 == ["OperationId": "op-1"] })
        #expect(aws.inputs(of: "servicediscovery.GetOperation").count == 4)
    }

    @Test("says why AWS could not make a namespace")
    func namespaceFails() async throws {
        let provider = try await AWSProvider.scripted(aws("PENDING", "FAIL"))
        let request = CreateRequest(urn: urn(namespace), properties: ["name": "shop"])
        let error = await #expect(throws: (any Error).self) { try await provider.create(request, .test) }
        #expect(String(describing: error).contains("FAIL: LIMIT: too many"))
    }

    @Test("deletes a namespace when nothing is in it any more")
    func namespaceInUse() async throws {
        let aws = aws("SUCCESS")
        aws.on(
            "servicediscovery.DeleteNamespace",
            { _ in throw AWSFailure(code: "ResourceInUse", message: "it has services") },
            { _ in ["OperationId": "op-1"] }
        )
        try await AWSProvider.scripted(aws).delete(DeleteRequest(id: "ns-1", urn: urn(namespace)), .test)
        #expect(aws.inputs(of: "servicediscovery.DeleteNamespace").count == 2)
        #expect(aws.operations.last == "servicediscovery.GetOperation")
    }

    @Test("finds a namespace whose create was cut off among those of its name and type")
    func search() async throws {
        let aws = aws("SUCCESS")
        let others: JSON = [
            ["Id": "ns-2", "Name": "shop", "Type": "DNS_PRIVATE"], ["Id": "ns-3", "Name": "bar", "Type": "HTTP"],
            ["Id": "ns-1", "Name": "shop", "Type": "HTTP"],
        ]
        aws.on("servicediscovery.ListNamespaces", ["Namespaces": others])
        let request = ReadRequest(urn: urn(namespace), inputs: ["name": "shop"])
        #expect(try await AWSProvider.scripted(aws).find(request, .test).id == "ns-1")
        #expect(aws.refusals == [])
    }

    @Test("finds a private namespace whose create was cut off in its VPC")
    func searchInVPC() async throws {
        let aws = aws("SUCCESS")
        let both: JSON = [
            ["Id": "ns-1", "Name": "shop", "Type": "DNS_PRIVATE"],
            ["Id": "ns-2", "Name": "shop", "Type": "DNS_PRIVATE"],
        ]
        aws.on("servicediscovery.ListNamespaces", ["Namespaces": both])
        aws.on("servicediscovery.GetNamespace") { input in
            let id = input["Id"] ?? .null
            let properties: JSON = ["DnsProperties": ["HostedZoneId": id]]
            return ["Namespace": ["Id": id, "Name": "shop", "Properties": properties]]
        }
        aws.on("route53.GetHostedZone") { input in
            ["VPCs": [["VPCId": input["Id"] == "ns-2" ? "vpc-2" : "vpc-1"]]]
        }
        let type = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace"
        let request = ReadRequest(urn: urn(type), inputs: ["name": "shop", "vpc": "vpc-2"])
        #expect(try await AWSProvider.scripted(aws).find(request, .test).id == "ns-2")
        #expect(aws.refusals == [])
    }

    @Test("sends all of a service with a change, since AWS deletes what is left out")
    func wholeService() async throws {
        let aws = aws("SUCCESS")
        let olds: PropertyMap = [
            "name": "web", "dnsConfig": ["namespaceId": "ns-1", "dnsRecords": [["ttl": 10, "type": "A"]]],
            "healthCheckConfig": ["type": "HTTP", "resourcePath": "/"],
        ]
        let news = olds.merging(["description": "new"])
        let request = UpdateRequest(id: "srv-1", urn: urn(service), olds: olds, news: news, oldInputs: olds)
        _ = try await AWSProvider.scripted(aws).update(request, .test)
        let sent = try #require(aws.inputs(of: "servicediscovery.UpdateService").first)
        #expect(
            sent["Service"] == [
                "Description": "new", "DnsConfig": ["DnsRecords": [["TTL": 10, "Type": "A"]]],
                "HealthCheckConfig": ["ResourcePath": "/", "Type": "HTTP"],
            ]
        )
        #expect(aws.refusals == [])
    }

    @Test(
        "replaces a service whose DNS records change in more than their time to live",
        arguments: [
            (["namespaceId": "ns-1", "dnsRecords": [["ttl": 60, "type": "A"]]], []),
            (["namespaceId": "ns-1", "dnsRecords": [["ttl": 10, "type": "SRV"]]], ["dnsConfig"]),
            (
                ["namespaceId": "ns-1", "dnsRecords": [["ttl": 10, "type": "A"], ["ttl": 10, "type": "SRV"]]],
                ["dnsConfig"]
            ),
            (["namespaceId": "ns-2", "dnsRecords": [["ttl": 10, "type": "A"]]], ["dnsConfig"]),
            (.null, ["dnsConfig"]),
        ] as [(PropertyValue, [String])]
    )
    func records(_ new: PropertyValue, _ replaces: [String]) async throws {
        let olds: PropertyMap = [
            "name": "web", "dnsConfig": ["namespaceId": "ns-1", "dnsRecords": [["ttl": 10, "type": "A"]]],
        ]
        let request = DiffRequest(
            id: "srv-1",
            urn: urn(service),
            olds: olds,
            news: ["name": "web", "dnsConfig": new],
            oldInputs: olds
        )
        let found = try await AWSProvider.scripted().diff(request, .test)
        #expect(found.diffs == ["dnsConfig"])
        #expect(found.replaces == replaces)
    }

    @Test("keeps the threshold of the program, of which AWS says 1")
    func threshold() async throws {
        let aws = aws("SUCCESS")
        aws.on(
            "servicediscovery.GetService",
            ["Service": ["Id": "srv-1", "Name": "web", "HealthCheckCustomConfig": ["FailureThreshold": 1]]]
        )
        let inputs: PropertyMap = ["name": "web", "healthCheckCustomConfig": ["failureThreshold": 5]]
        let request = ReadRequest(id: "srv-1", urn: urn(service), properties: inputs, inputs: inputs)
        let read = try await AWSProvider.scripted(aws).read(request, .test)
        #expect(read.inputs?["healthCheckCustomConfig"] == ["failureThreshold": 5])
    }

    @Test("deregisters instances before the service goes, where the program allows it", arguments: [true, false])
    func instances(_ isForced: Bool) async throws {
        let aws = aws("SUCCESS")
        aws.on("servicediscovery.ListInstances", ["Instances": [["Id": "i-1"], ["Id": "i-2"]]])
        aws.on(
            "servicediscovery.DeregisterInstance",
            { _ in throw AWSFailure(code: "InstanceNotFound", message: "it is gone") },
            { _ in ["OperationId": "op-1"] }
        )
        let inputs: PropertyMap = ["name": "web", "forceDestroy": .bool(isForced)]
        let request = DeleteRequest(id: "srv-1", urn: urn(service), properties: inputs, oldInputs: inputs)
        try await AWSProvider.scripted(aws).delete(request, .test)
        let gone = aws.inputs(of: "servicediscovery.DeregisterInstance").map { $0["InstanceId"] }
        #expect(gone == (isForced ? ["i-1", "i-2"] : []))
        #expect(aws.operations.last == "servicediscovery.DeleteService")
    }
}
