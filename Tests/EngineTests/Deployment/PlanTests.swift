import PulumiProtocol
import Synchronization
import Testing

@testable import Engine

/// What a plan tells although something in it is refused.
@Suite("Plans with faults")
struct PlanTests {
    private let stack = TestStack()

    @Test("replacing a protected resource is refused, and the plan goes on")
    func protectedReplacement() async throws {
        try await stack.up { scope in
            let a = try await scope.thing("a", ["key": "k1"]) { $0.protect = true }
            try await scope.thing("b", ["ref": a["key"]])
            try await scope.thing("c")
        }
        let plan = try await stack.preview { scope in
            let a = try await scope.thing("a", ["key": "k2"]) { $0.protect = true }
            try await scope.thing("b", ["ref": a["key"]])
        }
        #expect(plan == ["replace a", "update b", "delete c"])
        #expect(stack.errors.count == 1)
    }

    @Test("deleting a protected resource is refused, and the others are still deleted")
    func protectedDeletion() async throws {
        try await stack.up { scope in
            let base = try await scope.thing("base")
            try await scope.thing("a", dependsOn: [base]) { $0.protect = true }
            let other = try await scope.thing("other")
            try await scope.thing("b", dependsOn: [other])
        }
        let done = try await stack.up { _ in }
        #expect(done.result.hasFailed)
        #expect(Set(done.calls) == ["Delete b-1", "Delete other-1"])
        #expect(stack["base"] != nil)
    }

    @Test("a plan of what is not targeted enough still tells everything")
    func untargeted() async throws {
        try await stack.up { scope in
            let a = try await scope.thing("a")
            try await scope.thing("b", dependsOn: [a])
        }
        var options = DeploymentOptions(.update)
        options.isPreview = true
        options.targets = ["urn:pulumi:dev::t::sim:index:Thing::a"]
        let result = try await stack.run(options, TestProgram { _ in })
        #expect(result.hasFailed)
        #expect(stack.plan == ["delete a", "delete b"])
    }

    @Test("a target that is unknown is an error, but the others are dealt with")
    func unknownTarget() async throws {
        try await stack.up { scope in try await scope.thing("a", ["value": "1"]) }
        var options = DeploymentOptions(.update)
        options.targets = ["urn:pulumi:dev::t::sim:index:Thing::a", "urn:pulumi:dev::t::sim:index:Thing::nobody"]
        let done = try await stack.up(options) { scope in try await scope.thing("a", ["value": "2"]) }
        #expect(done.result.hasFailed)
        #expect(done.calls == ["Update a-1"])
    }

    @Test("a failing delete leaves the new outputs beside the old ones")
    func outputsAfterFailure() async throws {
        try await stack.up { scope in
            try await scope.thing("a", ["fail": ["delete"]])
            scope.outputs.withLock { $0 = ["o": "one", "p": "one"] }
        }
        let done = try await stack.up { scope in scope.outputs.withLock { $0 = ["o": "two"] } }
        #expect(done.result.hasFailed)
        #expect(done.result.outputs == ["o": "two", "p": "one"])
    }

    @Test("a read before an update is no change, and is told as a read")
    func refreshFirst() async throws {
        try await stack.up { scope in try await scope.thing("a", ["value": "v"]) }
        stack.cloud.edit("a-1", ["value": "drift"])
        var options = DeploymentOptions(.update)
        options.isPreview = true
        options.refreshesFirst = true
        let result = try await stack.run(options, TestProgram { scope in try await scope.thing("a", ["value": "v"]) })
        let operations = stack.events.compactMap { event in
            if case .resourceFinished(let step) = event, step.name == "a" { step.operation } else { nil }
        }
        #expect(operations == [.refresh, .update])
        #expect(result.counts[.update] == 1)
    }
}
