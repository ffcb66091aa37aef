import PulumiProtocol
import Testing

@testable import Engine

@Suite("Import and read")
struct ImportAndReadTests {
    private let stack = TestStack()

    private static func asks(_ id: String) -> @Sendable (inout RegisterResourceRequest) -> Void {
        { $0.importId = id }
    }

    @Test("the id that something was imported by goes with the option")
    func importOptionRemoved() async throws {
        stack.cloud.edit("x-9", ["value": "v"])
        try await stack.up { scope in try await scope.thing("a", ["value": "v"], Self.asks("x-9")) }
        #expect(stack["a"]?.importID == "x-9")
        let done = try await stack.up { scope in try await scope.thing("a", ["value": "v"]) }
        #expect(done.calls == [])
        #expect(stack["a"]?.importID == "")
    }

    @Test("what needs no change after an import stays as it was read")
    func importedAsRead() async throws {
        stack.cloud.edit("x-9", ["value": "v"])
        try await stack.up { scope in try await scope.thing("a", ["value": .init(.secret("v"))], Self.asks("x-9")) }
        #expect(stack["a"]?.inputs["value"] == "v")
    }

    @Test("inputs that could only be had by a replacement are refused, but planned")
    func importThatReplaces() async throws {
        stack.cloud.edit("x-9", ["key": "k1"])
        let plan = try await stack.preview { scope in try await scope.thing("a", ["key": "k2"], Self.asks("x-9")) }
        #expect(plan == ["import a", "replace a"])
        #expect(stack.errors == [])
        let done = try await stack.up { scope in try await scope.thing("a", ["key": "k2"], Self.asks("x-9")) }
        #expect(done.result.hasFailed)
        #expect(stack["a"]?.inputs["key"] == "k1")
    }

    @Test("what is imported half made is repaired in the same run")
    func importRepairs() async throws {
        stack.cloud.edit("x-9", ["value": "v", "partial": true])
        let done = try await stack.up { scope in try await scope.thing("a", ["value": "v"], Self.asks("x-9")) }
        #expect(done.calls == ["Read x-9", "Update x-9"])
        #expect(stack["a"]?.initErrors == [])
    }

    @Test("a resource under another id is imported in the place of the one that was managed")
    func importReplacement() async throws {
        try await stack.up { scope in try await scope.thing("a", ["value": "v"]) }
        stack.cloud.edit("x-9", ["value": "v"])
        let done = try await stack.up { scope in try await scope.thing("a", ["value": "v"], Self.asks("x-9")) }
        #expect(done.calls == ["Read x-9", "Delete a-1"])
        #expect(stack["a"]?.id == "x-9")
    }

    @Test("reading something half made stores it and fails")
    func readPartial() async throws {
        stack.cloud.edit("x-9", ["value": "v", "partial": true])
        let done = try await stack.up { scope in _ = try await scope.get("a", id: "x-9") }
        #expect(done.result.hasFailed)
        #expect(stack["a"]?.initErrors.isEmpty == false)
    }

    @Test("a managed resource that is only read from now on is given up, or deleted if another is read")
    func relinquish() async throws {
        try await stack.up { scope in
            try await scope.thing("a", ["value": "v"])
            try await scope.thing("b", ["value": "v"])
        }
        stack.cloud.edit("x-9", ["value": "w"])
        let done = try await stack.up { scope in
            _ = try await scope.get("a", id: "a-1")
            _ = try await scope.get("b", id: "x-9")
        }
        #expect(Set(done.calls) == ["Read a-1", "Read x-9", "Delete b-1"])
        #expect(stack["a"]?.isExternal == true)
        #expect(stack["b"]?.id == "x-9")
    }

    @Test("reads are noted while they are under way, and forgotten by the next run if that never ended")
    func pendingReads() async throws {
        stack.cloud.edit("x-9", ["value": "v"])
        try await stack.up { scope in
            _ = try await scope.get("g", id: "x-9")
            try await scope.thing("a", ["value": "v"], Self.asks("x-9"))
        }
        let kinds = stack.journal.compactMap { entry in
            if case .began(_, let operation) = entry { operation.kind } else { nil }
        }
        #expect(Set(kinds) == [.reading, .importing])
        #expect(stack.snapshot.pendingOperations.isEmpty)
    }

    @Test("a limit on reads reaches the provider")
    func readTimeout() async throws {
        try await stack.up { scope in try await scope.thing("a") { $0.customTimeouts = .init(read: "2m") } }
        _ = stack.cloud.takeCalls()
        try await stack.run(DeploymentOptions(.refresh))
        #expect(stack.cloud.takeCalls() == ["Read a-1 in 120 s"])
    }
}
