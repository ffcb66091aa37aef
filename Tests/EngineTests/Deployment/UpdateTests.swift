import PulumiProtocol
import Synchronization
import Testing

@testable import Engine

@Suite("Update")
struct UpdateTests {
    private let stack = TestStack()

    @Test("creates what is new, after what it depends on, and finds nothing to do the second time")
    func creates() async throws {
        @Sendable func program(_ scope: TestScope) async throws {
            let a = try await scope.thing("a", ["value": "one"])
            let b = try await scope.thing("b", ["ref": a["arn"]])
            scope.outputs.withLock { $0 = ["b": b["arn"].value, "none": .null] }
        }
        #expect(try await stack.preview(program) == ["create a", "create b"])
        let first = try await stack.up(program)
        #expect(first.calls == ["Create a-1", "Create b-1"])
        #expect(first.result.outputs == ["b": "arn:b-1"])
        #expect(first.result.counts == [.create: 3])
        #expect(stack["b"]?.dependencies == [stack["a"]?.urn ?? ""])
        let second = try await stack.up(program)
        #expect(second.calls == [])
        #expect(!second.result.hasChanges)
        #expect(stack.journal.isEmpty)
    }

    @Test("updates in place, and in a preview says unknown what comes of it")
    func updates() async throws {
        @Sendable func program(_ value: String) -> @Sendable (TestScope) async throws -> Void {
            { scope in
                let a = try await scope.thing("a", ["value": .init(.string(value))])
                try await scope.thing("b", ["value": a["number"]])
            }
        }
        try await stack.up(program("one"))
        #expect(try await stack.preview(program("two")) == ["update a", "update b"])
        #expect(try await stack.up(program("two")).calls == ["Update a-1", "Update b-1"])
    }

    @Test("deletes what the program no longer has, dependents first")
    func deletes() async throws {
        try await stack.up { scope in
            let a = try await scope.thing("a")
            try await scope.thing("b", ["ref": a["arn"]])
            try await scope.thing("x")
        }
        let calls = try await stack.up { scope in try await scope.thing("x") }.calls
        #expect(calls == ["Delete b-1", "Delete a-1"])
        #expect(stack["a"] == nil)
    }

    @Test("notes an operation before it begins and what it changed when it has ended")
    func journals() async throws {
        try await stack.up { scope in try await scope.thing("a") }
        let began = stack.journal.firstIndex { if case .began(_, let it) = $0 { it.kind == .creating } else { false } }
        let ended = stack.journal.firstIndex { if case .ended = $0 { true } else { false } }
        #expect(try #require(began) < #require(ended))
        var replayed = Snapshot()
        for entry in stack.journal {
            switch entry {
            case .began: break
            case .ended(_, let changes), .changed(let changes): changes.forEach { replayed.apply($0) }
            }
        }
        #expect(Set(replayed.resources) == Set(stack.snapshot.resources))
    }

    @Test("a second resource with the same URN is an error, the first is made")
    func duplicate() async throws {
        let done = try await stack.up { scope in
            try await scope.thing("same")
            try await scope.thing("same")
        }
        #expect(done.result.hasFailed)
        #expect(done.calls == ["Create same-1"])
        #expect(stack.errors.count == 1)
        #expect(stack["same"] != nil)
    }

    @Test("an alias finds the state under its earlier name, and rewrites who refers to it")
    func alias() async throws {
        try await stack.up { scope in
            let old = try await scope.thing("old", ["value": "v"])
            try await scope.thing("user", ["ref": old["arn"]])
        }
        let done = try await stack.up { scope in
            let new = try await scope.thing("new", ["value": "v"]) {
                $0.aliases = [Alias(alias: .spec(.init(name: "old")))]
            }
            try await scope.thing("user", ["ref": new["arn"]])
        }
        #expect(done.calls == [])
        #expect(stack["old"] == nil)
        #expect(stack["new"]?.id == "old-1")
        #expect(stack["user"]?.dependencies == [stack["new"]?.urn ?? ""])
    }
}
