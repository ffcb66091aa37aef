import PulumiProtocol
import Testing

@testable import Engine

@Suite("Refresh, read, import, destroy")
struct RefreshAndDestroyTests {
    private let stack = TestStack()

    @Sendable private static func chain(_ scope: TestScope) async throws {
        let a = try await scope.thing("a", ["value": "v1"])
        let b = try await scope.thing("b", ["ref": a["arn"]])
        try await scope.thing("c", ["ref": b["arn"]])
    }

    @Test("a refresh takes over what changed and forgets what is gone (rule 34)")
    func refresh() async throws {
        try await stack.up(Self.chain)
        stack.cloud.edit("a-1", ["value": "drifted", "number": 1])
        stack.cloud.edit("b-1", nil)
        let result = try await stack.run(DeploymentOptions(.refresh))
        #expect(!result.hasFailed)
        #expect(result.counts == [.update: 1, .delete: 1, .same: 2])
        #expect(stack["a"]?.inputs["value"] == "drifted")
        #expect(stack["b"] == nil)
        #expect(stack["c"]?.dependencies == [])
        #expect(stack["c"]?.propertyDependencies == [:])
    }

    @Test("a Read that fails is an error, and the drift of the others is still saved (rule 7)")
    func refreshFails() async throws {
        try await stack.up(Self.chain)
        stack.cloud.edit("a-1", ["fail": ["read"]])
        stack.cloud.edit("c-1", ["value": "drifted"])
        #expect(try await stack.run(DeploymentOptions(.refresh)).hasFailed)
        #expect(stack["c"]?.inputs["value"] == "drifted")
    }

    @Test("a Read that answers InitFailed keeps the errors and is no failure (rule 7)")
    func refreshPartial() async throws {
        try await stack.up(Self.chain)
        stack.cloud.edit("a-1", ["partial": true])
        #expect(try await !stack.run(DeploymentOptions(.refresh)).hasFailed)
        #expect(stack["a"]?.initErrors == ["not ready"])
    }

    @Test("get reads at every run, and its removal calls no Delete (rule 36)")
    func get() async throws {
        stack.cloud.edit("x-9", ["value": "there", "number": 1])
        @Sendable func program(_ scope: TestScope) async throws {
            let a = try await scope.get("a", id: "x-9")
            try await scope.thing("b", ["ref": a["value"]])
        }
        #expect(try await stack.up(program).calls == ["Read x-9", "Create b-1"])
        #expect(stack["a"]?.isExternal == true)
        #expect(stack["a"]?.inputs == [:])
        #expect(try await stack.preview(program) == ["read a"])
        #expect(try await stack.up { scope in try await scope.thing("b", ["ref": "there"]) }.calls == [])
        #expect(stack["a"] == nil)
        #expect(stack.cloud.things["x-9"] != nil)
    }

    @Test("another stack is read without a plugin")
    func stackReference() async throws {
        let done = try await stack.up { scope in
            let other = try await scope.stackReference("other/dev")
            try await scope.thing("a", ["value": other["outputs"]])
        }
        #expect(!done.result.hasFailed)
        #expect(stack["a"]?.inputs["value"] == ["from": "other/dev", "hush": .secret("s")])
        #expect(try await !stack.run(DeploymentOptions(.refresh)).hasFailed)
        #expect(try await !stack.run(DeploymentOptions(.destroy)).hasFailed)
        #expect(stack.snapshot.resources.isEmpty)
    }

    @Test("the option import takes over, then updates in the same run (rule 37)")
    func importOption() async throws {
        stack.cloud.edit("x-9", ["value": "here", "number": 1])
        @Sendable func program(_ scope: TestScope) async throws {
            try await scope.thing("a", ["value": "there"]) { $0.importId = "x-9" }
        }
        #expect(try await stack.up(program).calls == ["Read x-9", "Update x-9"])
        #expect(stack["a"]?.importID == "x-9")
        #expect(try await stack.up(program).calls == [])
        #expect(stack["a"]?.importID == "x-9")
    }

