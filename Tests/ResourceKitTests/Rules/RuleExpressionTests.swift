import JSON
import PulumiProtocol
import Testing

@testable import ResourceKit

@Suite("A rule between properties")
struct RuleExpressionTests {
    /// A rule as `scripts/facts/rules.py` writes it, inputs that keep it, and inputs that do not, with the path blamed.
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: String
        var each: String?
        let kept: [PropertyMap]
        let broken: [(PropertyMap, path: String)]

        var testDescription: String { rule }
    }

    private static let a = #"["get","a"]"#
    private static let b = #"["get","b"]"#

    private static let conditions: [Case] = [
        Case(
            rule: #"["=>",["=",\#(a),"x"],["|",["has",\#(b)],["has",["get","c"]]]]"#,
            kept: [
                ["a": "x", "b": 0], ["a": "x", "c": false], ["a": "y"], ["a": "x", "b": .unknown], ["a": .unknown], [:],
            ],
            broken: [(["a": "x"], "b"), (["a": "x", "b": "", "c": []], "b")]
        ),
        Case(
            rule: #"["=>",["has",\#(a)],["!",["has",\#(b)]]]"#,
            kept: [["a": 1], ["b": 1]],
            broken: [(["a": 1, "b": 1], "b")]
        ),
        Case(
            rule: #"["<=>",["has",\#(a)],["has",\#(b)]]"#,
            kept: [[:], ["a": 1, "b": 1], ["a": 1, "b": .unknown]],
            broken: [(["a": 1], "b"), (["b": 1], "a")]
        ),
        Case(
            rule: #"["&",["<=",0,\#(a)],["<=",\#(a),9]]"#,
            kept: [["a": 9], ["a": "5"], [:], ["a": .unknown]],
            broken: [(["a": 10], "a")]
        ),
        Case(rule: #"["<",\#(a),\#(b)]"#, kept: [["a": 1, "b": 2], ["a": 1]], broken: [(["a": 2, "b": 2], "a")]),
        Case(
            rule: #"["!=",\#(a),true]"#,
            kept: [[:], ["a": false]],
            broken: [(["a": true], "a"), (["a": "true"], "a")]
        ),
        Case(
            rule: #"["in",\#(a),["list",-1,"all"]]"#,
            kept: [["a": "-1"], ["a": "all"]],
            broken: [(["a": "tcp"], "a"), ([:], "a")]
        ),
        Case(rule: #"["in",\#(a),["list",null,"host"]]"#, kept: [[:], ["a": "host"]], broken: [(["a": "x"], "a")]),
        Case(rule: #"["=>",["=~",\#(a),"^x/"],["has",\#(b)]]"#, kept: [["a": "y/"]], broken: [(["a": "x/"], "b")]),
        Case(rule: #"["=",["upper",\#(a)],"TCP"]"#, kept: [["a": "tcp"]], broken: [(["a": "udp"], "a")]),
        Case(
            rule: #"["<=",\#(a),["+",\#(b),100]]"#,
            kept: [["a": 150, "b": 50]],
            broken: [(["a": 151, "b": 50], "a")]
        ),
        Case(
            rule: #"["exactlyOne",["has",\#(a)],["has",\#(b)]]"#,
            kept: [["a": 1], ["a": 1, "b": ""], ["b": .unknown], ["a": 1, "b": 1, "__defaults": ["b"]]],
            broken: [(["a": 1, "b": 1], "b"), ([:], "a")]
        ),
        Case(
            rule: #"["atMostOne",["has",\#(a)],["has",\#(b)]]"#,
            kept: [[:], ["a": 1]],
            broken: [(["a": 1, "b": 1], "b")]
        ),
        Case(
            rule: #"["atLeastOne",["has",\#(a)],["=",\#(b),true]]"#,
            kept: [["b": true]],
            broken: [(["b": false], "a")]
        ),
    ]

    private static let lists: [Case] = [
        Case(
            rule: #"["=",["get","l[].t"],"x"]"#,
            kept: [["l": [["t": "y"], ["t": "x"]]], ["l": .unknown]],
            broken: [(["l": [["t": "y"]]], "l")]
        ),
        Case(
            rule: #"["<=",["count",["where",["get","l[]"],[">",["get","base"],0]]],1]"#,
            kept: [["l": [["base": 1], ["base": 0], [:]]], ["l": [["base": 1], ["base": .unknown]]]],
            broken: [(["l": [["base": 1], ["base": 2]]], "l")]
        ),
        Case(rule: #"["<=",["count",["get","l"]],1]"#, kept: [["l": [1]], [:]], broken: [(["l": [1, 2]], "l")]),
        Case(
            rule: #"["<=",["sum",["get","l[].cpu"]],["units",\#(a)]]"#,
            kept: [
                ["l": [["cpu": 256], ["cpu": 256]], "a": "0.5 vCPU"], ["l": [["cpu": .unknown]], "a": "1"],
                ["l": [["cpu": 9]]],
            ],
            broken: [(["l": [["cpu": 512], ["cpu": 1]], "a": "512"], "l")]
        ),
        Case(
            rule: #"["<=",["max",["get","l[].m"]],["mib",\#(a)]]"#,
            kept: [["l": [["m": 512]], "a": "0.5GB"], ["a": "1"]],
            broken: [(["l": [["m": 513]], "a": "512"], "l")]
        ),
        Case(
            rule: #"["<=",["sum",["length",["get","l[]"]]],3]"#,
            kept: [["l": ["ab", "c"]]],
            broken: [(["l": ["ab", "cd"]], "l")]
        ),
        Case(
            rule: #"["in",["first",["get","l[]"]],["list","CMD"]]"#,
            kept: [["l": ["CMD", "x"]]],
            broken: [(["l": ["x", "CMD"]], "l")]
        ),
        Case(
            rule: #"["in",["last",["get","l[]"],"order","type"],["list","forward"]]"#,
            kept: [
                ["l": [["type": "forward", "order": 9], ["type": "auth", "order": 2]]],
                ["l": [["type": "auth"], ["type": "forward"]]],
            ],
            broken: [(["l": [["type": "forward"], ["type": "auth"]]], "l")]
        ),
        Case(
            rule: #"["has",["lookup",["get","$.l[]"],"name",\#(a),"check"]]"#,
            kept: [["a": "x", "l": [["name": "x", "check": 1]]], ["a": "x", "l": [["name": .unknown]]]],
            broken: [(["a": "x", "l": [["name": "x"]]], "a")]
        ),
        Case(
            rule: #"["distinct",["get","l[].n"]]"#,
            kept: [["l": [["n": "x"], ["n": "y"], [:], [:]]]],
            broken: [(["l": [["n": "x"], ["n": "x"]]], "l")]
        ),
        Case(
            rule: #"["disjoint",["get","l[]"],["get","m[]"]]"#,
            kept: [["l": ["x"], "m": ["y"]]],
            broken: [(["l": ["x"], "m": ["x"]], "l")]
        ),
        Case(
            rule: #"["subset",["get","l[]"],["get","m[]"]]"#,
            kept: [["l": ["x"], "m": ["x"]], ["m": []]],
            broken: [(["l": ["x"], "m": []], "l")]
        ),
        Case(
            rule: #"["allEqual",["get","l[].t"],"x"]"#,
            kept: [["l": [["t": "x"]]], [:]],
            broken: [(["l": [["t": "x"], ["t": "y"]]], "l")]
        ),
        Case(rule: #"["ascending",["get","l[]"]]"#, kept: [["l": [1, 2]]], broken: [(["l": [2, 1]], "l")]),
        Case(
            rule: #"["startsWith",\#(a),\#(b)]"#,
            kept: [["a": "ecs:x", "b": "ecs"]],
            broken: [(["a": "ec2:x", "b": "ecs"], "a")]
        ),
        Case(
            rule: #"["acyclic",["get","l[]"],"n","needs[].n"]"#,
            kept: [["l": [["n": "x", "needs": [["n": "y"]]], ["n": "y"]]]],
            broken: [(["l": [["n": "x", "needs": [["n": "y"]]], ["n": "y", "needs": [["n": "x"]]]]], "l")]
        ),
        Case(
            rule: #"["fargateSize",\#(a),\#(b)]"#,
            kept: [["a": "256", "b": "512"], ["a": "0.5 vCPU", "b": "2 GB"], ["a": "256", "b": .unknown]],
            broken: [
                (["a": "256", "b": "4096"], "a"), (["a": "300", "b": "512"], "a"), (["a": "512", "b": "1500"], "a"),
            ]
        ),
    ]

    private static let tasks: [Case] = [
        Case(
            rule: #"["distinctPorts",["get","l[]"],"port"]"#,
            kept: [
                ["l": [["port": 80], ["port": 81], ["port": 80, "protocol": "udp"]]],
                ["l": [["port": 0], ["port": 0]]],
                ["l": [["port": 80], ["port": .unknown]]],
            ],
            broken: [
                (["l": [["port": 80], ["port": "80", "protocol": "TCP"]]], "l"),
                (["l": [["port": 80], ["port": 80], .unknown]], "l"),
            ]
        ),
        Case(
            rule: #"["canRollOut",\#(a),\#(b),["get","c"]]"#,
            kept: [
                ["a": 1], ["a": 2, "b": 50, "c": 100], ["a": 2, "c": 150], ["a": 0, "b": 100, "c": 100],
                ["a": .unknown, "b": 100, "c": 100], ["b": 100, "c": 100],
            ],
            broken: [(["a": 1, "b": 50, "c": 150], "a"), (["a": 1, "b": 50, "c": 100], "a")]
        ),
        Case(
            rule: #"["<=",["sumFirst",["get","l[]"],"soft","hard"],10]"#,
            kept: [
                ["l": [["soft": 4, "hard": 9], ["hard": 6]]], ["l": [["hard": 9], ["soft": .unknown, "hard": 9]]],
                ["l": [["soft": 0, "hard": 9]]],
            ],
            broken: [(["l": [["soft": 0, "hard": 9], ["soft": 2]]], "l")]
        ),
        Case(
            rule: #"["subset",["keys",["get","m"]],["list","x","y"]]"#,
            kept: [["m": ["x": .unknown]], [:]],
            broken: [(["m": ["x": 1, "z": 1]], "m")]
        ),
    ]

    private static let elements: [Case] = [
        Case(
            rule: #"["=>",["=",["get","$.mode"],"awsvpc"],["=",["get","host"],["get","port"]]]"#,
            each: "l[].ports[]",
            kept: [
                ["mode": "awsvpc", "l": [["ports": [["host": 1, "port": 1]]]]], ["mode": "awsvpc", "l": [.unknown]],
            ],
            broken: [(["mode": "awsvpc", "l": [[:], ["ports": [["host": 2, "port": 1]]]]], "l[1].ports[0].host")]
        ),
        Case(
            rule: #"["!=",["get","on"],["get","^.name"]]"#,
            each: "l[].needs[]",
            kept: [["l": [["name": "x", "needs": [["on": "y"]]]]]],
            broken: [(["l": [["name": "x", "needs": [["on": "x"]]]]], "l[0].needs[0].on")]
        ),
        Case(rule: #"["has",["get","x"]]"#, each: "o", kept: [[:], ["o": ["x": 1]]], broken: [(["o": [:]], "o.x")]),
    ]

    @Test(
        "holds where it should, and blames a property where it does not",
        arguments: conditions + lists + tasks + elements
    )
    func judged(_ example: Case) throws {
        let fact: JSON = .object(
            JSON.Object([
                ("rule", try JSON(parsing: example.rule)), ("says", "so it is"),
                ("each", example.each.map(JSON.string) ?? .null),
            ])
        )
        let tables: JSON = ["fargateSizes": ["256": [512, 1024], "512": ["from": 1024, "to": 4096, "step": 1024]]]
        let rules = PropertyRules(["between": [fact], "tables": tables])
        for inputs in example.kept { #expect(rules.findings(in: inputs).map(\.path) == [], "\(inputs)") }
        for (inputs, path) in example.broken { #expect(rules.findings(in: inputs).map(\.path) == [path], "\(inputs)") }
    }

    @Test(
        "adds what would make it hold, or what is twice",
        arguments: [
            (
                #"["fargateSize",\#(a),\#(b)]"#, ["a": "256", "b": "4096"],
                "cpu 256 with memory 2048, or cpu 512 with memory 4096"
            ),
            (#"["fargateSize",\#(a),\#(b)]"#, ["a": "300", "b": "600"], "the nearest are cpu 512 with memory 1024"),
            (#"["distinctPorts",["get","l[]"],"port"]"#, ["l": [["port": 80], ["port": 80]]], "So it is: 80/tcp"),
            (#"["distinct",["get","l[]"]]"#, ["l": ["x", "y", "x"]], "So it is: x"),
            (
                #"["canRollOut",\#(a),\#(b),["get","c"]]"#, ["a": 1, "b": 50, "c": 100],
                "at least 1 and at most 1 tasks may run meanwhile"
            ),
        ] as [(String, PropertyMap, String)]
    )
    func remarks(_ rule: String, _ inputs: PropertyMap, _ words: String) throws {
        let fact: JSON = .object(JSON.Object([("rule", try JSON(parsing: rule)), ("says", "so it is")]))
        let tables: JSON = [
            "fargateSizes": ["256": [512, 1024, 2048], "512": ["from": 1024, "to": 4096, "step": 1024]]
        ]
        let reason = PropertyRules(["between": [fact], "tables": tables]).findings(in: inputs).first?.reason
        #expect(reason?.contains(words) == true, "\(reason ?? "nothing")")
    }

    @Test("tells the values that it reads, but no secret")
    func evidence() throws {
        let fact = try JSON(parsing: #"{"rule": ["=",["get","a"],["get","b"]], "says": "both are the same"}"#)
        let rules = PropertyRules(["between": [fact]])
        let reason = rules.findings(in: ["a": 1, "b": .secret("hush")]).first?.reason
        #expect(reason == "Both are the same (a: 1).")
    }

    @Test("only warns where its fact says so, and finds one fault a path")
    func warnings() throws {
        let facts = try JSON(
            parsing: #"""
                {"values": {"a": {"max": 1}},
                 "between": [{"rule": ["has",["get","b"]], "says": "x", "warns": true},
                             {"rule": ["=",["get","a"],1], "says": "y"}]}
                """#
        )
        let findings = PropertyRules(facts).findings(in: ["a": 2])
        #expect(findings.map(\.path) == ["a", "b"])
        #expect(findings.map(\.isWarning) == [false, true])
    }
}
