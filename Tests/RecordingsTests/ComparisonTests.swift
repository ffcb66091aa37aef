import JSON
import Testing

@testable import Recordings

@Suite("Comparison with recordings")
struct ComparisonTests {
    private static let key = "4dabf18193072939515e22adb298388d"

    private static func output(_ members: JSON.Object) -> JSON {
        .object(
            (["4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4"] as JSON.Object).merging(members)
        )
    }

    private static func secret(_ value: JSON) -> JSON {
        [key: "1b47061264138c4ac30d75fd1eb44270", "value": value]
    }

    private static func differences(_ expected: JSON, _ actual: JSON) -> [String] {
        Comparison.differences(Comparison.normal(expected), Comparison.normal(actual)).map(\.path)
    }

    @Test(
        "values that mean the same are equal",
        arguments: [
            (["a": nil], [:]),
            (["a": 1, "b": 2], ["b": 2, "a": 1.0]),
            ("{\"a\": 1, \"b\": [2]}", "{\"b\":[2],\"a\":1}"),
            (output(["value": 1]), 1),
            (output([:]), "04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
            (output(["value": 1, "secret": true]), secret(1)),
            (secret("[secret]"), secret("hunter2")),
            (
                [key: "5cf8f73096256a8f31e491e813e4eb8e", "urn": "u", "id": ""],
                [key: "5cf8f73096256a8f31e491e813e4eb8e", "urn": "u"]
            ),
        ] as [(JSON, JSON)]
    )
    func equal(_ expected: JSON, _ actual: JSON) {
        #expect(Self.differences(expected, actual) == [])
    }

    @Test(
        "values that differ are told with the path",
        arguments: [
            (["a": true], ["a": 1], ["a"]),
            (["a": ["b": [1, 2]]], ["a": ["b": [1, 3]]], ["a.b[1]"]),
            (["a": [1, 2]], ["a": [1]], ["a"]),
            (["a": 1], ["b": 1], ["a", "b"]),
            (["a": "{\"x\": 1}"], ["a": "{\"x\": 2}"], ["a.(JSON text).x"]),
            (["a": secret("x")], ["a": "x"], ["a"]),
        ] as [(JSON, JSON, [String])]
    )
    func different(_ expected: JSON, _ actual: JSON, _ paths: [String]) {
        #expect(Self.differences(expected, actual) == paths)
    }

    @Test(
        "a changed value is another plausible one",
        arguments: [
            (true, false), (1, 31), ("HTTP", "HTTPS"), ("10.0.0.0/16", "10.1.0.0/16"), ("us-west-2a", "us-west-2b"),
            ("vpc-0123", "vpc-0120"), ("name", "name2"),
            (["Version": "2012", "Effect": "Allow"], ["Version": "2012", "Effect": "Deny"]),
            ("{\"a\":1}", "{\"a\":31}"), ("com.amazonaws.us-west-2.s3", "com.amazonaws.us-west-2.dynamodb"),
        ] as [(JSON, JSON)]
    )
    func changes(_ value: JSON, _ changed: JSON) {
        #expect(ChangedValue.of(value) == changed)
    }

    @Test(
        "identifiers of two clouds have one shape",
        arguments: [
            ("vpc-0a1b2c3d", "vpc-#"), ("web-8f3a2b1", "web-#"), ("AROA0123456789ABCDEF", "X"), ("rule12", "rule9"),
            ("arn:aws:ecs:us-west-2:123456789012:cluster/main", "arn:aws:ecs:us-west-9:#:cluster/main"),
        ]
    )
    func shapes(_ identifier: String, _ shape: String) {
        #expect(IdentifierShape.of(identifier) == shape)
    }

    @Test("recorded identifiers are replaced where they stand alone, the longest first")
    func substitutes() {
        var known = Substitution()
        known.learn(["id": "vpc-123", "name": "web-1"], ["id": "vpc-987", "name": "web-1"])
        known.learn(["arn": "arn:vpc-123"], ["arn": "arn:other9"])
        let value: JSON = ["a": "vpc-123", "b": "arn:vpc-123/x", "c": "vpc-1234", "d": ["see vpc-123."]]
        #expect(known.apply(value) == ["a": "vpc-987", "b": "arn:other9/x", "c": "vpc-1234", "d": ["see vpc-987."]])
    }
}
