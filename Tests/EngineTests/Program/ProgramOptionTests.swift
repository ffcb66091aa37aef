import PulumiProtocol
import Testing

@testable import Engine

@Suite("Options of a program's resources")
struct ProgramOptionTests {
    @Test("every option reaches the registration")
    func passesOptions() async throws {
        let bench = ProgramBench()
        let outcome = await bench.run(
            """
            resources:
              other: {type: "sim:Thing"}
              a:
                type: sim:Thing
                options:
                  dependsOn: ["${other}"]
                  replaceWith: ["${other}"]
                  deletedWith: ${other}
                  protect: true
                  customTimeouts: {create: 5m, update: 6m, delete: 7m}
                  replacementTrigger: ${other.arn}
                  envVarMappings: {TOKEN: MY_TOKEN}
                  ignoreChanges: [value]
                  replaceOnChanges: [count]
                  hideDiffs: [list]
                  import: x-1
                  deleteBeforeReplace: true
                  retainOnDelete: true
                  version: 2.0.0
                  pluginDownloadURL: https://example.org
                  additionalSecretOutputs: [arn]
            """
        )
        #expect(outcome.errors == [])
        let request = try #require(bench.monitor.registration("a"))
        let other = "urn:pulumi:dev::t::sim:index:Thing::other"
        #expect(request.dependencies == [other] && request.replaceWith == [other] && request.deletedWith == other)
        #expect(request.protect == true && request.retainOnDelete == true && request.deleteBeforeReplace)
        #expect(request.customTimeouts == .init(create: "5m", update: "6m", delete: "7m", read: ""))
        #expect(request.envVarMappings == ["TOKEN": "MY_TOKEN"] && request.importId == "x-1")
        #expect(request.ignoreChanges == ["value"] && request.replaceOnChanges == ["count"])
        #expect(request.hideDiffs == ["list"] && request.version == "2.0.0")
        #expect(request.pluginDownloadURL == "https://example.org")
        #expect(Set(request.additionalSecretOutputs) == ["arn", "key"])
        #expect(request.replacementTrigger != nil)
    }

    private static let faults: [(String, String)] = [
        ("protect: soon", "protect must be a boolean value"),
        ("protect: {fn::secret: true}", "protect must not be an output"),
        ("customTimeouts: {create: 5}", "customTimeouts.create must be a string"),
        ("envVarMappings: [a]", "envVarMappings must be an object with string values"),
        ("envVarMappings: {a: 1}", "envVarMappings value for key \"a\" must be a string"),
        ("aliases: old", "aliases must be a list of URNs and objects"),
        ("aliases: [{nmae: old}]", "an alias has no 'nmae' (did you mean 'name'?)"),
        ("aliases: [{name: [a]}]", "unable to convert name of an alias into a string"),
        ("aliases: [{noParent: 1}]", "noParent must be a boolean value"),
        ("provider: \"${other}\"", "resource passed as Provider was not a provider resource 'other'"),
        ("providers: [\"${other}\"]", "resource passed as Provider was not a provider resource 'other'"),
        ("dependsOn: \"${other.arn}\"", "resource option dependsOn value must be a list of resources"),
        ("parent: text", "write ${name} of a resource"),
        ("versio: 1", "versio does not exist on resource options (did you mean 'version'?)"),
        ("ignoreChanges: {}", "ignoreChanges must be a list"),
        ("deleteBeforeReplace: 1", "deleteBeforeReplace must be a boolean value"),
    ]

    @Test("a faulty option is reported, and the resource is not registered", arguments: faults.indices)
    func reports(_ index: Int) async {
        let (option, message) = Self.faults[index]
        let bench = ProgramBench()
        let outcome = await bench.run(
            """
            resources:
              other: {type: "sim:Thing"}
              a: {type: "sim:Thing", options: {\(option)}}
            """
        )
        #expect(outcome.errors.contains { $0.contains(message) }, "\(option): \(outcome.errors)")
        #expect(bench.monitor.registration("a") == nil)
    }

