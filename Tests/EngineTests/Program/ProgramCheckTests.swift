import PackageSchema
import PulumiProtocol
import Testing

@testable import Engine

@Suite("Checks of a program before it runs")
struct ProgramCheckTests {
    @Test(
        "Faults name file, line and column, and the nearest name",
        arguments: [
            (
                "outputs: {a: \"${hostnme}\"}\nvariables: {hostname: x}",
                "Pulumi.yaml:1:14: resource or variable named \"hostnme\" could not be found (did you mean 'hostname'?)"
            ),
            (
                "variables: {a: \"x${zzzz}\"}",
                "Pulumi.yaml:1:16: resource, variable, or config value \"zzzz\" not found"
            ),
            (
                "variables:\n  egg: by ${hen}\n  hen: from ${egg}\n",
                "Pulumi.yaml:3:8: circular dependency of variable 'egg' transitively on itself (egg → hen → egg)"
            ),
            (
                "variables: {r: {left: 1}}\noutputs: {a: \"${r.lef}\"}",
                "Pulumi.yaml:2:14: lef does not exist on r (did you mean 'left'?)"
            ),
            (
                "variables: {r: {a.b: 1}}\noutputs: {a: '${r[\"a.b\"]}'}",
                "Pulumi.yaml:2:14: Cannot index into 'r' (type {a.b: number}) (write .name instead)"
            ),
            (
                "outputs: {a: \"${pulumi.stak}\"}",
                "Pulumi.yaml:1:14: stak does not exist on pulumi (did you mean 'stack'?)"
            ),
            ("variables: {pulumi: 1}", "Pulumi.yaml:1:13: variable pulumi uses the reserved name pulumi (rename it)"),
            (
                "outputs: {a: \"${b\"}",
                "Pulumi.yaml:1:14: unterminated interpolation (close it with `}`, or write `$${` for the text itself)"
            ),
            (
                "outputs: {a: \"${v[x]}\"}\nvariables: {v: [1]}",
                "Pulumi.yaml:1:14: invalid list index (write a number, or a name in double quotes)"
            ),
            (
                "outputs: {a: {fn::join: [a, b, c]}}",
                "Pulumi.yaml:1:25: the argument to fn::join must be a two-valued list"
            ),
            (
                "outputs: {a: *x}\nvariables: {v: &x 1}",
                "Pulumi.yaml:1:14: alias nodes are not supported (write the value out, or make it a variable)"
            ),
            (
                "resources: {a: {type: Thing}}",
                "Pulumi.yaml:1:23: invalid type token \"Thing\" of resource a (write PACKAGE:MODULE:TYPE, or PACKAGE:TYPE)"
            ),
            (
                "resources: {a: {type: \"sim:Thng\"}}",
                "Pulumi.yaml:1:23: error resolving type of resource a: unable to find resource type \"sim:Thng\" in resource provider \"sim\" (did you mean 'sim:Thing'?)"
            ),
            (
                "resources: {a: {type: \"sym:Thing\"}}\nvariables: {b: {fn::sim:echo: {}}}",
                "Pulumi.yaml:1:23: error resolving type of resource a: there is no provider for package \"sym\" (did you mean 'sim'?)"
            ),
            (
                "resources: {a: {type: \"sim:Thing\", properties: {valu: 1}}}",
                "Pulumi.yaml:1:49: Property valu does not exist on sim:index:Thing (did you mean 'value'?)"
            ),
            (
                "resources: {a: {type: \"sim:net:Gate\"}}",
                "Pulumi.yaml:1:13: Missing required property 'thing' on sim:net/gate:Gate"
            ),
            (
                "resources: {a: {type: \"sim:Thing\", properties: {count: many}}}",
                "Pulumi.yaml:1:56: count: integer is not assignable from string"
            ),
            (
                "resources: {a: {type: \"sim:Thing\", properties: {rule: {port: 1, protocol: tpc}}}}",
                "Pulumi.yaml:1:75: protocol must not be \"tpc\": allowed values are \"tcp\", \"udp\" (did you mean 'tcp'?)"
            ),
            (
                "resources: {a: {type: \"sim:Thing\", properties: {rule: {port: 1, rules: [{prt: 2, port: 1}]}}}}",
                "Pulumi.yaml:1:74: Property prt does not exist on sim:index:Rule (did you mean 'port'?)"
            ),
            (
                "resources: {a: {type: \"sim:Thing\", option: {}}}",
                "Pulumi.yaml:1:36: Resource a has invalid key 'option' (did you mean 'options'?)"
            ),
            (
                "resources: {a: {type: \"sim:Thing\", options: {dependOn: []}}}",
                "Pulumi.yaml:1:46: dependOn does not exist on resource options (did you mean 'dependsOn'?)"
            ),
            (
                "resources: {a: {type: \"sim:Thing\"}}\noutputs: {x: \"is ${a.arnn}\"}",
                "Pulumi.yaml:2:14: arnn does not exist on a (did you mean 'arn'?)"
            ),
            (
                "resources: {a: {type: \"sim:Thing\", properties: {value: 1}, get: {id: x}}}",
                "Pulumi.yaml:1:13: Resource fields properties and get are mutually exclusive (properties describe a resource that this stack manages, get one that it only reads)"
            ),
            (
                "variables: {v: {fn::sim:ecko: {}}}",
                "Pulumi.yaml:1:16: unable to find function \"sim:ecko\" in resource provider \"sim\" (did you mean 'sim:echo'?)"
            ),
            (
                "variables: {v: {fn::invoke: {function: \"sim:echo\", return: valu}}}",
                "Pulumi.yaml:1:60: valu does not exist on sim:echo (did you mean 'value'?)"
            ),
        ]
    )
    func faults(_ program: String, _ message: String) async {
        let bench = ProgramBench()
        #expect(await bench.run(program).errors == [message])
        #expect(bench.monitor.registrations.isEmpty)
    }