    @Test("the command import takes what is there as it is, protected (rule 38)")
    func importCommand() async throws {
        try await stack.up { scope in try await scope.thing("b") }
        stack.cloud.edit("x-9", ["value": "here", "number": 1])
        let request = DeploymentOptions.ImportRequest(type: "sim:index:Thing", name: "a", id: "x-9")
        #expect(try await !stack.run(DeploymentOptions(.import([request]))).hasFailed)
        #expect(stack["a"]?.inputs == ["value": "here"])
        #expect(stack["a"]?.isProtected == true)
        #expect(stack["b"] != nil)
        let missing = DeploymentOptions.ImportRequest(type: "sim:index:Thing", name: "c", id: "none")
        #expect(try await stack.run(DeploymentOptions(.import([missing]))).hasFailed)
    }

    @Test("destroy deletes everything, dependents first, and leaves an empty state")
    func destroy() async throws {
        try await stack.up(Self.chain)
        _ = stack.cloud.takeCalls()
        let result = try await stack.run(DeploymentOptions(.destroy))
        #expect(stack.cloud.takeCalls() == ["Delete c-1", "Delete b-1", "Delete a-1"])
        #expect(!result.hasFailed)
        #expect(stack.snapshot.resources.isEmpty)
    }

    @Test("destroy of a target tells all dependents that are not targeted in one error")
    func oneErrorForUntargeted() async throws {
        try await stack.up { scope in
            let a = try await scope.thing("a")
            for number in 0..<12 { try await scope.thing("b\(number)", ["ref": a["arn"]]) }
        }
        var options = DeploymentOptions(.destroy)
        options.targets = ["urn:pulumi:dev::t::sim:index:Thing::a"]
        let destroyed = try await stack.run(options)
        #expect(destroyed.hasFailed)
        #expect(stack.errors.count == 1)
        #expect(stack.errors.first?.contains("--target-dependents") == true)
        #expect(stack.errors.first?.hasSuffix("and 2 more") == true)
        #expect(stack["a"] != nil)
    }

    @Test("destroy of a target whose dependents are not targeted deletes nothing (rule 41)")
    func destroyTarget() async throws {
        try await stack.up(Self.chain)
        _ = stack.cloud.takeCalls()
        var options = DeploymentOptions(.destroy)
        options.targets = ["urn:pulumi:dev::t::sim:index:Thing::b"]
        #expect(try await stack.run(options).hasFailed)
        #expect(stack.cloud.takeCalls() == [])
        options.targetsDependents = true
        #expect(try await !stack.run(options).hasFailed)
        #expect(stack.cloud.takeCalls() == ["Delete c-1", "Delete b-1"])
        #expect(stack["a"] != nil)
    }

    @Test("destroy with a protected resource deletes its unprotected dependents, then fails (rule 25)")
    func destroyProtected() async throws {
        try await stack.up { scope in
            let a = try await scope.thing("a") { $0.protect = true }
            try await scope.thing("b", ["ref": a["arn"]])
        }
        #expect(try await stack.run(DeploymentOptions(.destroy)).hasFailed)
        #expect(stack["a"] != nil)
        #expect(stack["b"] == nil)
    }

    @Test("a delete that fails keeps what it depends on; the next run goes on")
    func failedDelete() async throws {
        try await stack.up { scope in
            let a = try await scope.thing("a")
            try await scope.thing("b", ["ref": a["arn"], "fail": ["delete"]])
        }
        #expect(try await stack.up { _ in }.calls == ["Delete b-1"])
        #expect(stack["a"] != nil)
        stack.cloud.edit("b-1", [:])
        #expect(try await stack.up { _ in }.calls == ["Delete b-1", "Delete a-1"])
    }

    @Test("a refresh that finds nothing to take back is no change, though outputs are new")
    func refreshOfOutputs() async throws {
        try await stack.up { scope in try await scope.thing("a", ["value": "v"]) }
        stack.cloud.edit("a-1", ["value": "v", "number": 7])
        let result = try await stack.run(DeploymentOptions(.refresh))
        #expect(!result.hasChanges)
        #expect(stack["a"]?.outputs["number"] == 7)
    }

    @Test("a refresh stores what it finds, ignored changes too")
    func refreshOfIgnored() async throws {
        try await stack.up { scope in try await scope.thing("a", ["value": "v"]) { $0.ignoreChanges = ["value"] } }
        stack.cloud.edit("a-1", ["value": "drift"])
        try await stack.run(DeploymentOptions(.refresh))
        #expect(stack["a"]?.inputs["value"] == "drift")
    }
}
