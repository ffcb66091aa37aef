import Engine
import PulumiProtocol
import Testing

@Suite("Values of a program")
struct ProgramValueTests {
    private static let variables = """
        {int: 1500000, float: 0.1, flag: true, none: null, list: [1, two, [3, null]], object: {b: 2, a: "x y"},
         record: {a: {b: [10, 20]}, "d e": spaced}, price: 5, secret: {"fn::secret": mellon}}
        """

    @Test(
        "Text takes in values as Go prints them, and a lone reference keeps its type",
        arguments: [
            ("\"<${int}>\"", "<1.5e+06>"), ("\"<${float}>\"", "<0.1>"), ("\"<${flag}>\"", "<true>"),
            ("\"<${none}>\"", "<<nil>>"), ("\"<${list}>\"", "<[1 two [3 <nil>]]>"),
            ("\"<${object}>\"", "<map[a:x y b:2]>"), ("${record.a.b[1]}", 20), ("${record.d e}", "spaced"),
            ("${..record..a.b.[0]}", 10), ("${[\"record\"].a.b}", [10, 20]), ("\" ${price}\"", " 5"),
            ("$${price}", "${price}"), ("$$${price}", "$5"), ("$$$${price}", "$${price}"), ("cost $$5", "cost $5"),
            ("\"ends with $\"", "ends with $"), ("{\"${price}-x\": 1, \"$${price}\": 2}", ["5-x": 1, "${price}": 2]),
        ] as [(String, PropertyValue)]
    )
    func interpolation(_ expression: String, _ expected: PropertyValue) async {
        let (value, errors) = await ProgramBench().evaluate(expression, variables: Self.variables)
        #expect(value == expected)
        #expect(errors == [])
    }

    @Test(
        "Numbers in text have Go's layout",
        arguments: [
            ("999999", "999999"), ("1000000", "1e+06"), ("123456789", "1.23456789e+08"), ("0.0001", "0.0001"),
            ("0.00001", "1e-05"), ("-2.5", "-2.5"), ("1e21", "1e+21"), ("1e-9", "1e-09"), (".inf", "+Inf"),
            ("-.inf", "-Inf"), (".nan", "NaN"), ("0", "0"), ("100000.5", "100000.5"), ("1234567.5", "1.2345675e+06"),
        ]
    )
    func numbers(_ number: String, _ text: String) async {
        let (value, _) = await ProgramBench().evaluate("\"<${n}>\"", variables: "{n: \(number)}")
        #expect(value == .string("<\(text)>"))
    }

    @Test(
        "The functions of the language",
        arguments: [
            ("{fn::join: [\", \", [a, b]]}", "a, b"), ("{fn::join: [null, [a, b]]}", "ab"),
            ("{fn::join: [\"-\", []]}", ""), ("{fn::split: [\",\", \"a,,b\"]}", ["a", "", "b"]),
            ("{fn::split: [\"\", \"hé\"]}", ["h", "é"]), ("{fn::select: [1, [p, q]]}", "q"),
            (
                "{fn::toJSON: {z: 1, a: [true, null, 2.50], k: \"<&>\"}}",
                "{\"a\":[true,null,2.5],\"k\":\"\\u003c\\u0026\\u003e\",\"z\":1}"
            ),
            ("{fn::toJSON: [1e21, 1e-7, 0.00001, 9007199254740993]}", "[1e+21,1e-7,0.00001,9007199254740992]"),
            ("{fn::toBase64: \"fjord ø\"}", "ZmpvcmQgw7g="), ("{fn::fromBase64: \"ZmpvcmQgw7g=\"}", "fjord ø"),
            ("{fn::sha1: harbour}", "6168b790263e4aa923edd3807035c02fb0de3225"),
            ("{fn::length: \"naïve 👩‍👧\"}", 7), ("{fn::length: {a: 1}}", 1), ("{fn::singleOrNone: [x]}", "x"),
            ("{fn::upper: quiet}", ["fn::upper": "quiet"]),
            ("{fn::join: [\"-\", [a]], beside: 1}", ["fn::join": ["-", ["a"]], "beside": 1]),
            ("{FN::Join: [\"-\", [a, b]]}", "a-b"),
        ] as [(String, PropertyValue)]
    )
    func functions(_ expression: String, _ expected: PropertyValue) async {
        let (value, errors) = await ProgramBench().evaluate(expression)
        #expect(value == expected)
        #expect(errors == [])
    }

