import PulumiProtocol
import Testing

@Suite("The domain of an ApplicationLoadBalancer")
struct LoadBalancerDomainTests {
    private static let type = "awsx:lb:ApplicationLoadBalancer"

    private static func option(_ domain: String) -> PropertyValue {
        [
            "domainName": .string(domain), "resourceRecordName": .string("_1.\(domain)."),
            "resourceRecordType": "CNAME",
            "resourceRecordValue": "_2.acm.aws.",
        ]
    }

    /// An engine whose AWS tells the records of some domains, and has one zone.
    private static func engine(isPreview: Bool = false, _ domains: String..., zone: String = "example.com")
        -> PlayedEngine
    {
        PlayedEngine(
            isPreview: isPreview,
            functions: ["aws:route53/getZone:getZone": ["zoneId": .string("Z-\(zone)")]],
            outputs: [
                "aws:acm/certificate:Certificate": ["domainValidationOptions": .list(domains.map(option))],
                "aws:route53/record:Record": ["fqdn": "_1.www.example.com"],
                "aws:lb/loadBalancer:LoadBalancer": ["dnsName": "lb.elb.amazonaws.com", "zoneId": "Z-elb"],
            ]
        )
    }

    private static func domain(_ more: PropertyMap = [:]) -> PropertyMap {
        ["domain": .map((["name": "www.example.com", "hostedZoneId": "Z1"] as PropertyMap).merging(more))]
    }