    @Test("an alias can have every part of another URN")
    func readsAliases() async throws {
        let bench = ProgramBench()
        let parent = "urn:pulumi:dev::t::a:b:C::p"
        _ = await bench.run(
            """
            resources:
              a:
                type: sim:net:Gate
                properties: {thing: x}
                options:
                  aliases:
                    - {name: n, type: a:b:C, stack: s, project: p, parent: "\(parent)"}
                    - {urn: "\(parent)"}
                    - {name: m, noParent: false}
            """
        )
        let spec = Alias.Spec(name: "n", type: "a:b:C", stack: "s", project: "p", parent: .parentUrn(parent))
        let registration = try #require(bench.monitor.registration("a"))
        #expect(
            registration.aliases == [
                Alias(alias: .spec(spec)), Alias(alias: .urn(parent)), Alias(alias: .spec(Alias.Spec(name: "m"))),
            ]
        )
    }

    @Test("the properties of a resource may be one expression")
    func takesWholeProperties() async throws {
        let bench = ProgramBench(monitor: RecordingMonitor { _ in ["tags": ["value": "v"]] })
        let outcome = await bench.run(
            """
            variables: {plain: {value: 1}, hidden: {fn::secret: {value: 2}}}
            resources:
              a: {type: "sim:Thing", properties: "${plain}"}
              b: {type: "sim:Thing", properties: "${hidden}"}
            """
        )
        #expect(outcome.errors == [])
        #expect(bench.monitor.registration("a")?.object == ["value": 1])
        #expect(bench.monitor.registration("b")?.object == ["value": .secret(2)])
        let refused = await ProgramBench().run("resources: {a: {type: \"sim:Thing\", properties: [1]}}")
        #expect(refused.errors.count == 1, "\(refused.errors)")
    }

    private static let declarations: [(String, String)] = [
        ("{}", "Required field 'type' is missing on resource \"a\""),
        ("{type: \"sim:Thing\", protect: true}", "'protect' exists under options"),
        ("{type: \"sim:Thing\", defaultProvider: true}", "cannot set defaultProvider on non-provider resource"),
        ("{type: \"sim:Thing\", get: {id: [1]}}", "id: string is not assignable from List<number>"),
        ("[1]", "must be an object"),
    ]

    @Test("a faulty declaration is reported", arguments: declarations.indices)
    func reportsDeclarations(_ index: Int) async {
        let (declaration, message) = Self.declarations[index]
        let outcome = await ProgramBench().run("resources: {a: \(declaration)}")
        let texts = outcome.errors
        #expect(texts.contains { $0.contains(message) }, "\(declaration): \(texts)")
    }
}

@Suite("Function calls of a program")
struct ProgramCallTests {
    private static let faults: [(String, String)] = [
        ("{fn::invoke: text}", "the argument to fn::invoke must be an object containing"),
        ("{fn::invoke: {arguments: {}}}", "missing function name ('function')"),
        ("{fn::invoke: {function: [a]}}", "function name must be a string literal"),
        ("{fn::invoke: {function: \"sim:echo\", arguments: 5}}", "function arguments ('arguments') must be an object"),
        ("{fn::invoke: {function: \"sim:echo\", return: [a]}}", "return directive must be a string literal"),
        ("{fn::stackReference: [[a], b]}", "the first argument to fn::stackReference must be a string literal"),
        ("{fn::stackReference: [org/a/b, 5]}", "expected property name argument to fn::stackReference to be a string"),
        ("{fn::split: [a]}", "The argument to fn::split must be a two-values list"),
        ("{fn::join: [[a], [b]]}", "delimiter: string is not assignable from List<string>"),
        ("{fn::join: [a, b]}", "the second argument to fn::join must be a list, found"),
        ("{fn::join: [a, [[b]]]}", "the second argument to fn::join must be a list of strings, found"),
        ("{fn::split: [1, a]}", "Must be a string, not"),
        ("{fn::select: [a, [b]]}", "index: integer is not assignable from string"),
        ("{fn::select: [-1, [b]]}", "index must be a positive integral, not -1"),
        ("{fn::toBase64: [a]}", "expected argument to fn::toBase64 to be a string, got"),
        ("{fn::fromBase64: \"%\"}", "unable to decode"), ("{fn::fromBase64: \"/w==\"}", "not a valid UTF-8 string"),
        ("{fn::sha1: [a]}", "fn::sha1 requires a string, got"),
        ("{fn::length: 5}", "fn::length requires a list, map, or string, got"),
        ("{fn::singleOrNone: a}", "fn::singleOrNone requires a list, got"),
        ("{fn::singleOrNone: [a, b]}", "expected a list of 0 or 1 elements, got 2"),
        ("{fn::readFile: none.txt}", "Error reading file at path none.txt"),
        ("{fn::toJSON: [.inf]}", "failed to encode JSON"),
        ("{fn::pulumiResourceName: text}", "requires a resource, got"),
    ]