    @Test(
        "An unknown member of a nested resource is found from the schema, also from that of another package",
        arguments: [
            ("http://${p.balancer.dnsNme}", "dnsNme does not exist on p.balancer (did you mean 'dnsName'?)"),
            ("${p.balancer.dnsNme}", "dnsNme does not exist on p.balancer (did you mean 'dnsName'?)"),
            ("at ${p.left.arnn}", "arnn does not exist on p.left (did you mean 'arn'?)"),
            ("at ${p.balancer.ports[0].numbr}", "numbr does not exist on p.balancer.ports[0] (did you mean 'number'?)"),
            ("at ${p.ports[0].numbr}", "numbr does not exist on p.ports[0] (did you mean 'number'?)"),
            ("at ${balancer.dnsNme}", "dnsNme does not exist on balancer (did you mean 'dnsName'?)"),
        ]
    )
    func nestedMembers(_ text: String, _ message: String) async {
        let bench = ProgramBench()
        let outcome = await bench.run(
            """
            resources: {p: {type: "sim:Pair"}}
            variables: {balancer: "${p.balancer}"}
            outputs:
              url: "\(text)"
            """
        )
        #expect(outcome.errors == ["Pulumi.yaml:4:8: \(message)"])
        #expect(bench.monitor.registrations.isEmpty)
    }

    @Test("A known member of a nested resource passes")
    func knownNestedMembers() async {
        let program = """
            resources: {p: {type: "sim:Pair"}}
            outputs: {a: "${p.balancer.dnsName}${p.balancer.id}${p.balancer.urn}", b: "${p.balancer.ports[0].number}"}
            """
        #expect(await !ProgramBench().run(program).errors.contains { $0.contains("does not exist") })
    }

    @Test("What the engine has told of a function's provider is not told again")
    func toldFailure() async {
        var bench = ProgramBench()
        bench.monitor = RecordingMonitor(refusing: ReportedFailure(urn: "", "the region is missing"))
        let program = "variables: {a: {fn::sim:echo: {}}, b: {fn::sim:echo: {}}}\noutputs: {c: \"${a}\"}"
        #expect(await bench.run(program).errors == ["the region is missing"])
    }

