import PulumiProtocol
import Testing

@Suite("Resources of a program")
struct ProgramResourceTests {
    @Test("A registration has dependencies, and supports secrets and resource references")
    func registration() async throws {
        let bench = ProgramBench(monitor: RecordingMonitor { _ in ["arn": "arn:x", "key": .secret("k")] })
        let outcome = await bench.run(
            """
            resources:
              a: {type: "sim:Thing", properties: {value: one}}
              b:
                type: sim:Thing
                name: other
                properties: {ref: "${a.arn}", value: [plain, "${a.key}"], list: [1], count: 2}
                options: {dependsOn: ["${c}"], ignoreChanges: [value], protect: true}
              c: {type: "sim:Thing"}
            outputs: {arn: "${b.arn}", id: "${a.id}", key: "${a.key}", none: "${a.tags}"}
            """
        )
        #expect(outcome.errors == [])
        #expect(outcome.outputs == ["arn": "arn:x", "id": "a-1", "key": .secret("k")])
        let request = try #require(bench.monitor.registration("other"))
        let a = "urn:pulumi:dev::t::sim:index:Thing::a"
        #expect(request.type == "sim:index:Thing")
        #expect(request.object == ["ref": "arn:x", "value": ["plain", .secret("k")], "list": [1], "count": 2])
        #expect(request.propertyDependencies == ["ref": [a], "value": [a], "list": [], "count": []])
        #expect(request.dependencies == [a, "urn:pulumi:dev::t::sim:index:Thing::c"])
        #expect(request.custom && request.acceptSecrets && request.acceptResources && request.aliasSpecs)
        #expect(request.ignoreChanges == ["value"] && request.protect == true && !request.deleteBeforeReplaceDefined)
        #expect(request.additionalSecretOutputs == ["key"])
        #expect(request.aliases == [Alias(alias: .spec(Alias.Spec(type: "sim:index:Old")))])
    }

    @Test("No more nodes of a large program start at once than keep the engine busy")
    func crowd() async {
        let bench = ProgramBench(parallel: 2)
        let things = (0..<100).map { "  thing-\($0): {type: \"sim:Thing\"}\n" }
        let outcome = await bench.run("resources:\n" + things.joined())
        #expect(outcome.errors == [])
        #expect(bench.monitor.registrations.count == 100)
        #expect((2...16).contains(bench.monitor.mostAtOnce))
    }

    @Test("The outputs of a resource outside the targets are unknown, not null")
    func leftOut() async {
        let bench = ProgramBench()
        let outcome = await bench.run(
            """
            resources:
              leftOut: {type: "sim:Thing", properties: {value: one}}
            outputs: {arn: "${leftOut.arn}", text: "an ${leftOut.arn}", id: "${leftOut.id}"}
            """
        )
        #expect(outcome.errors == [])
        #expect(outcome.outputs == ["arn": .unknown, "text": .unknown, "id": .unknown])
    }

    @Test("A resource starts as soon as its dependencies are done, whatever the order of the file")
    func order() async {
        let bench = ProgramBench()
        _ = await bench.run(
            """
            resources:
              c: {type: "sim:Thing", properties: {ref: "${b.id}"}}
              b: {type: "sim:Thing", properties: {ref: "${a.id}"}}
              a: {type: "sim:Thing"}
            """
        )
        #expect(bench.monitor.registrations.map(\.name) == ["a", "b", "c"])
    }

    @Test("In a preview outputs of the schema are unknown, and so are values made of them")
    func preview() async throws {
        let bench = ProgramBench(monitor: RecordingMonitor(isPreview: true), isPreview: true)
        let outcome = await bench.run(
            """
            variables: {said: {fn::sim:echo: {value: "${a.arn}"}}}
            resources:
              a: {type: "sim:Thing", properties: {value: one}}
              b: {type: "sim:Thing", properties: {ref: "at ${a.id}", value: "${a.value}", list: ["${said.value}"]}}
            """
        )
        #expect(outcome.errors == [])
        let request = try #require(bench.monitor.registration("b"))
        #expect(request.object == ["ref": .unknown, "value": "one", "list": [.unknown]])
        #expect(bench.monitor.invocations.isEmpty)
    }

    @Test("A component is registered as remote, with marked output values as inputs")
    func component() async throws {
        let bench = ProgramBench(monitor: RecordingMonitor { _ in ["arn": "arn:x"] })
        let outcome = await bench.run(
            """
            resources:
              a: {type: "sim:Thing"}
              p: {type: "sim:Pair", properties: {value: "${a.arn}"}, options: {providers: ["${prov}"]}}
              prov: {type: "pulumi:providers:sim", properties: {token: hush}}
            """
        )
        #expect(outcome.errors == [])
        let request = try #require(bench.monitor.registration("p"))
        let urn = "urn:pulumi:dev::t::sim:index:Thing::a"
        #expect(request.remote && !request.custom)
        #expect(request.object["value"] == .output(Output("arn:x", dependencies: [urn])))
        #expect(request.providers == ["sim": "urn:pulumi:dev::t::pulumi:providers:sim::prov::prov-1"])
        #expect(bench.monitor.registration("prov")?.object["token"] == .secret("hush"))
    }

