import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A record")
struct RecordTests {
    private let type = "aws:route53/record:Record"
    private let inputs: PropertyMap = [
        "zoneId": "Z1", "name": "www", "type": "A", "ttl": 60, "records": ["192.0.2.1"],
    ]

    /// A Route 53 whose zone `example.com` has some sets.
    private func aws(_ sets: [JSON] = []) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("route53.GetHostedZone", ["HostedZone": ["Id": "/hostedzone/Z1", "Name": "example.com."]])
        aws.on("route53.ListResourceRecordSets", ["ResourceRecordSets": .array(sets)])
        aws.on("route53.ChangeResourceRecordSets", ["ChangeInfo": ["Id": "/change/C1", "Status": "PENDING"]])
        aws.on("route53.GetChange", ["ChangeInfo": ["Id": "/change/C1", "Status": "INSYNC"]])
        return aws
    }

    private func changes(_ aws: ScriptedAWS) -> [JSON] {
        aws.inputs(of: "route53.ChangeResourceRecordSets").flatMap { $0["ChangeBatch"]?["Changes"]?.array ?? [] }
    }

    private static let address: JSON = [
        "Name": "www.example.com.", "Type": "A", "TTL": 60, "ResourceRecords": [["Value": "192.0.2.1"]],
    ]

    @Test(
        "is sent with its full name, and its policies as AWS has them",
        arguments: [
            (
                ["weightedRoutingPolicies": [["weight": 0]], "setIdentifier": "one"],
                ["Weight": 0, "SetIdentifier": "one"]
            ),
            (
                ["latencyRoutingPolicies": [["region": "eu-west-1"]], "setIdentifier": "one"],
                ["Region": "eu-west-1", "SetIdentifier": "one"]
            ),
            (
                ["failoverRoutingPolicies": [["type": "PRIMARY"]], "setIdentifier": "one", "healthCheckId": "h-1"],
                ["Failover": "PRIMARY", "SetIdentifier": "one", "HealthCheckId": "h-1"]
            ),
            (
                ["geolocationRoutingPolicies": [["country": "US", "subdivision": "CA"]], "setIdentifier": "one"],
                ["GeoLocation": ["CountryCode": "US", "SubdivisionCode": "CA"], "SetIdentifier": "one"]
            ),
            (
                ["geoproximityRoutingPolicy": ["awsRegion": "us-west-2", "bias": 5], "setIdentifier": "one"],
                ["GeoProximityLocation": ["AWSRegion": "us-west-2", "Bias": 5], "SetIdentifier": "one"]
            ),
            (
                ["cidrRoutingPolicy": ["collectionId": "c", "locationName": "l"], "setIdentifier": "one"],
                ["CidrRoutingConfig": ["CollectionId": "c", "LocationName": "l"], "SetIdentifier": "one"]
            ),
            (
                ["multivalueAnswerRoutingPolicy": true, "setIdentifier": "one"],
                ["MultiValueAnswer": true, "SetIdentifier": "one"]
            ),
        ] as [(PropertyMap, JSON.Object)]
    )
    func policies(_ policy: PropertyMap, _ members: JSON.Object) async throws {
        let set = (Self.address.object ?? [:]).merging(members)
        let aws = aws([.object(set)])
        let provider = try await AWSProvider.scripted(aws)
        let checked = try await provider.check(CheckRequest(urn: urn(type), news: inputs.merging(policy)), .test)
        #expect(checked.failures == [])
        let made = try await provider.create(CreateRequest(urn: urn(type), properties: checked.inputs), .test)
        let sent = set.merging(["Name": "www.example.com"])
        #expect(changes(aws) == [["Action": "CREATE", "ResourceRecordSet": .object(sent)]])
        for (name, value) in policy.map({ ($0.key, $0.value) }) { #expect(made.properties[name] == value) }
        #expect(made.properties["fqdn"] == "www.example.com")
        #expect(made.id == "Z1_www_A_one")
        #expect(aws.refusals == [])
    }

    @Test("that is an alias is sent without TTL, and read without the dot at its target's end")
    func alias() async throws {
        let target: JSON = [
            "DNSName": "LB.us-west-2.elb.amazonaws.com.", "HostedZoneId": "Z2", "EvaluateTargetHealth": true,
        ]
        let aws = aws([["Name": "example.com.", "Type": "A", "AliasTarget": target]])
        let provider = try await AWSProvider.scripted(aws)
        let alias: PropertyValue = [
            "name": "lb.us-west-2.elb.amazonaws.com", "zoneId": "Z2", "evaluateTargetHealth": true,
        ]
        let news: PropertyMap = ["zoneId": "Z1", "name": "", "type": "A", "aliases": [alias]]
        let made = try await provider.create(CreateRequest(urn: urn(type), properties: news), .test)
        #expect(made.properties["aliases"] == [alias])
        #expect(made.properties["fqdn"] == "example.com")
        #expect(changes(aws).first?["ResourceRecordSet"]?["TTL"] == nil)
    }

    @Test("of text stands in quotes in AWS only")
    func text() async throws {
        let aws = aws([
            ["Name": "example.com.", "Type": "TXT", "TTL": 60, "ResourceRecords": [["Value": "\"v=spf1 -all\""]]]
        ])
        let provider = try await AWSProvider.scripted(aws)
        let news: PropertyMap = [
            "zoneId": "Z1", "name": "example.com", "type": "TXT", "ttl": 60, "records": ["v=spf1 -all"],
        ]
        let made = try await provider.create(CreateRequest(urn: urn(type), properties: news), .test)
        #expect(made.properties["records"] == ["v=spf1 -all"])
        #expect(changes(aws).first?.text(at: "ResourceRecordSet.ResourceRecords[0].Value") == "\"v=spf1 -all\"")
    }

    @Test("is waited for until all name servers have it, and says so")
    func waits() async throws {
        let aws = aws([Self.address])
        let pending: JSON = ["ChangeInfo": ["Id": "/change/C1", "Status": "PENDING"]]
        let done: JSON = ["ChangeInfo": ["Id": "/change/C1", "Status": "INSYNC"]]
        aws.on("route53.GetChange", { _ in pending }, { _ in pending }, { _ in done })
        let status = StatusRecorder()
        let request = CreateRequest(urn: urn(type), properties: inputs)
        _ = try await AWSProvider.scripted(aws).create(request, status.context)
        #expect(aws.operations.filter { $0 == "route53.GetChange" }.count == 3)
        #expect(status.messages.contains { $0.message.contains("PENDING") })
    }

    @Test("whose type changes takes the place of the old one in one batch, with what AWS has")
    func replacedInOneBatch() async throws {
        let found = (Self.address.object ?? [:]).merging(["TTL": 77])
        let aws = aws([.object(found)])
        let provider = try await AWSProvider.scripted(aws)
        let news = inputs.merging(["type": "CNAME", "records": ["other.example.com"]])
        let diff = DiffRequest(id: "Z1_www_A", urn: urn(type), olds: inputs, news: news, oldInputs: inputs)
        #expect(try await provider.diff(diff, .test).replaces == [])
        aws.on(
            "route53.ListResourceRecordSets",
            { _ in ["ResourceRecordSets": [.object(found)]] },
            { _ in ["ResourceRecordSets": [["Name": "www.example.com.", "Type": "CNAME", "TTL": 60]]] }
        )
        let request = UpdateRequest(id: "Z1_www_A", urn: urn(type), olds: inputs, news: news, oldInputs: inputs)
        let updated = try await provider.update(request, .test).properties
        #expect(aws.inputs(of: "route53.ChangeResourceRecordSets").count == 1)
        #expect(changes(aws).map { $0["Action"]?.string } == ["DELETE", "CREATE"])
        #expect(changes(aws).first?["ResourceRecordSet"] == .object(found))
        #expect(updated["id"] == "Z1_www_CNAME")
    }

    @Test("that is there already is refused with what to do, and overwritten if the program says so")
    func taken() async throws {
        let aws = aws([Self.address])
        let message = "[Tried to create resource record set [name='www.example.com.', type='A'] but it already exists]"
        aws.on("route53.ChangeResourceRecordSets") { input in
            if input["ChangeBatch"]?["Changes"]?[0]?["Action"] == "UPSERT" {
                return ["ChangeInfo": ["Id": "/change/C1"]]
            }
            throw AWSFailure(code: "InvalidChangeBatch", message: message)
        }
        let provider = try await AWSProvider.scripted(aws)
        let error = await #expect(throws: (any Error).self) {
            try await provider.create(CreateRequest(urn: urn(type), properties: inputs), .test)
        }
        let text = String(describing: error)
        #expect(text.contains("Z1_www_A"))
        #expect(text.contains("allowOverwrite"))
        let forced = inputs.merging(["allowOverwrite": true])
        #expect(try await provider.create(CreateRequest(urn: urn(type), properties: forced), .test).id == "Z1_www_A")
    }

    @Test("is found after a create that was cut off only if it is as asked for")
    func found() async throws {
        let request = ReadRequest(urn: urn(type), inputs: inputs)
        #expect(try await AWSProvider.scripted(aws([Self.address])).find(request, .test).id == "Z1_www_A")
        let other = (Self.address.object ?? [:]).merging(["ResourceRecords": [["Value": "192.0.2.9"]]])
        #expect(try await AWSProvider.scripted(aws([.object(other)])).find(request, .test).id == "")
    }

    @Test("shows no difference for another spelling of its name, nor for allowOverwrite")
    func spelling() async throws {
        let news = inputs.merging(["name": "WWW.", "allowOverwrite": true])
        let request = DiffRequest(urn: urn(type), olds: inputs, news: news, oldInputs: inputs)
        #expect(try await AWSProvider.scripted(aws()).diff(request, .test).diffs == [])
    }
}