    @Test("A package without a plugin is one fault, however many resources need it")
    func missingPlugin() async {
        let program = "resources: {a: {type: \"nowhere:Thing\"}, b: {type: \"nowhere:Thing\"}}"
        #expect(await ProgramBench().run(program).errors.count == 1)
    }

    @Test("All faults are reported at once")
    func allAtOnce() async {
        let outcome = await ProgramBench().run("variables: [a]\noutputs:\n  - a\nresources: {a: {type: 1}}\n")
        #expect(outcome.errors.count == 3)
        let program =
            "variables: {a: \"${x}\", b: \"${y}\"}\noutputs: {c: \"${z}\"}\nresources: {d: {type: \"sim:Nothing\"}}"
        #expect(await ProgramBench().run(program).errors.count == 4)
    }

    @Test(
        "What upstream passes over in silence is told in a warning",
        arguments: [
            (
                "variabels: {a: 1}",
                "'variabels' is not a top-level key and is ignored (did you mean 'variables'?)"
            ),
            (
                "outputs: {a: {<<: {b: 1}}}",
                "`<<` is an ordinary key here: nothing is merged (write the properties out)"
            ),
            (
                "outputs: {a: {fn::length: [], b: 1}}",
                "fn::length is not called, because there are other keys beside it (move it into an object of its own)"
            ),
            (
                "outputs: {a: 1}\n---\noutputs: {b: 2}",
                "only the first document of the file is read; the rest is ignored"
            ),
            (
                "outputs: {a: {fn::remoteAsset: \"https://example.org/a\"}}",
                "remote content is not fetched, so changes to it are not detected (use a file, or change the URI with the content)"
            ),
            ("Outputs: {a: 1}", "'Outputs' looks like a miscapitalization of 'outputs'"),
            (
                "variables: {r: {a: 1}}\noutputs: {a: \"x ${r.b}\"}",
                "b does not exist on r (existing properties are: a)"
            ),
        ]
    )
    func warnings(_ program: String, _ message: String) async {
        let outcome = await ProgramBench().run(program)
        #expect(outcome.errors == [])
        #expect(outcome.warnings.count == 1)
        #expect(outcome.warnings.first?.hasSuffix(message) == true)
    }

    @Test("A package that fails is one fault, however many resources need it")
    func failingPackage() async {
        var bench = ProgramBench()
        bench.schemas = FailingSchemas()
        let program = "resources: {a: {type: 'sim:index:Box'}, b: {type: 'sim:index:Box'}}"
        #expect(await bench.run(program).errors.count == 1)
    }

    private struct FailingSchemas: SchemaSource {
        func schema(package: String, version: String?) async throws -> PackageSchema? {
            throw DiagnosticError(Diagnostic(.error, "the plugin exited with status 3"))
        }
    }

    @Test("A configuration key shadows a variable of the same name, with a warning")
    func shadowing() async {
        var bench = ProgramBench()
        bench.configuration = ["t:colour": "red"]
        let outcome = await bench.run("variables: {colour: blue}\noutputs: {c: \"${colour}\"}")
        #expect(outcome.outputs == ["c": "red"])
        #expect(outcome.warnings.count == 1)
    }

    @Test(
        "A program may ask for versions of Pulumi",
        arguments: [
            (">=3.0.0", true), (">=3.100.0 <4.0.0", true), ("<3.0.0 || 3.x", true), ("3.259.0", true),
            (">= 3.0.0", true),
            (">=4.0.0", false), ("!3.259.0", false), ("2.x", false), ("soon", false), ("", false), (">", false),
        ]
    )
    func versions(_ range: String, _ isSatisfied: Bool) async {
        let errors = await ProgramBench().run("pulumi: {requiredVersion: \"\(range)\"}\noutputs: {a: 1}").errors
        #expect(errors.isEmpty == isSatisfied)
    }
}
