import ProviderKit
import PulumiProtocol
import Synchronization
import Testing

@testable import Engine

@Suite("The stack's own resource")
struct RootStackTests {
    private let stack = TestStack()

    /// A program that registers the stack itself, as those in general programming languages do.
    private struct SelfRegisteringProgram: Program {
        var registrations = 1
        var outputs: PropertyMap = ["from": "program"]

        func run(against monitor: any ResourceMonitor) async throws -> PropertyMap {
            var urn = ""
            for _ in 0..<registrations {
                let request = RegisterResourceRequest(type: "pulumi:pulumi:Stack", name: "t-dev")
                urn = try await monitor.registerResource(request).urn
            }
            _ = try await TestScope(monitor: monitor).thing("a") { [urn] in $0.parent = urn }
            try await monitor.registerResourceOutputs(.init(urn: urn, outputs: outputs))
            return [:]
        }
    }

    @Test("a program that does not register the stack has it registered, with the outputs that it returns")
    func onBehalf() async throws {
        let result = try await stack.up { scope in
            try await scope.thing("a")
            scope.outputs.withLock { $0 = ["x": "y"] }
        }.result
        #expect(result.outputs == ["x": "y"])
        #expect(stack["t-dev"]?.outputs == ["x": "y"])
        #expect(stack["t-dev"]?.urn == "urn:pulumi:dev::t::pulumi:pulumi:Stack::t-dev")
    }

    @Test("a program that registers the stack gets its URN, and the outputs that it registers are the stack's")
    func byProgram() async throws {
        let result = try await stack.run(DeploymentOptions(.update), SelfRegisteringProgram())
        #expect(!result.hasFailed)
        #expect(result.outputs == ["from": "program"])
        #expect(stack["t-dev"]?.outputs == ["from": "program"])
        #expect(stack.snapshot.resources.count { $0.type == URN.stackType } == 1)
        let registered = stack.events.count { if case .outputsRegistered = $0 { true } else { false } }
        #expect(registered == 1)
    }

    @Test("a program that registers the stack twice has a duplicate URN")
    func twice() async throws {
        let result = try await stack.run(DeploymentOptions(.update), SelfRegisteringProgram(registrations: 2))
        #expect(result.hasFailed)
        #expect(stack.errors.first?.hasPrefix("Duplicate resource URN") == true)
    }

    @Test("a destroy that runs such a program deletes everything")
    func destroy() async throws {
        try await stack.run(DeploymentOptions(.update), SelfRegisteringProgram())
        var options = DeploymentOptions(.destroy)
        options.runsProgram = true
        let result = try await stack.run(options, SelfRegisteringProgram())
        #expect(!result.hasFailed)
        #expect(stack.snapshot.entries.isEmpty)
    }
}
