import PulumiProtocol
import Testing

@testable import Engine

@Suite("Scale")
struct ScaleTests {
    @Test("a thousand resources at once: created, found unchanged, destroyed")
    func thousand() async throws {
        let stack = TestStack()
        @Sendable func program(_ scope: TestScope) async throws {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<1000 {
                    group.addTask {
                        let first = try await scope.thing("a\(index)", ["value": "v"])
                        try await scope.thing("b\(index)", ["ref": first["arn"]])
                    }
                }
                try await group.waitForAll()
            }
        }
        try await stack.up(program)
        #expect(stack.cloud.things.count == 2000)
        #expect(try await stack.up(program).calls == [])
        try await stack.run(DeploymentOptions(.destroy))
        #expect(stack.cloud.things.isEmpty)
    }
}
