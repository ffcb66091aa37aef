import JSON
import Testing

@testable import AWSClient

private let document: JSON = [
    "services": [
        ["status": "ACTIVE", "deployments": [["id": 1]], "runningCount": 2, "desiredCount": 2],
        ["status": "DRAINING", "deployments": [["id": 2], ["id": 3]], "runningCount": 0, "desiredCount": 2],
    ],
    "nested": [[1, 2], [3], 4], "map": ["a": ["x": 1], "b": ["x": 2]], "text": "hello", "empty": [], "no": false,
    "Reservations": [["Instances": [["State": ["Name": "running"]]]], ["Instances": [["State": ["Name": "stopped"]]]]],
    "with-dash": 5,
]

@Suite("JMESPath")
struct JMESPathTests {
    @Test(
        "finds what the language says",
        arguments: [
            ("services[].status", ["ACTIVE", "DRAINING"]), ("services[*].deployments[].id", [1, 2, 3]),
            ("services[].deployments[].id", [1, 2, 3]), ("length(services)", 2), ("length(text)", 5),
            ("length(services[?status == 'ACTIVE'])", 1), ("services[0].status", "ACTIVE"),
            ("services[-1].status", "DRAINING"), ("services[5]", nil), ("nested[]", [1, 2, 3, 4]),
            ("nested[][]", [1, 2, 3, 4]), ("map.*.x", [1, 2]), ("missing.member", nil), ("missing[].x", nil),
            ("missing || text", "hello"), ("text && no", false), ("!no", true), ("!text", false),
            ("services[].deployments | length(@)", 2), ("length(services[].deployments[]) > `2`", true),
            ("services[?!(length(deployments) == `1` && runningCount == desiredCount)].status", ["DRAINING"]),
            (
                "length(services[?!(length(deployments) == `1` && runningCount == desiredCount)]) == `0`", false
            ),
            ("Reservations[].Instances[].State.Name", ["running", "stopped"]), ("empty[].x", []),
            ("contains(services[].status, 'ACTIVE')", true), ("contains(text, 'ell')", true), ("\"with-dash\"", 5),
            ("`\"x\"` == 'x'", true), ("`x` == 'x'", true), ("services[?runningCount > `1`] | [0].status", "ACTIVE"),
            ("services[?runningCount >= desiredCount && status != 'X'].runningCount", [2]), ("@.text", "hello"),
        ] as [(String, JSON)]
    )
    func search(_ text: String, _ expected: JSON) throws {
        #expect(try JMESPath(text).search(document) == expected)
    }

    @Test(
        "refuses what is no expression, or beyond our part of the language",
        arguments: [
            "", "a.", "a[", "a[?", "a ==", "length(", "length(a, b)", "sum(a)", "a b", "'open", "`open", "a[b]", "#",
            String(repeating: "(", count: 10_000), String(repeating: "!", count: 10_000), "a[99999999999999999999]",
        ]
    )
    func errors(_ text: String) {
        #expect(throws: JMESPathError.self) { try JMESPath(text) }
    }
}
