import PulumiProtocol
import Testing

@testable import Engine

@Suite("Failure")
struct FailureTests {
    private let stack = TestStack()

    @Test("a failed create leaves what is there, and deletes nothing (rule 1)")
    func create() async throws {
        try await stack.up { scope in try await scope.thing("x") }
        let done = try await stack.up { scope in
            try await scope.thing("a")
            try await scope.thing("bad", ["fail": ["create"]])
        }
        #expect(done.result.hasFailed)
        #expect(stack["a"] != nil)
        #expect(stack["x"] != nil)
        #expect(stack["bad"] == nil)
        #expect(stack.snapshot.pendingOperations.isEmpty)
        #expect(stack.errors == ["asked to fail at create"])
    }

    @Test("a child that fails lets its siblings under way come to their end, and they are saved")
    func siblingsEnd() async throws {
        let done = try await stack.up { scope in _ = try await scope.pair("p", ["rival": true]) }
        #expect(done.result.hasFailed)
        #expect(stack.errors == ["asked to fail at create"])
        #expect(stack["good"]?.id == "good-1")
        #expect(stack.snapshot.pendingOperations.isEmpty)
    }

    @Test("a failed update keeps the old inputs and outputs (rule 3)")
    func update() async throws {
        try await stack.up { scope in try await scope.thing("a", ["value": "v1"]) }
        let done = try await stack.up { scope in try await scope.thing("a", ["value": "v2", "fail": ["update"]]) }
        #expect(done.result.hasFailed)
        #expect(stack["a"]?.inputs == ["value": "v1"])
        #expect(stack["a"]?.outputs["number"] == 1)
    }

    @Test("a partial create is kept with its errors, and repaired by an update (rules 5 and 6)")
    func partialCreate() async throws {
        let failed = try await stack.up { scope in
            let a = try await scope.thing("a", ["partial": true])
            try await scope.thing("b", ["ref": a["arn"]])
        }
        #expect(failed.result.hasFailed)
        #expect(failed.calls == ["Create a-1"])
        #expect(stack["a"]?.initErrors == ["not ready"])
        stack.cloud.edit("a-1", [:])
        let repaired = try await stack.up { scope in try await scope.thing("a", ["partial": false]) }
        #expect(repaired.calls == ["Update a-1"])
        #expect(stack["a"]?.initErrors == [])
    }

    @Test("errors of the past force an update although nothing differs (rule 6)")
    func initErrorsAlone() async throws {
        try await stack.up { scope in try await scope.thing("a", ["partial": true]) }
        #expect(try await stack.preview { scope in try await scope.thing("a", ["partial": true]) } == ["update a"])
    }

    @Test("a partial update keeps the old inputs and takes the new outputs (rule 4)")
    func partialUpdate() async throws {
        try await stack.up { scope in try await scope.thing("a", ["value": "v1"]) }
        try await stack.up { scope in try await scope.thing("a", ["value": "v2", "partial": true]) }
        #expect(stack["a"]?.inputs == ["value": "v1"])
        #expect(stack["a"]?.outputs["number"] == 2)
        #expect(stack["a"]?.initErrors == ["not ready"])
    }

    @Test("a failing check fails a preview too (rule 8)")
    func check() async throws {
        var options = DeploymentOptions(.update)
        options.isPreview = true
        let done = try await stack.up(options) { scope in try await scope.thing("a", ["fail": ["check"]]) }
        #expect(done.result.hasFailed)
        #expect(stack.errors.first?.contains("property fail has a problem: asked to fail at check") == true)
    }

    @Test("with --continue-on-error independent branches go on")
    func continues() async throws {
        var options = DeploymentOptions(.update)
        options.continuesOnError = true
        let done = try await stack.up(options) { scope in
            _ = try? await scope.thing("bad", ["fail": ["create"]])
            try await scope.thing("good")
        }
        #expect(done.result.hasFailed)
        #expect(stack["good"] != nil)
    }

    @Test("an interruption lets nothing new begin, and what is there stays")
    func interruption() async throws {
        try await stack.up { scope in try await scope.thing("x") }
        let interruption = Interruption()
        let result = try await stack.run(
            DeploymentOptions(.update),
            interruption: interruption,
            TestProgram { scope in
                try await scope.thing("a")
                interruption.trigger()
                try await scope.thing("b")
            }
        )
        #expect(result.wasCancelled)
        #expect(result.hasFailed)
        #expect(stack["a"] != nil)
        #expect(stack["b"] == nil)
        #expect(stack["x"] != nil)
    }

    @Test("an interruption is one error, whatever was under way")
    func interruptedOperations() async throws {
        let interruption = Interruption()
        stack.cloud.onMeeting { interruption.trigger() }
        try await stack.run(
            DeploymentOptions(.update),
            interruption: interruption,
            TestProgram { scope in
                async let one = scope.thing("a", ["fail": ["create"], "meets": true])
                async let other = scope.thing("b", ["fail": ["create"], "meets": true])
                _ = try await (one, other)
            }
        )
        let error = try #require(stack.errors.count == 1 ? stack.errors.first : nil, "\(stack.errors)")
        #expect(error.hasPrefix("the interruption ended 2 operations under way:\n"))
        #expect(error.contains("Thing::a: asked to fail at create"))
    }

    @Test("a provider that does not start is one error, however many resources need it")
    func providerFault() async throws {
        try await stack.up { scope in
            for name in ["a", "b", "c"] { try await scope.thing(name) }
        }
        stack.cloud.refusesConfiguration = true
        let destroyed = try await stack.run(DeploymentOptions(.destroy))
        #expect(destroyed.hasFailed)
        #expect(stack.errors == ["the region is missing"])
        let refreshed = try await stack.run(DeploymentOptions(.refresh))
        #expect(refreshed.hasFailed)
        #expect(stack.errors == ["the region is missing"])
        #expect(["a", "b", "c"].allSatisfy { stack[$0] != nil })
    }

    @Test("an engine that lost its lock stops before its next step, and says so once")
    func lostLock() async throws {
        try await stack.up { scope in try await scope.thing("x") }
        var options = DeploymentOptions(.update)
        options.continuesOnError = true
        let cloud = stack.cloud
        let result = try await stack.run(
            options,
            checkLock: {
                if cloud.things["a-1"] != nil { throw StateError(.locked, "the lock is gone") }
            },
            TestProgram { scope in
                try await scope.thing("a")
                _ = try? await scope.thing("b")
                _ = try? await scope.thing("c")
            }
        )
        #expect(result.hasFailed)
        #expect(stack.errors == ["the lock is gone"])
        #expect(Set(stack.cloud.things.keys) == ["a-1", "x-1"])
    }

    @Test("a check that fails ends the run, also one that goes on in spite of errors")
    func failingCheckEndsAll() async throws {
        var options = DeploymentOptions(.update)
        options.continuesOnError = true
        let done = try await stack.up(options) { scope in
            _ = try? await scope.thing("a", ["fail": ["check"]])
            try await scope.thing("b")
        }
        #expect(done.result.hasFailed)
        #expect(done.calls == [])
    }
}
