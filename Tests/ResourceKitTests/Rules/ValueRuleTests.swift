import JSON
import PulumiProtocol
import Testing

@testable import ResourceKit

@Suite("A rule on a value")
struct ValueRuleTests {
    private func expectation(_ rule: String, _ value: PropertyValue) throws -> String? {
        ValueRule(try JSON(parsing: rule)).expectation(for: value)
    }

    @Test(
        "says what a value must be instead",
        arguments: [
            (#"{"enum": ["EC2", "FARGATE"]}"#, "FARGAT", "be one of EC2, FARGATE (did you mean FARGATE?)"),
            (#"{"enum": ["vpc"]}"#, "host", "be vpc"),
            (#"{"enum": ["FARGATE"]}"#, "fargate", "be FARGATE (did you mean FARGATE?)"),
            (#"{"enum": [1, 7]}"#, 3, "be one of 1, 7"),
            (#"{"notIn": ["local"]}"#, "local", "not be local"),
            (#"{"min": 1, "max": 65535}"#, 70000, "be from 1 to 65535"),
            (#"{"min": 0}"#, -1, "be at least 0"),
            (#"{"max": 9}"#, 10, "be at most 9"),
            (#"{"exclusiveMin": 0.001}"#, 0.001, "be more than 0.001"),
            (#"{"multipleOf": 60}"#, 90, "be a multiple of 60"),
            (#"{"oneOfRanges": [[0, 0], [10, 20]]}"#, 5, "be 0 or from 10 to 20"),
            (#"{"minLength": 1, "maxLength": 6}"#, "shop-lb", "have from 1 to 6 characters, not 7"),
            (#"{"maxItems": 1}"#, ["a", "b"], "have at most 1 element, not 2"),
            (#"{"minItems": 1}"#, [], "have at least 1 element, not 0"),
            (#"{"pattern": "^/"}"#, "x", "match ^/"),
            (#"{"notPattern": "^sg-", "says": "must"}"#, "sg-1", "must"),
            (#"{"keyMaxLength": 2}"#, ["abc": "x"], "have at most 2 characters, not 3 in the key \"abc\""),
            (#"{"keyPattern": "^(?!aws:)"}"#, ["aws:a": "x"], "match ^(?!aws:) in the key \"aws:a\""),
            (#"{"valueMaxLength": 1}"#, ["a": "xy"], "have at most 1 character, not 2 in the value of \"a\""),
            (#"{"format": "ipv4Cidr"}"#, "10.0.0.0/33", "be an IPv4 CIDR block, such as 10.0.0.0/16"),
            (
                #"{"format": "ipv4Cidr", "network": true}"#, "10.0.0.1/24",
                "begin with the first address of its network (did you mean 10.0.0.0/24?)"
            ),
            (
                #"{"format": "ipv4Cidr", "prefixMin": 16, "prefixMax": 28}"#, "10.0.0.0/8",
                "have a prefix from /16 to /28"
            ),
            (
                #"{"format": "ipv6Cidr", "prefixMin": 44, "prefixMax": 64, "prefixStep": 4}"#, "2001:db8::/50",
                "have a prefix from /44 to /64 in steps of 4"
            ),
            (#"{"format": "nullableInt", "min": 0}"#, "-1", "be at least 0"),
            (#"{"format": "json"}"#, "[1,]", "be JSON: line 1, column 4"),
            (#"{"jsonType": "array of objects"}"#, "[{}]", "be a JSON list of objects"),
            (#"{"maxBytesDecoded": 3}"#, "QUJDREVGRw==", "have at most 3 bytes once decoded"),
            (#"{"type": "integer"}"#, "256", "be a whole number, not a string"),
            (
                #"{"anyOf": [{"enum": ["off"]}, {"format": "integerString", "min": 1}]}"#, "0",
                "be off, or be at least 1"
            ),
        ] as [(String, PropertyValue, String)]
    )
    func refused(_ rule: String, _ value: PropertyValue, _ expected: String) throws {
        #expect(try #require(try expectation(rule, value)).hasPrefix(expected))
    }

    @Test(
        "says nothing about a value that it allows",
        arguments: [
            (#"{"enum": ["EC2"]}"#, "EC2"), (#"{"enum": ["HTTP"], "caseInsensitive": true}"#, "http"),
            (#"{"enum": [44, 48]}"#, 48), (#"{"notIn": ["local"]}"#, "igw-1"), (#"{"min": 1, "max": 2}"#, 2),
            (#"{"exclusiveMin": 0.001}"#, 0.01), (#"{"multipleOf": 0.1}"#, 0.3), (#"{"oneOfRanges": [[0, 0]]}"#, 0),
            (#"{"maxLength": 4}"#, "grün"), (#"{"maxItems": 1}"#, ["__defaults": [], "a": "b"]),
            (#"{"pattern": "^a"}"#, "ab"), (#"{"notPattern": "^a"}"#, "b"), (#"{"keyPattern": "^a"}"#, ["ab": "x"]),
            (#"{"format": "arn"}"#, ""), (#"{"format": "ipv4Cidr", "allowEmpty": true}"#, ""),
            (#"{"format": "ipv4Cidr", "network": true, "prefixMin": 16, "prefixMax": 28}"#, "10.0.0.0/16"),
            (#"{"format": "nullableInt", "min": 0, "max": 9}"#, "9"), (#"{"jsonType": "object"}"#, "{}"),
            (#"{"maxBytesDecoded": 3}"#, "QUJD"), (#"{"type": "string"}"#, "x"), (#"{"type": "boolean"}"#, true),
            (#"{"anyOf": [{"enum": [0]}, {"min": 30, "max": 900}]}"#, 30), (#"{"min": 5}"#, "text"),
        ] as [(String, PropertyValue)]
    )
    func allowed(_ rule: String, _ value: PropertyValue) throws {
        #expect(try expectation(rule, value) == nil)
    }

    @Test("names every member that is at fault, and no secret")
    func places() throws {
        let facts = try JSON(
            parsing: #"{"values": {"rules[].port": {"max": 9}, "tags{}": {"maxLength": 1}, "key": {"maxLength": 1}}}"#
        )
        let inputs: PropertyMap = [
            "rules": [["port": 9], ["port": 10], .unknown], "tags": ["a": "xy"], "key": .secret("hush"),
        ]
        let findings = PropertyRules(facts).findings(in: inputs)
        #expect(Set(findings.map(\.path)) == ["rules[1].port", "tags.a", "key"])
        #expect(!findings.contains { $0.reason.contains("hush") })
    }

    @Test("looks into JSON text, and asks for the members that must be there")
    func json() throws {
        let facts = try JSON(
            parsing:
                #"{"values": {"doc[].name": {"required": true}, "doc[].port": {"max": 9}, "doc": {"format": "json"}}, "texts": ["doc"]}"#
        )
        let rules = PropertyRules(facts)
        func paths(_ value: PropertyValue) -> [String] { rules.findings(in: ["doc": value]).map(\.path) }
        #expect(paths(#"[{"name": "a", "port": 10}, {"Name": "b"}, {"port": 1}]"#) == ["doc[0].port", "doc[2].name"])
        #expect(paths([["name": .unknown, "port": 10]]) == ["doc[0].port"])
        #expect(paths("[") == ["doc"])
        #expect(paths(.secret(#"[{"name": "a", "port": 10}]"#)) == ["doc[0].port"])
        #expect(paths(.unknown) == [])
    }
}

@Suite("The form of a text")
struct TextFormatTests {
    private static let texts: [(TextFormat, right: [String], wrong: [String])] = [
        (
            .arn, ["arn:aws:iam::123456789012:role/a", "arn:aws-cn:s3:::bucket", "arn:aws:iam::aws:policy/a"],
            ["role/a", "arn:aws:iam::1:role/a", "arn:aws:iam", "arn:other:iam::123456789012:role/a", "arn:aws:iam:::"]
        ),
        (.region, ["us-west-2", "us-gov-west-1"], ["west", "us-west", "US-WEST-2"]),
        (.ipv4Cidr, ["10.0.0.1/32", "0.0.0.0/0"], ["10.0.0.0", "10.0.0.0/33", "010.0.0.0/8", "::/0", "10.0.0/8"]),
        (.ipv6Cidr, ["::/0", "2001:db8::/56"], ["2001:db8::/129", "10.0.0.0/8", "g::/8"]),
        (.cidrNetwork, ["::/0", "10.0.0.0/8"], ["x"]),
        (.ipv4Address, ["1.2.3.4"], ["1.2.3", "1.2.3.256", "1.2.3.4.5", "a.b.c.d", "1.2.3.+4"]),
        (
            .ipv6Address, ["::", "::1", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4"],
            ["1:2", "1::2::3", "12345::", ":::", "1:2:3:4:5:6:7:8:9"]
        ),
        (.json, ["{}", "1"], ["{", ""]), (.jsonOrYaml, ["a: b", "[1]"], ["[1"]), (.jsonObject, [" {}"], ["[]"]),
        (.iamPolicyJson, ["{}"], [" {}", "[]", "{"]), (.base64, ["", "QUI=", "QUJD"], ["QUI", "Q*=="]),
        (.regex, ["^a(b|c)[)]$"], ["(", "[a", ")", #"\"#]),
        (.nullableBool, ["true", "F", "1"], ["yes", "TrUe"]), (.nullableInt, ["-3"], ["3.5", "x"]),
        (.nullableFloat, ["3.5"], ["x"]), (.integerString, ["3"], ["3.5"]), (.decimal, ["0.5"], ["5,0"]),
        (.goDuration, ["10m", "1h30m", "0", "1.5s"], ["10", "m", "10 m"]), (.duration, ["P90D", "2160h"], ["90D"]),
        (.rfc3339, ["2026-01-02T15:04:05Z", "2026-01-02T15:04:05.5+01:00"], ["2026-01-02", "2026-13-02T15:04:05Z"]),
        (.utcTimestamp, ["2026-01-02T15:04:05Z"], ["2026-01-02T15:04:05+01:00"]),
        (.date, ["2026-01-31"], ["2026-1-31", "2026-02-32"]),
        (.cpuUnits, ["256", "1 vCPU", ".5vcpu"], ["one", "vCPU", "1 GB"]),
        (.portRange, ["80-80", "1-65535"], ["80", "90-80", "0-1", "1-65536", "1-2-3", "a-b", ""]),
        (
            .imageReference,
            [
                "nginx", "nginx:1.27-alpine", "myImage", "library/nginx", "localhost:5000/a/b_c", "Host.example/x:Tag",
                "a@sha256:\(String(repeating: "a", count: 64))", "123456789012.dkr.ecr.us-west-2.amazonaws.com/web:1",
            ],
            [
                "", "ng inx", "nginx:", "nginx:a b", "nginx@sha256:abc", "https://example.com/x", "a:1:2",
                "a//b",
            ]
        ),
        (.ipProtocol, ["-1", "TCP", "17"], ["256", "http", "-2"]),
        (.internetProtocol, ["-1", "all", "tcp", "ipv6-icmp", "58"], ["TCP", "icmpv6", "256"]),
    ]

    @Test("is met by what has it, and by nothing else", arguments: TextFormat.allCases)
    func forms(_ format: TextFormat) throws {
        let sample = try #require(Self.texts.first { $0.0 == format })
        for text in sample.right { #expect(format.isMet(by: text), "\(text)") }
        for text in sample.wrong { #expect(!format.isMet(by: text), "\(text)") }
    }
}
