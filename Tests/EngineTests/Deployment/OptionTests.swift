import PulumiProtocol
import Testing

@testable import Engine

@Suite("Options")
struct OptionTests {
    private let stack = TestStack()

    @Test("ignoreChanges restores just that element, also when the program removed it (rule 22)")
    func ignoreChanges() async throws {
        let one: PropertyValue = ["x": 1, "y": 1]
        let two: PropertyValue = ["x": 2, "y": 2]
        try await stack.up { scope in
            try await scope.thing("a", ["map": .init(one), "value": "v"]) { $0.ignoreChanges = ["map.x", "value"] }
        }
        try await stack.up { scope in
            try await scope.thing("a", ["map": .init(two)]) { $0.ignoreChanges = ["map.x", "value"] }
        }
        #expect(stack["a"]?.inputs == ["map": ["x": 1, "y": 2], "value": "v"])
    }

    @Test("changes of options alone make no call but rewrite the state (rule 19)")
    func optionsOnly() async throws {
        try await stack.up { scope in try await scope.thing("a") }
        let done = try await stack.up { scope in
            try await scope.thing("a") { $0.customTimeouts = .init(create: "5m", update: "90s") }
        }
        #expect(done.calls == [])
        #expect(stack["a"]?.customTimeouts == .init(create: 300, update: 90))
    }

    @Test("outputs named in additionalSecretOutputs are secret for dependents too (rule 21)")
    func additionalSecrets() async throws {
        try await stack.up { scope in
            let a = try await scope.thing("a") { $0.additionalSecretOutputs = ["arn"] }
            try await scope.thing("b", ["ref": a["arn"]])
        }
        #expect(stack["a"]?.outputs["arn"] == .secret("arn:a-1"))
        #expect(stack["b"]?.inputs["ref"] == .secret("arn:a-1"))
    }

    @Test("a function given a secret returns a secret (rule 21)")
    func secretFunction() async throws {
        try await stack.up { scope in
            let answer = try await scope.invoke("sim:index:echo", ["value": .secret("hush")])
            try await scope.thing("a", ["value": .init(answer["value"] ?? .null)])
        }
        #expect(stack["a"]?.inputs["value"] == .secret("hush"))
    }

    @Test("an input that stops being secret becomes plain, outputs stay secret (rule 20)")
    func unsecret() async throws {
        try await stack.up { scope in try await scope.thing("a", ["value": .init(.secret("v"))]) }
        let done = try await stack.up { scope in try await scope.thing("a", ["value": "v"]) }
        #expect(done.calls == [])
        #expect(stack["a"]?.inputs["value"] == "v")
        #expect(stack["a"]?.outputs["value"] == .secret("v"))
    }

    @Test("protect on a component reaches its children (rule 24)")
    func protectChildren() async throws {
        try await stack.up { scope in
            let group = try await scope.component("g") { $0.protect = true }
            try await scope.thing("a") { $0.parent = group.urn }
        }
        #expect(stack["a"]?.isProtected == true)
    }

    @Test("a protected resource removed from the program: the others change, then an error (rule 26)")
    func protectedRemoved() async throws {
        try await stack.up { scope in
            try await scope.thing("a") { $0.protect = true }
            try await scope.thing("b", ["value": "v1"])
        }
        let done = try await stack.up { scope in try await scope.thing("b", ["value": "v2"]) }
        #expect(done.result.hasFailed)
        #expect(done.calls == ["Update b-1"])
        #expect(stack["a"] != nil)
    }

    @Test("a resource without a known parent is refused")
    func missingParent() async throws {
        let done = try await stack.up { scope in
            try await scope.thing("a") { $0.parent = "urn:pulumi:dev::t::x:y:Z::nobody" }
        }
        #expect(done.result.hasFailed)
        #expect(stack.errors.first?.contains("nobody") == true)
    }

    @Test("with targets only these change; others keep their state and outputs")
    func targets() async throws {
        @Sendable func program(_ value: String) -> @Sendable (TestScope) async throws -> Void {
            { scope in
                let a = try await scope.thing("a", ["value": .init(.string(value))])
                try await scope.thing("b", ["value": .init(.string(value)), "ref": a["number"]])
            }
        }
        try await stack.up(program("v1"))
        var options = DeploymentOptions(.update)
        options.targets = ["urn:pulumi:dev::t::sim:index:Thing::a"]
        #expect(try await stack.up(options, program("v2")).calls == ["Update a-1"])
        #expect(stack["b"]?.inputs["value"] == "v1")
        options.targetsDependents = true
        #expect(try await stack.up(options, program("v3")).calls == ["Update a-1", "Update b-1"])
        options.targets = ["urn:pulumi:dev::t::sim:index:Thing::nobody"]
        #expect(try await stack.up(options, program("v4")).result.hasFailed)
    }

    @Test("excluding a resource still updates what depends on it, unless that is excluded too (rule 40)")
    func excludes() async throws {
        @Sendable func program(_ value: String) -> @Sendable (TestScope) async throws -> Void {
            { scope in
                let a = try await scope.thing("a", ["value": .init(.string(value))])
                let b = try await scope.thing("b", ["value": .init(.string(value)), "ref": a["number"]])
                try await scope.thing("c", ["value": .init(.string(value)), "ref": b["number"]])
                try await scope.thing("d", ["value": .init(.string(value))])
            }
        }
        try await stack.up(program("v1"))
        var options = DeploymentOptions(.update)
        options.excludes = ["urn:pulumi:dev::t::sim:index:Thing::a"]
        #expect(try await stack.up(options, program("v2")).calls == ["Update b-1", "Update c-1", "Update d-1"])
        options.excludesDependents = true
        #expect(try await stack.up(options, program("v3")).calls == ["Update d-1"])
    }

    @Test("--replace replaces what has not changed, and does not limit the run (rule 39)")
    func replaceOption() async throws {
        @Sendable func program(_ scope: TestScope) async throws { try await scope.thing("a") }
        try await stack.up(program)
        var options = DeploymentOptions(.update)
        options.replaces = ["urn:pulumi:dev::t::sim:index:Thing::a"]
        #expect(try await stack.up(options, program).calls == ["Create a-2", "Delete a-1"])
    }

    @Test("an input that becomes secret makes the output of that name secret, and those of dependents")
    func becomesSecret() async throws {
        try await stack.up { scope in
            let a = try await scope.thing("a", ["value": "v"])
            try await scope.thing("b", ["ref": a["value"]])
        }
        let done = try await stack.up { scope in
            let a = try await scope.thing("a", ["value": .init(.secret("v"))])
            try await scope.thing("b", ["ref": a["value"]])
        }
        #expect(done.calls == [])
        #expect(stack["a"]?.outputs["value"] == .secret("v"))
        #expect(stack["b"]?.inputs["ref"] == .secret("v"))
    }
}
