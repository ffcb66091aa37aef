import PulumiProtocol
import Testing

@testable import Engine

@Suite("What a killed run left unfinished")
struct RecoveryTests {
    private let stack = TestStack()

    /// What was said, by severity.
    private func told(_ severity: EngineEvent.Severity) -> [String] {
        stack.events.compactMap { event in
            if case .diagnostic(let message) = event, message.severity == severity { message.text } else { nil }
        }
    }

    @Test("a provider that dies leaves its operation pending, names its end, and lets others finish")
    func death() async throws {
        stack.cloud.cutOff("create", "a")
        var options = DeploymentOptions(.update)
        options.continuesOnError = true
        let done = try await stack.up(options) { scope in
            _ = try? await scope.thing("a", ["value": "1"])
            try await scope.thing("b")
        }
        #expect(done.result.hasFailed)
        #expect(stack["b"] != nil)
        #expect(stack.snapshot.pendingOperations.map(\.kind) == [.creating])
        #expect(
            stack.errors.first?.contains("interrupted while creating urn:pulumi:dev::t::sim:index:Thing::a") == true
        )
        #expect(stack.errors.first?.contains("ended by signal 9 (Killed)") == true)
    }

    @Test("a create whose end nobody saw is found by its inputs, and taken over")
    func create() async throws {
        stack.cloud.canFind = true
        stack.cloud.cutOff("create", "a")
        try await stack.up { scope in try await scope.thing("a", ["value": "1"]) }
        let again = try await stack.up { scope in
            let a = try await scope.thing("a", ["value": "1"])
            try await scope.thing("b", ["ref": a["arn"]])
        }
        // What was cut off may lack something: the update makes it whole.
        #expect(again.calls == ["Find a", "Update a-1", "Create b-1"])
        #expect(!again.result.hasFailed)
        #expect(stack.snapshot.pendingOperations.isEmpty)
        #expect(stack["a"]?.initErrors == [])
        #expect(stack.cloud.things.keys.sorted() == ["a-1", "b-1"])
        #expect(told(.info).contains { $0.hasSuffix("it exists (a-1) and was added to the stack") })
    }

    @Test("a create that did not come about is forgotten, and done")
    func notCreated() async throws {
        stack.cloud.canFind = true
        stack.cloud.cutOff("create", "a")
        try await stack.up { scope in try await scope.thing("a") }
        stack.cloud.edit("a-1", nil)
        let again = try await stack.up { scope in try await scope.thing("a") }
        #expect(again.calls == ["Find a", "Create a-2"])
        #expect(stack.snapshot.pendingOperations.isEmpty)
    }

    @Test("what a create left is deleted if the program does not want it any more")
    func unwanted() async throws {
        stack.cloud.canFind = true
        stack.cloud.cutOff("create", "a")
        try await stack.up { scope in try await scope.thing("a") }
        let again = try await stack.up { scope in try await scope.thing("b") }
        #expect(Set(again.calls) == ["Find a", "Create b-1", "Delete a-1"])
        #expect(stack.cloud.things.keys.sorted() == ["b-1"])
    }

    @Test("the new half of a replacement is taken over, and the old one deleted")
    func replacement() async throws {
        stack.cloud.canFind = true
        try await stack.up { scope in try await scope.thing("a", ["key": "1"]) }
        stack.cloud.cutOff("create", "a")
        try await stack.up { scope in try await scope.thing("a", ["key": "2"]) }
        let again = try await stack.up { scope in try await scope.thing("a", ["key": "2"]) }
        #expect(again.calls == ["Find a", "Update a-2", "Delete a-1"])
        #expect(stack["a"]?.id == "a-2")
        #expect(stack.cloud.things.keys.sorted() == ["a-2"])
    }

    @Test("what is found only after another was made is deleted")
    func foundLate() async throws {
        stack.cloud.cutOff("create", "a")
        try await stack.up { scope in try await scope.thing("a") }
        // A provider that cannot find anything makes another.
        try await stack.up { scope in try await scope.thing("a") }
        #expect(stack.snapshot.pendingOperations.map(\.kind) == [.creating])
        stack.cloud.canFind = true
        let again = try await stack.up { scope in try await scope.thing("a") }
        #expect(again.calls == ["Find a", "Delete a-1"])
        #expect(stack["a"]?.id == "a-2")
        #expect(stack.snapshot.resources.count { $0.name == "a" } == 1)
    }

    @Test("an update is resolved by what is read back")
    func update() async throws {
        stack.cloud.canFind = true
        try await stack.up { scope in try await scope.thing("a", ["value": "1"]) }
        stack.cloud.cutOff("update", "a")
        try await stack.up { scope in try await scope.thing("a", ["value": "2"]) }
        #expect(stack.snapshot.pendingOperations.map(\.kind) == [.updating])
        let again = try await stack.up { scope in try await scope.thing("a", ["value": "2"]) }
        #expect(again.calls == ["Find a-1"])
        #expect(stack["a"]?.inputs["value"] == "2")
        // The program that goes back finds the half of the way that was made.
        stack.cloud.cutOff("update", "a")
        try await stack.up { scope in try await scope.thing("a", ["value": "3"]) }
        #expect(
            try await stack.up { scope in try await scope.thing("a", ["value": "2"]) }.calls == [
                "Find a-1", "Update a-1",
            ]
        )
    }

    @Test("a delete that came about is noted, and nothing is deleted twice")
    func delete() async throws {
        stack.cloud.canFind = true
        try await stack.up { scope in
            let a = try await scope.thing("a")
            try await scope.thing("b", ["ref": a["arn"]])
        }
        stack.cloud.cutOff("delete", "b")
        try await stack.up { scope in try await scope.thing("a") }
        let again = try await stack.up { scope in try await scope.thing("a") }
        #expect(again.calls == ["Find b-1"])
        #expect(stack["b"] == nil)
        #expect(stack.snapshot.pendingOperations.isEmpty)
    }

    @Test("what cannot be told stays pending, with the reason")
    func unknown() async throws {
        stack.cloud.canFind = true
        stack.cloud.cutOff("create", "a")
        try await stack.up { scope in try await scope.thing("a") }
        stack.cloud.edit("a-7", [:])
        try await stack.run(DeploymentOptions(.refresh))
        #expect(stack.snapshot.pendingOperations.map(\.kind) == [.creating])
        #expect(told(.warning).first?.hasSuffix("its outcome is unknown: there are two of that name") == true)
        var options = DeploymentOptions(.refresh)
        options.clearsPendingCreates = true
        try await stack.run(options)
        #expect(stack.snapshot.pendingOperations.isEmpty)
    }

    @Test("a provider of Pulumi's own protocol is asked nothing (rule 44)")
    func foreign() async throws {
        try await stack.up { scope in try await scope.thing("b", ["value": "1"]) }
        stack.cloud.cutOff("create", "a")
        stack.cloud.cutOff("update", "b")
        var options = DeploymentOptions(.update)
        options.continuesOnError = true
        try await stack.up(options) { scope in
            _ = try? await scope.thing("a")
            _ = try? await scope.thing("b", ["value": "2"])
        }
        #expect(stack.snapshot.pendingOperations.count == 2)
        let again = try await stack.up { scope in
            try await scope.thing("a")
            try await scope.thing("b", ["value": "2"])
        }
        #expect(again.calls == ["Create a-2", "Update b-1"])
        #expect(stack.snapshot.pendingOperations.map(\.kind) == [.creating])
    }

    @Test("a preview reports it, and resolves nothing")
    func preview() async throws {
        stack.cloud.canFind = true
        stack.cloud.cutOff("create", "a")
        try await stack.up { scope in try await scope.thing("a") }
        #expect(try await stack.preview { scope in try await scope.thing("a") } == ["create a"])
        #expect(stack.cloud.takeCalls().contains("Find a") == false)
        #expect(told(.warning).first?.hasSuffix("`awsx up` finds its outcome") == true)
    }

    @Test("the pending operation of an update that was cut off carries no id, and is found by its URN")
    func pendingUpdate() async throws {
        stack.cloud.canFind = true
        try await stack.up { scope in try await scope.thing("a", ["value": "1"]) }
        stack.cloud.cutOff("update", "a")
        try await stack.up { scope in try await scope.thing("a", ["value": "2"]) }
        #expect(stack.snapshot.pendingOperations.map(\.kind) == [.updating])
        #expect(stack.snapshot.pendingOperations.map(\.resource.id) == [""])
        let again = try await stack.up { scope in try await scope.thing("a", ["value": "2"]) }
        #expect(again.calls == ["Find a-1"])
        #expect(stack.snapshot.pendingOperations.isEmpty)
    }
}