    @Test("a faulty call is reported with the reason", arguments: faults.indices)
    func reports(_ index: Int) async {
        let (call, message) = Self.faults[index]
        let errors = await ProgramBench().evaluate(call).errors
        #expect(errors.contains { $0.contains(message) }, "\(call): \(errors)")
    }

    private static let warnings: [(String, String)] = [
        ("{fn::invoke: {function: \"sim:echo\", retur: value}}", "fn::invoke has no 'retur'; it is ignored"),
        ("{fn::joyn: [a]}", "'fn::' is a reserved prefix (did you mean 'fn::join'?)"),
        ("{fn::Length: [a]}", "looks like a miscapitalization of 'fn::length'"),
        ("{fn::stackReference: [org/a/b, url]}", "'fn::stackReference' is deprecated"),
    ]

    @Test("a doubtful call is made with a warning", arguments: warnings.indices)
    func warns(_ index: Int) async {
        let (call, message) = Self.warnings[index]
        let outcome = await ProgramBench().run("outputs: {it: \(call)}")
        #expect(outcome.errors == [])
        #expect(outcome.warnings.contains { $0.contains(message) }, "\(call): \(outcome.warnings)")
    }

    @Test("a call has its own options")
    func passesOptions() async throws {
        let bench = ProgramBench()
        let outcome = await bench.run(
            """
            resources:
              prov: {type: "pulumi:providers:sim"}
              a: {type: "sim:Thing"}
            variables:
              said:
                fn::invoke:
                  function: sim:echo
                  arguments: {value: v}
                  options: {dependsOn: ["${a}"], provider: "${prov}", version: 2.0.0}
            outputs: {it: "${said.value}"}
            """
        )
        #expect(outcome.errors == [] && outcome.outputs["it"]?.plain == "v")
        let invocation = try #require(bench.monitor.invocations.first)
        #expect(invocation.provider.hasSuffix("pulumi:providers:sim::prov::prov-1") && invocation.version == "2.0.0")
    }

    @Test("a result without the requested property is an error")
    func misses() async {
        let outcome = await ProgramBench().run(
            "outputs: {it: {fn::invoke: {function: \"sim:echo\", arguments: {}, return: value}}}"
        )
        #expect(outcome.errors.first?.contains("Unable to evaluate result[value]") == true, "\(outcome.errors)")
    }

    private static let assignments: [(String, String?)] = [
        ("count: 5", nil), ("count: 5.5", nil), ("password: 5", nil), ("password: true", nil),
        ("count: true", "count: integer"),
        ("password: [a]", "password: string is not assignable from"), ("list: {a: 1}", "list: "),
        ("rule: {port: 1, rules: [{port: 2}, {port: many}]}", "port: integer is not assignable from string"),
        ("rule: {protocol: tcp}", "Missing required property 'port' on sim:index:Rule"),
        ("rule: 5", "rule: "), ("count: \"${other.number}\"", nil), ("count: \"${other.arn}\"", "count: integer"),
        ("password: \"${other}\"", nil), ("rule: {port: 1, protocol: \"${other.arn}\"}", nil),
    ]

    @Test("an expression of the wrong type is refused before anything is registered", arguments: assignments.indices)
    func checksTypes(_ index: Int) async {
        let (property, message) = Self.assignments[index]
        let bench = ProgramBench()
        let outcome = await bench.run(
            """
            resources:
              other: {type: "sim:Thing"}
              a: {type: "sim:Thing", properties: {\(property)}}
            """
        )
        if let message {
            #expect(outcome.errors.contains { $0.contains(message) }, "\(property): \(outcome.errors)")
            #expect(bench.monitor.registrations.isEmpty)
        } else {
            #expect(outcome.errors == [], "\(property)")
        }
    }
}
