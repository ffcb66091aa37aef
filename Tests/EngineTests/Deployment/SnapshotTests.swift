import Testing

@testable import Engine

@Suite("Snapshot")
struct SnapshotTests {
    private func state(_ name: String, after dependencies: String...) -> ResourceState {
        var state = ResourceState(urn: urn(name), type: "a:b:C", isCustom: true)
        state.dependencies = dependencies.map(urn)
        return state
    }

    private func urn(_ name: String) -> String { "urn:pulumi:dev::t::a:b:C::\(name)" }

    @Test("keeps the order of tokens where references allow it")
    func keepsOrder() {
        let snapshot = Snapshot(resources: [state("a"), state("b", after: "a"), state("c")])
        #expect(snapshot.resources.map(\.name) == ["a", "b", "c"])
    }

    @Test("lists a state after what it refers to, although that came later")
    func sortsByDependencies() {
        var snapshot = Snapshot(resources: [state("a"), state("b", after: "a")])
        snapshot.apply(.put(snapshot.nextToken, state("n")))
        snapshot.apply(.put(Snapshot.Token(rawValue: 0), state("a", after: "n")))
        #expect(snapshot.resources.map(\.name) == ["n", "a", "b"])
    }

    @Test("does not reuse the token of a state that is gone")
    func removes() {
        var snapshot = Snapshot(resources: [state("a"), state("b")])
        snapshot.apply(.remove(Snapshot.Token(rawValue: 1)))
        #expect(snapshot.resources.map(\.name) == ["a"])
        #expect(snapshot.nextToken.rawValue == 2)
    }

    @Test("splits a provider's reference at the last separator")
    func reference() {
        let reference = ProviderReference("urn:pulumi:dev::t::pulumi:providers:sim::default::1234")
        #expect(reference?.urn == "urn:pulumi:dev::t::pulumi:providers:sim::default")
        #expect(reference?.id == "1234")
    }
}