    @Test("A default provider is used by all of its package, children use their parent's")
    func providers() async {
        let bench = ProgramBench()
        let outcome = await bench.run(
            """
            resources:
              main: {type: "pulumi:providers:sim", defaultProvider: true}
              a: {type: "sim:Thing"}
            """
        )
        #expect(outcome.errors == [])
        #expect(bench.monitor.registration("a")?.provider == "urn:pulumi:dev::t::pulumi:providers:sim::main::main-1")

        let family = ProgramBench()
        _ = await family.run(
            """
            resources:
              child: {type: "sim:Thing", options: {parent: "${mother}"}}
              mother: {type: "sim:Thing", options: {provider: "${prov}"}}
              prov: {type: "pulumi:providers:sim"}
            """
        )
        #expect(family.monitor.registration("child")?.provider.hasSuffix("::prov::prov-1") == true)
        #expect(family.monitor.registration("child")?.parent == "urn:pulumi:dev::t::sim:index:Thing::mother")
    }

    @Test("Aliases are URNs, or the parts that differ")
    func aliases() async {
        let bench = ProgramBench()
        let outcome = await bench.run(
            """
            resources:
              a:
                type: sim:net:Gate
                properties: {thing: x}
                options:
                  aliases: ["urn:pulumi:dev::t::x::old", {name: older, noParent: true}, {parent: "${b}"}]
              b: {type: "sim:Thing"}
            """
        )
        #expect(outcome.errors == [])
        #expect(
            bench.monitor.registration("a")?.aliases == [
                Alias(alias: .urn("urn:pulumi:dev::t::x::old")),
                Alias(alias: .spec(Alias.Spec(name: "older", parent: .noParent(true)))),
                Alias(alias: .spec(Alias.Spec(parent: .parentUrn("urn:pulumi:dev::t::sim:index:Thing::b")))),
            ]
        )
    }

    @Test("`get` reads a resource, and a reference to a stack reads that stack's outputs")
    func reads() async {
        let bench = ProgramBench()
        let outcome = await bench.run(
            """
            resources:
              a: {type: "sim:Thing", get: {id: x-9, state: {value: v}}}
              other: {type: "pulumi:pulumi:StackReference", properties: {name: org/proj/prod}}
            outputs:
              id: ${a.id}
              url: ${other.outputs.url}
              password: ${other.outputs["password"]}
              old: {fn::stackReference: [org/proj/prod, url]}
            """
        )
        #expect(outcome.errors == [])
        #expect(
            outcome.outputs == ["id": "x-9", "url": "http://other", "password": .secret("hush"), "old": "http://other"]
        )
        #expect(Set(bench.monitor.reads.map(\.id)) == ["x-9", "org/proj/prod"])
    }

    @Test("A function's result has the dependencies and the secrecy of its arguments")
    func invocations() async throws {
        let bench = ProgramBench(monitor: RecordingMonitor { _ in ["arn": "arn:x"] })
        let outcome = await bench.run(
            """
            variables:
              said: {fn::invoke: {function: "sim:echo", arguments: {value: "${a.arn}"}, return: value}}
              hushed: {fn::invoke: {function: "sim:index:echo", arguments: {value: {fn::secret: hush}}}}
            resources:
              a: {type: "sim:Thing"}
              b: {type: "sim:Thing", properties: {value: "${said}"}}
            outputs: {hushed: "${hushed.value}"}
            """
        )
        #expect(outcome.errors == [])
        #expect(outcome.outputs == ["hushed": .secret("hush")])
        let request = try #require(bench.monitor.registration("b"))
        #expect(request.propertyDependencies == ["value": ["urn:pulumi:dev::t::sim:index:Thing::a"]])
    }

    @Test("Dependents of a failed registration are skipped, and its error ends the run")
    func refusal() async {
        let bench = ProgramBench(
            monitor: RecordingMonitor { request in
                if request.name == "bad" { throw Refusal() }
                return [:]
            }
        )
        let outcome = await bench.run(
            """
            resources:
              bad: {type: "sim:Thing"}
              after: {type: "sim:Thing", properties: {ref: "${bad.id}"}}
              apart: {type: "sim:Thing"}
            outputs: {x: "${after.id}"}
            """
        )
        #expect(outcome.errors == ["refused"])
        #expect(Set(bench.monitor.registrations.map(\.name)) == ["bad", "apart"])
    }

    @Test("A program of 1,600 resources is read, checked and evaluated in linear time")
    func scale() async {
        var program = "resources:\n"
        for number in 0..<1600 {
            let ref = number.isMultiple(of: 8) ? "x" : "${r\(number - 1).id}"
            program += "  r\(number): {type: \"sim:Thing\", properties: {value: {a: [1, two]}, ref: \"\(ref)\"}}\n"
        }
        let bench = ProgramBench()
        #expect(await bench.run(program).errors == [])
        #expect(bench.monitor.registrations.count == 1600)
    }

    @Test("A read resource records no dependency on the resource that its id comes from")
    func readDependencies() async {
        let bench = ProgramBench()
        _ = await bench.run(
            """
            resources:
              a: {type: "sim:Thing"}
              b: {type: "sim:Thing", get: {id: "${a.id}"}}
            """
        )
        #expect(bench.monitor.reads.map(\.id) == ["a-1"])
        #expect(bench.monitor.reads.map(\.dependencies) == [[]])
    }

    @Test("A reference to a resource adds that resource to the dependencies, and not what it depends on itself")
    func referenceDependencies() async {
        let bench = ProgramBench()
        _ = await bench.run(
            """
            resources:
              a: {type: "sim:Thing"}
              b: {type: "sim:Thing", properties: {ref: "${a}"}}
              c: {type: "sim:Thing", properties: {ref: {deep: ["${b}"]}}}
            """
        )
        let dependencies = bench.monitor.registration("c")?.propertyDependencies
        #expect(dependencies == ["ref": ["urn:pulumi:dev::t::sim:index:Thing::b"]])
    }
}

/// The error of a monitor that refuses a registration.
private struct Refusal: Error, CustomStringConvertible {
    var description: String { "refused" }
}
