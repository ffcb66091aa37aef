import Testing

@testable import Engine

@Suite("Step runner")
struct StepRunnerTests {
    private let interruption = Interruption()

    private func runner(limit: Int = 1) -> StepRunner {
        StepRunner(DeploymentLog(DeploymentOptions(.update), interruption) { _ in }, limit: limit)
    }

    private static let state = ResourceState(urn: "urn:a", type: "sim:index:Thing", isCustom: true)

    @Test("steps are numbered from 1, whoever takes them")
    func numbers() async {
        let runner = runner()
        let numbers = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<32 { group.addTask { runner.step(.same, old: Self.state, new: nil).number } }
            return await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(numbers == Set(1...32))
    }

    @Test("a step counts when it has ended well, if it is not half of a replacement")
    func counts() async throws {
        let runner = runner()
        let state = Self.state
        _ = try await runner.run(runner.step(.create, old: nil, new: state)) { state }
        _ = try await runner.run(runner.step(.createReplacement, old: nil, new: state, isLogical: false)) { state }
        await #expect(throws: ReportedFailure.self) {
            try await runner.run(runner.step(.update, old: state, new: state)) { throw PluginError("broken") }
        }
        #expect(runner.counts == [.create: 1])
    }

    @Test("the end of a step can change what it counts as")
    func ending() async throws {
        let runner = runner()
        let state = Self.state
        let step = runner.step(.refresh, old: state, new: state)
        _ = try await runner.run(step, ending: { $0.operation = .update }) { state }
        #expect(runner.counts == [.update: 1])
    }

    @Test("after an interruption no step begins")
    func interrupted() async {
        let runner = runner()
        interruption.trigger()
        let state = Self.state
        await #expect(throws: ReportedFailure.self) {
            try await runner.run(runner.step(.create, old: nil, new: state)) {
                Issue.record("the step began")
                return state
            }
        }
    }
}
