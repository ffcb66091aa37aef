import PulumiProtocol
import Testing

@testable import Engine

@Suite("Replacement")
struct ReplacementTests {
    private let stack = TestStack()

    @Test("creates first, updates dependents, deletes at the end in reverse order (rule 10)")
    func createBeforeDelete() async throws {
        @Sendable func program(_ key: String) -> @Sendable (TestScope) async throws -> Void {
            { scope in
                let a = try await scope.thing("a", ["key": .init(.string(key))])
                let b = try await scope.thing("b", ["key": a["arn"]])
                try await scope.thing("c", ["value": b["arn"]])
            }
        }
        try await stack.up(program("k1"))
        #expect(try await stack.preview(program("k2")) == ["replace a", "replace b", "update c"])
        let done = try await stack.up(program("k2"))
        #expect(done.calls == ["Create a-2", "Create b-2", "Update c-1", "Delete b-1", "Delete a-1"])
        #expect(done.result.counts[.replace] == 2)
    }

    @Test("a failure on the way leaves the old one pending deletion; the next run deletes it (rule 11)")
    func failedReplacement() async throws {
        try await stack.up { scope in
            let a = try await scope.thing("a", ["key": "k1"])
            try await scope.thing("b", ["key": a["arn"]])
        }
        try await stack.up { scope in
            let a = try await scope.thing("a", ["key": "k2"])
            try await scope.thing("b", ["key": a["arn"], "fail": ["create"]])
        }
        #expect(stack.snapshot.resources.filter { $0.name == "a" && $0.isPendingDeletion }.map(\.id) == ["a-1"])
        @Sendable func program(_ scope: TestScope) async throws {
            let a = try await scope.thing("a", ["key": "k2"])
            try await scope.thing("b", ["key": a["arn"]])
        }
        #expect(try await stack.preview(program) == ["replace b"])
        #expect(try await stack.up(program).calls == ["Create b-2", "Delete b-1", "Delete a-1"])
    }

    @Test("delete before replace takes along those only whose provider would replace them (rule 12)")
    func deleteBeforeReplace() async throws {
        @Sendable func program(_ exclusive: String) -> @Sendable (TestScope) async throws -> Void {
            { scope in
                let a = try await scope.thing("a", ["exclusive": .init(.string(exclusive))])
                let b = try await scope.thing("b", ["key": a["arn"]])
                try await scope.thing("c", ["ref": a["arn"]])
                try await scope.thing("d", dependsOn: [a])
                try await scope.thing("e", ["key": b["value"]])
            }
        }
        try await stack.up(program("k1"))
        #expect(try await stack.preview(program("k2")) == ["replace a", "replace b", "update c", "replace e"])
        let calls = try await stack.up(program("k2")).calls
        #expect(Array(calls.prefix(4)) == ["Delete e-1", "Delete b-1", "Delete a-1", "Create a-2"])
        #expect(Set(calls.dropFirst(4)) == ["Create b-2", "Update c-1", "Create e-2"])
        #expect(try await stack.up(program("k2")).calls == [])
    }

    @Test("if the create of a delete-before-replace fails, the next run only creates (rule 13)")
    func pendingReplacement() async throws {
        try await stack.up { scope in try await scope.thing("a", ["exclusive": "e1"]) }
        try await stack.up { scope in try await scope.thing("a", ["exclusive": "e2", "fail": ["create"]]) }
        #expect(stack["a"]?.isPendingReplacement == true)
        let calls = try await stack.up { scope in try await scope.thing("a", ["exclusive": "e2"]) }.calls
        #expect(calls == ["Create a-2"])
        #expect(stack["a"]?.isPendingReplacement == false)
        #expect(stack.snapshot.resources.filter { $0.name == "a" }.count == 1)
    }

    @Test("what was deleted for a replacement and is not wanted any more is forgotten without a word")
    func abandonedReplacement() async throws {
        try await stack.up { scope in try await scope.thing("a", ["exclusive": "e1"]) }
        try await stack.up { scope in try await scope.thing("a", ["exclusive": "e2", "fail": ["create"]]) }
        #expect(try await stack.preview { _ in } == [])
        #expect(try await stack.up { _ in }.calls == [])
        #expect(stack["a"] == nil)
    }

    @Test("deletedWith: who dies with another is replaced with it and not deleted (rule 16)")
    func deletedWith() async throws {
        @Sendable func program(_ key: String) -> @Sendable (TestScope) async throws -> Void {
            { scope in
                let a = try await scope.thing("a", ["key": .init(.string(key))])
                try await scope.thing("b") { $0.deletedWith = a.urn }
            }
        }
        try await stack.up(program("k1"))
        #expect(try await stack.up(program("k2")).calls == ["Create a-2", "Create b-2", "Delete a-1"])
    }

