import Testing

@testable import Engine

@Suite("Previous states")
struct PreviousStatesTests {
    private static func state(_ urn: String, dependsOn: [String] = []) -> ResourceState {
        var state = ResourceState(urn: urn, type: "sim:index:Thing", isCustom: true)
        state.dependencies = dependsOn
        return state
    }

    private static func withStates(
        _ states: [ResourceState],
        _ body: @escaping @Sendable (PreviousStates) throws -> Void
    ) async throws {
        try await WorkGroup.with { work in
            let previous = PreviousStates(StateKeeper(Snapshot(resources: states), journal: nil, work: work))
            previous.rebuild()
            try body(previous)
        }
    }

    @Test("a URN stands for the state that is not pending deletion")
    func pendingDeletion() async throws {
        try await Self.withStates([Self.state("a").pendingDeletion, Self.state("a"), Self.state("b").pendingDeletion]) {
            previous in
            #expect(previous["a"]?.token.rawValue == 1)
            #expect(previous["b"] == nil)
            #expect(previous.index.all.count == 3)
        }
    }

    @Test("states that refer to a renamed resource follow its new URN")
    func renamed() async throws {
        try await Self.withStates([Self.state("a"), Self.state("b", dependsOn: ["a", "c"])]) { previous in
            let old = try #require(previous["a"])
            let changes = previous.changes(old, Self.state("new"))
            #expect(
                changes == [
                    .put(old.token, Self.state("new")),
                    .put(.init(rawValue: 1), Self.state("b", dependsOn: ["new", "c"])),
                ]
            )
            #expect(previous.changes(old, old.state) == [.put(old.token, old.state)])
        }
    }
}