    @Test("is validated, listened for and led to the load balancer")
    func whole() async throws {
        let engine = Self.engine("www.example.com")
        let answer = try await engine.construct(Self.type, "lb", Self.domain())
        #expect(
            engine.registration("Certificate", "lb")?.object == [
                "domainName": "www.example.com", "validationMethod": "DNS",
            ]
        )
        #expect(
            engine.registration("Record", "lb-validation-www.example.com")?.object == [
                "zoneId": "Z1", "name": "_1.www.example.com.", "type": "CNAME", "ttl": 60, "records": ["_2.acm.aws."],
                "allowOverwrite": true,
            ]
        )
        let secure = try #require(engine.registration("Listener", "lb-1")?.object)
        #expect(secure["port"] == 443)
        #expect(secure["protocol"] == "HTTPS")
        #expect(secure["sslPolicy"]?.string?.contains("TLS13") == true)
        #expect(secure["certificateArn"] == "arn:lb")
        #expect(secure["defaultActions"] == [["type": "forward", "targetGroupArn": "arn:lb"]])
        let redirecting = try #require(engine.registration("Listener", "lb-0")?.object)
        #expect(redirecting["port"] == 80)
        #expect(
            redirecting["defaultActions"] == [
                ["type": "redirect", "redirect": ["port": "443", "protocol": "HTTPS", "statusCode": "HTTP_301"]]
            ]
        )
        let group = engine.registration("TargetGroup", "lb")?.object
        #expect(group?["port"] == 80)
        #expect(group?["protocol"] == "HTTP")
        #expect(
            engine.registration("Record", "lb-www.example.com")?.object == [
                "zoneId": "Z1", "name": "www.example.com", "type": "A",
                "aliases": [["name": "lb.elb.amazonaws.com", "zoneId": "Z-elb", "evaluateTargetHealth": true]],
            ]
        )
        #expect(engine.registration("Record", "lb-www.example.com-ipv6") == nil)
        #expect(answer.state["url"] == "https://www.example.com")
        #expect(answer.state["listeners"]?.list?.count == 2)
    }

    @Test("has its HTTPS listener only after the validation, and the redirect after that")
    func order() async throws {
        let engine = Self.engine("www.example.com")
        _ = try await engine.construct(Self.type, "lb", Self.domain())
        let secure = try #require(engine.registration("Listener", "lb-1"))
        #expect(secure.dependencies.contains { $0.contains("CertificateValidation::lb") })
        let redirecting = try #require(engine.registration("Listener", "lb-0"))
        #expect(redirecting.dependencies.contains { $0.contains("Listener::lb-1") })
        let validation = try #require(engine.registration("CertificateValidation", "lb"))
        #expect(validation.dependencies.contains { $0.contains("Record::lb-validation-www.example.com") })
    }

    @Test("has one validation for a name and its wildcard, and records for all names")
    func names() async throws {
        let engine = Self.engine("www.example.com", "*.www.example.com", "example.com")
        let more: PropertyMap = ["additionalNames": ["*.WWW.example.com.", "example.com", "www.example.com"]]
        let inputs = Self.domain(more).merging(["ipAddressType": "dualstack"])
        _ = try await engine.construct(Self.type, "lb", inputs)
        let names = engine.log.registrations.filter { $0.type.hasSuffix(":Record") }.map(\.name).sorted()
        #expect(
            names == [
                "lb-example.com", "lb-example.com-ipv6", "lb-validation-example.com", "lb-validation-www.example.com",
                "lb-wildcard.www.example.com", "lb-wildcard.www.example.com-ipv6", "lb-www.example.com",
                "lb-www.example.com-ipv6",
            ]
        )
        #expect(
            engine.registration("Certificate", "lb")?.object["subjectAlternativeNames"] == [
                "*.www.example.com", "example.com",
            ]
        )
    }

    @Test("finds its zone by name, or by its own name")
    func zones() async throws {
        for zone in [["hostedZoneName": "example.com"], [:]] as [PropertyMap] {
            let engine = Self.engine("www.example.com")
            let domain: PropertyMap = ["name": "www.example.com"]
            _ = try await engine.construct(Self.type, "lb", ["domain": .map(domain.merging(zone))])
            #expect(engine.registration("Record", "lb-www.example.com")?.object["zoneId"] == "Z-example.com")
            let asked = zone.isEmpty ? "www.example.com" : "example.com"
            let arguments = engine.log.invokes.first { $0.tok.hasSuffix("getZone") }?.args
            #expect(arguments?["name"] == .string(asked))
        }
    }

    @Test("without a zone says so")
    func noZone() async throws {
        let engine = PlayedEngine(refusals: ["aws:route53/getZone:getZone": "found no matching hosted zone"])
        let error = await #expect(throws: (any Error).self) {
            try await engine.construct(Self.type, "lb", ["domain": ["name": "www.shop.example.com"]])
        }
        #expect(String(describing: error).contains("domain.name"))
        let asked = engine.log.invokes.filter { $0.tok.hasSuffix("getZone") }.map { $0.args["name"]?.string }
        #expect(asked == ["www.shop.example.com", "shop.example.com", "example.com"])
    }

    @Test("registers the same resources in a preview")
    func preview() async throws {
        let (planned, made) = (Self.engine(isPreview: true, "www.example.com"), Self.engine("www.example.com"))
        for engine in [planned, made] {
            _ = try await engine.construct(Self.type, "lb", Self.domain(["additionalNames": ["example.com"]]))
        }
        func names(_ engine: PlayedEngine) -> [String] {
            engine.log.registrations.map { "\($0.type) \($0.name)" }.sorted()
        }
        #expect(names(planned) == names(made))
        #expect(planned.registration("Record", "lb-validation-example.com")?.object["name"] == .unknown)
    }

    @Test(
        "is refused with listeners that contradict it, and with a zone that does not contain it",
        arguments: [
            (["listeners": [["port": 8080]]], "listeners"), (["listener": ["port": 443]], "listener.port"),
            (["listener": ["protocol": "HTTP"]], "listener.protocol"),
            (["listener": ["certificateArn": "arn:c"]], "listener.certificateArn"),
            (
                ["domain": ["name": "www.example.com", "hostedZoneId": "Z1", "hostedZoneName": "example.com"]],
                "hostedZoneName"
            ),
            (["domain": ["name": "www.example.com", "hostedZoneName": "other.com"]], "domain.hostedZoneName"),
            (["domain": ["hostedZoneId": "Z1"]], "domain.name"),
        ] as [(PropertyMap, String)]
    )
    func contradictions(_ inputs: PropertyMap, _ place: String) async throws {
        let engine = Self.engine("www.example.com")
        let error = await #expect(throws: (any Error).self) {
            try await engine.construct(Self.type, "lb", Self.domain().merging(inputs))
        }
        #expect(String(describing: error).contains(place))
        #expect(!engine.log.registrations.contains { $0.custom })
    }

    @Test("takes the settings of listener for HTTPS, and defaultTargetGroupPort for the targets")
    func settings() async throws {
        let engine = Self.engine("www.example.com")
        let inputs: PropertyMap = [
            "listener": ["sslPolicy": "ELBSecurityPolicy-TLS13-1-3-2021-06"], "defaultTargetGroupPort": 8080,
        ]
        _ = try await engine.construct(Self.type, "lb", Self.domain().merging(inputs))
        let secure = engine.registration("Listener", "lb-1")?.object
        #expect(secure?["sslPolicy"] == "ELBSecurityPolicy-TLS13-1-3-2021-06")
        #expect(engine.registration("TargetGroup", "lb")?.object["port"] == 8080)
        #expect(engine.registration("TargetGroup", "lb")?.object["protocol"] == "HTTP")
    }
}