    @Test("retainOnDelete drops the old one without a call (rule 18)")
    func retain() async throws {
        try await stack.up { scope in try await scope.thing("a", ["key": "k1"]) { $0.retainOnDelete = true } }
        let done = try await stack.up { scope in
            try await scope.thing("a", ["key": "k2"]) { $0.retainOnDelete = true }
        }
        #expect(done.calls == ["Create a-2"])
        #expect(stack.snapshot.resources.filter { $0.name == "a" }.map(\.id) == ["a-2"])
    }

    @Test("a protected resource is not replaced, and its dependents are not touched (rule 26)")
    func protected() async throws {
        try await stack.up { scope in try await scope.thing("a", ["key": "k1"]) { $0.protect = true } }
        let done = try await stack.up { scope in
            let a = try await scope.thing("a", ["key": "k2"]) { $0.protect = true }
            try await scope.thing("b", ["ref": a["arn"]])
        }
        #expect(done.result.hasFailed)
        #expect(done.calls == [])
    }

    @Test("replaceOnChanges makes a replacement of an update")
    func replaceOnChanges() async throws {
        try await stack.up { scope in try await scope.thing("a", ["value": "v1"]) }
        let calls = try await stack.up { scope in
            try await scope.thing("a", ["value": "v2"]) { $0.replaceOnChanges = ["value"] }
        }.calls
        #expect(calls == ["Create a-2", "Delete a-1"])
    }

    @Test("a provider change that its DiffConfig calls a replacement replaces its resources (rule 31)")
    func providerReplaced() async throws {
        @Sendable func program(_ endpoint: String) -> @Sendable (TestScope) async throws -> Void {
            { scope in
                let provider = try await scope.provider("prov", ["endpoint": .string(endpoint)])
                try await scope.thing("a") { $0.provider = provider }
            }
        }
        try await stack.up(program("e1"))
        #expect(try await stack.preview(program("e2")) == ["replace prov", "replace a"])
        #expect(try await stack.up(program("e2")).calls == ["Create a-2", "Delete a-1"])
        #expect(stack.snapshot.resources.filter(\.isProvider).map(\.name) == ["prov"])
    }

    @Test("a provider's configuration changed in place touches no resource (rule 30)")
    func providerUpdated() async throws {
        try await stack.run(
            DeploymentOptions(.update),
            configuration: ["sim:region": "r1"],
            TestProgram { scope in
                try await scope.thing("a")
            }
        )
        _ = stack.cloud.takeCalls()
        try await stack.run(
            DeploymentOptions(.update),
            configuration: ["sim:region": "r2"],
            TestProgram { scope in
                try await scope.thing("a")
            }
        )
        #expect(stack.cloud.takeCalls() == [])
        #expect(stack.snapshot.resources.first(where: \.isProvider)?.inputs["region"] == "r2")
    }

    @Test("what replaceWith takes along does not take its own dependents along before the deletion")
    func replaceWithIsNotTransitive() async throws {
        let program: @Sendable (String) -> @Sendable (TestScope) async throws -> Void = { exclusive in
            { scope in
                let a = try await scope.thing("a", ["exclusive": .init(.string(exclusive))])
                let b = try await scope.thing("b") { $0.replaceWith = [a.urn] }
                try await scope.thing("c", ["key": b["arn"]])
            }
        }
        try await stack.up(program("1"))
        let done = try await stack.up(program("2"))
        #expect(done.calls.prefix(2) == ["Delete b-1", "Delete a-1"])
        #expect(done.calls.suffix(2) == ["Create c", "Delete c-1"] || done.calls.last == "Delete c-1")
    }

    @Test("a trigger that comes or goes replaces nothing; one that is not known yet is planned as a replacement")
    func triggers() async throws {
        let program: @Sendable (PropertyValue?) -> @Sendable (TestScope) async throws -> Void = { trigger in
            { scope in try await scope.thing("a") { $0.replacementTrigger = trigger } }
        }
        try await stack.up(program(nil))
        #expect(try await stack.up(program("one")).calls == [])
        #expect(try await stack.preview(program(.unknown)) == ["replace a"])
        #expect(try await stack.up(program("two")).calls.count == 2)
        #expect(try await stack.up(program(nil)).calls == [])
    }

    @Test("a replaced resource that is retained stands in the state until all went well")
    func retainedUntilTheEnd() async throws {
        let program: @Sendable (String, [String]) -> @Sendable (TestScope) async throws -> Void = { key, fail in
            { scope in
                let a = try await scope.thing("a", ["key": .init(.string(key))]) { $0.retainOnDelete = true }
                try await scope.thing("b", ["ref": a["arn"], "fail": .init(.list(fail.map { .string($0) }))])
            }
        }
        try await stack.up(program("1", []))
        try await stack.up(program("2", ["update"]))
        #expect(
            stack.snapshot.resources.filter { $0.name == "a" }.map(\.isPendingDeletion).sorted { !$0 && $1 } == [
                false, true,
            ]
        )
        let done = try await stack.up(program("2", []))
        #expect(done.calls == ["Update b-1"])
        #expect(stack.snapshot.resources.filter { $0.name == "a" }.count == 1)
    }
}
