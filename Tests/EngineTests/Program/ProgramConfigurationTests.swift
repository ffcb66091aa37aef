import Engine
import PulumiProtocol
import Testing

@Suite("Configuration as a program sees it")
struct ProgramConfigurationTests {
    @Test(
        "Text means what it looks like, whatever type is declared",
        arguments: [
            ("12", 12), ("true", true), ("t", true), ("F", false), ("1e3", 1000), ("1_000", 1000), (" 12", 12),
            ("null", nil), ("{\"json\": [1]}", ["json": [1]]), ("\"quoted\"", "quoted"), ("0", 0), ("0.5", 0.5),
            ("007", "007"), ("0x1f", "0x1f"), ("{a: 1}", "{a: 1}"), ("yes", "yes"), ("1__0", "1__0"), ("+5", 5),
            ("2024-01-01 00:00:00 +0000 UTC", "2024-01-01 00:00:00 +0000 UTC"), ("", ""), ("-", "-"),
            ("1e400", "1e400"), ("[1e400]", "[1e400]"), ("-0x10", "-0x10"), ("+nan", "+nan"),
            ("-Inf", .number(-.infinity)),
        ] as [(String, PropertyValue)]
    )
    func texts(_ text: String, _ value: PropertyValue) {
        #expect(ProgramConfiguration.value(of: text) == value)
    }

    private func run(_ program: String, _ configuration: [String: PropertyValue]) async -> ProgramBench.Outcome {
        var bench = ProgramBench()
        bench.configuration = configuration
        return await bench.run(program)
    }

    @Test("Values have their short and full names, declared or not")
    func names() async {
        let outcome = await run(
            "outputs: {a: \"${loose}\", b: \"${t:loose}\", c: \"${weather:city}\", d: \"${tree.leaf[0]}\", e: '${tree[\"nope\"]}'}",
            ["t:loose": "x", "weather:city": "Oslo", "t:tree": "{\"leaf\":[\"green\"]}"]
        )
        #expect(outcome.errors == [])
        #expect(outcome.outputs == ["a": "x", "b": "x", "c": "Oslo", "d": "green"])
    }

    @Test("A null in a list of the configuration has only null parts, one in an object none")
    func nulls() async {
        let program = "outputs: {a: \"${list[0].x}\", b: \"<${list[0].x}>\"}"
        #expect(await run(program, ["t:list": "[null]"]).outputs == ["b": "<<nil>>"])
        let errors = await run("outputs: {a: \"${object.k.x}\"}", ["t:object": "{\"k\": null}"]).errors
        #expect(errors == ["Pulumi.yaml:1:14: receiver must be a list or object, not nil"])
    }

    @Test("A key written with the project's name has the declared type")
    func qualified() async {
        let outcome = await run(
            "config: {\"t:code\": {type: string}}\noutputs: {full: \"${t:code}\", short: \"${code}\"}",
            ["t:code": "12"]
        )
        #expect(outcome.outputs == ["full": "12", "short": 12])
    }

    @Test("A key of the old block may have another name in the settings")
    func renamed() async {
        let program = "configuration: {size: {type: Integer, name: count, default: 1}}\noutputs: {size: \"${size}\"}"
        #expect(await run(program, [:]).outputs == ["size": 1])
        #expect(await run(program, ["t:count": "7"]).outputs == ["size": 7])
        let text =
            "configuration: {n: {type: Int, default: 8080000}, m: {default: 8080000}}\noutputs: {t: \"${n} ${m}\"}"
        #expect(await run(text, [:]).outputs == ["t": "8080000 8.08e+06"])
    }

    @Test(
        "Names that cannot be meant are refused",
        arguments: [
            (
                "outputs: {a: \"${t:v}\"}\nvariables: {v: 1}",
                "Pulumi.yaml:1:14: resource or variable named \"t:v\" could not be found (did you mean 'v'?)"
            ),
            (
                "config: {pulumi: {type: string}}",
                "Pulumi.yaml:1:10: config pulumi uses the reserved name pulumi (rename it)"
            ),
            (
                "configuration: {a: {default: \"${v}\"}}\nvariables: {v: 1}",
                "Pulumi.yaml:1:30: resource or variable named \"v\" could not be found"
            ),
        ]
    )
    func meaningless(_ program: String, _ message: String) async {
        #expect(await run(program, ["t:pulumi": "x"].filter { _ in program.contains("pulumi") }).errors == [message])
    }

    @Test("A part of a secret structure is secret")
    func secrets() async {
        let outcome = await run(
            "outputs: {user: \"${login.user}\"}",
            ["t:login": .secret("{\"user\":\"me\",\"pin\":\"5\"}")]
        )
        #expect(outcome.outputs == ["user": .secret("me")])
    }

    @Test(
        "The old block's faults have places",
        arguments: [
            (
                "configuration: {a: {type: String}}",
                "Pulumi.yaml:1:17: missing required configuration variable 't:a' (run `config set a VALUE`)"
            ),
            (
                "configuration: {a: {type: Text}}",
                "Pulumi.yaml:1:27: unexpected configuration type 'Text': valid types are string, List<string>, number, List<number>, integer, List<integer>, boolean, List<boolean>, Map<any>, List<Map<any>>"
            ),
            (
                "configuration: {a: {type: Number, default: x}}",
                "Pulumi.yaml:1:17: type mismatch: default value of type string but type number was specified"
            ),
            (
                "configuration: {a: {default: []}}", "Pulumi.yaml:1:30: empty list"
            ),
            (
                "configuration: {a: {default: [1, x]}}",
                "Pulumi.yaml:1:30: heterogeneous typed lists are not allowed: found types number and string"
            ),
            (
                "configuration: {a: {type: List<Integer>, default: [1]}}",
                "Pulumi.yaml:1:17: type mismatch: default value of type List<number> but type List<integer> was specified"
            ),
            (
                "configuration: {a: {secret: true}}",
                "Pulumi.yaml:1:17: unable to infer type: either 'default' or 'type' is required"
            ),
        ]
    )
    func oldBlock(_ program: String, _ message: String) async {
        #expect(await run(program, [:]).errors == [message])
    }

    @Test("A default of the old block may be secret")
    func secretDefault() async {
        let outcome = await run("configuration: {a: {default: [1], secret: true}}\noutputs: {a: \"${a}\"}", [:])
        #expect(outcome.outputs == ["a": .secret([1])])
    }
}