    @Test(
        "What is made of a secret is secret as a whole",
        arguments: [
            ("say ${secret}", .secret("say mellon")),
            ("{open: 1, hidden: \"${secret}\"}", .secret(["hidden": "mellon", "open": 1])),
            ("[open, \"${secret}\"]", .secret(["open", "mellon"])), ("{fn::length: \"${secret}\"}", .secret(6)),
            ("{fn::select: [0, [plain, \"${secret}\"]]}", .secret("plain")),
            ("{\"${secret}\": 1}", .secret(["mellon": 1])),
            ("{fn::unsecret: [\"${secret}\"]}", ["mellon"]), ("{fn::secret: [1]}", .secret([1])),
        ] as [(String, PropertyValue)]
    )
    func secrets(_ expression: String, _ expected: PropertyValue) async {
        let (value, errors) = await ProgramBench().evaluate(expression, variables: Self.variables)
        #expect(value == expected)
        #expect(errors == [])
    }

    @Test(
        "Nulls are left out of outputs and objects, not of lists",
        arguments: ["~", "{fn::secret: null}", "{fn::singleOrNone: []}"]
    )
    func nulls(_ expression: String) async {
        let outcome = await ProgramBench().run("outputs: {none: \(expression), kept: [1, ~], object: {a: ~}}")
        #expect(outcome.outputs == ["kept": [1, nil], "object": [:]])
    }

    @Test(
        "What fails when it is evaluated is reported with its place",
        arguments: [
            ("${record.a.b[5]}", "Pulumi.yaml:4:7: list index 5 out-of-bounds for list of length 2"),
            ("{fn::select: [-1, [a]]}", "Pulumi.yaml:4:21: index must be a positive integral, not -1"),
            ("{fn::fromBase64: \"%\"}", "Pulumi.yaml:4:24: fn::fromBase64 unable to decode %: it is not Base64"),
            (
                "{fn::singleOrNone: [a, b]}",
                "Pulumi.yaml:4:26: fn::singleOrNone expected a list of 0 or 1 elements, got 2"
            ),
            (
                "{fn::readFile: nowhere}",
                "Pulumi.yaml:4:22: Error reading file at path nowhere: open nowhere: no such file or directory"
            ),
        ]
    )
    func failures(_ expression: String, _ message: String) async {
        let (_, errors) = await ProgramBench().evaluate(expression, variables: Self.variables)
        #expect(errors == [message])
    }

    @Test("Other outputs are still evaluated when one fails, and every failure is reported")
    func everyFailure() async {
        let outcome = await ProgramBench().run("variables: {v: [a]}\noutputs:\n  a: ${v[1]}\n  b: ${v[2]}\n")
        #expect(outcome.errors.count == 2)
    }

    @Test("A required version may be a variable, and another version stops the program before its outputs")
    func requiredVersion() async {
        let program =
            "variables: {v: \">=3.0.0\"}\npulumi: {requiredVersion: \"${v}\"}\noutputs: {it: 1, that: \"${v}\"}"
        #expect(await ProgramBench().run(program).outputs == ["it": 1, "that": ">=3.0.0"])
        let refused = await ProgramBench().run(program.replacing(">=3", with: ">=9"))
        #expect(refused.errors.count == 1 && refused.outputs.isEmpty)
    }

    @Test("Without resources, unknown names and other faults of the outputs are reported together")
    func missingNames() async {
        let outcome = await ProgramBench().run("variables: {l: []}\noutputs:\n  a: ${ghost}\n  b: ${l[1]}\n  c: ${b}\n")
        #expect(
            Set(outcome.errors) == [
                "Pulumi.yaml:3:6: resource or variable named \"ghost\" could not be found",
                "Pulumi.yaml:4:6: list index 1 out-of-bounds for list of length 0",
                "Pulumi.yaml:5:6: resource or variable named \"b\" could not be found (outputs cannot refer to outputs: make it a variable)",
            ]
        )
    }

    @Test("`pulumi` has the properties of the run")
    func pulumi() async {
        let (value, _) = await ProgramBench().evaluate("${pulumi}")
        #expect(
            value == [
                "cwd": "/app", "organization": "organization", "project": "t", "rootDirectory": "/app", "stack": "dev",
            ]
        )
    }

    @Test("A chain of thousands of variables neither overflows nor takes long")
    func longChain() async {
        var program = "outputs: {last: \"${v4999}\"}\nvariables:\n  v0: x\n"
        for number in 1..<5000 { program += "  v\(number): ${v\(number - 1)}\n" }
        #expect(await ProgramBench().run(program).outputs["last"] == "x")
    }
}
