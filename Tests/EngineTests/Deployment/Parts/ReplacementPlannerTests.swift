import PulumiProtocol
import RPC
import Testing

@testable import Engine

@Suite("Replacement planner")
struct ReplacementPlannerTests {
    private static func withPlanner(
        _ states: [ResourceState] = [],
        _ body: @escaping @Sendable (ReplacementPlanner) async throws -> Void
    ) async throws {
        try await PluginHost.with(SimLauncher(cloud: SimCloud())) { plugins in
            try await WorkGroup.with { work in
                let keeper = StateKeeper(Snapshot(resources: states), journal: nil, work: work)
                let previous = PreviousStates(keeper)
                previous.rebuild()
                let providers = ProviderResolver(
                    ProviderRegistry(plugins, states: [], isPreview: false),
                    builtin: BuiltinLifecycle(isPreview: false) { _ in [:] }
                )
                try await body(ReplacementPlanner(keeper, previous, providers))
            }
        }
    }

    private static func dependent(_ number: Int, isPendingDeletion: Bool = false) -> ReplacementPlanner.Dependent {
        var state = ResourceState(urn: "urn:\(number)", type: "sim:index:Thing", isCustom: true)
        state.isPendingDeletion = isPendingDeletion
        return .init(token: .init(rawValue: number), state: state, keys: ["ref"])
    }

    @Test("a state whose registration is decided is not deleted for another's replacement")
    func decidedFirst() async throws {
        try await Self.withPlanner { planner in
            #expect(planner.claim(.init(rawValue: 1)) == nil)
            let claimed = planner.claim([Self.dependent(1), Self.dependent(2)], deletedBy: Promise())
            #expect(claimed.map(\.token.rawValue) == [2])
        }
    }

    @Test("a registration learns that its state is deleted for another's replacement")
    func deletedFirst() async throws {
        try await Self.withPlanner { planner in
            let deletion = Promise<Void>()
            #expect(planner.claim([Self.dependent(1)], deletedBy: deletion).count == 1)
            #expect(planner.deletion(of: .init(rawValue: 1))?.keys == ["ref"])
            #expect(planner.claim(.init(rawValue: 1))?.deletion === deletion)
        }
    }

    @Test("a state goes with one replacement only", arguments: [false, true])
    func once(isPendingDeletion: Bool) async throws {
        try await Self.withPlanner { planner in
            let dependent = Self.dependent(1, isPendingDeletion: isPendingDeletion)
            #expect(planner.claim([dependent], deletedBy: Promise()).count == 1)
            #expect(planner.claim([dependent], deletedBy: Promise()).isEmpty)
        }
    }

    @Test("the options replaceWith and deletedWith name what replaces a resource")
    func options() async throws {
        try await Self.withPlanner { planner in
            planner.markReplaced("urn:a")
            var tied = ResourceState(urn: "urn:b", type: "sim:index:Thing", isCustom: true)
            #expect(planner.optionReplacing(tied) == nil)
            tied.deletedWith = "urn:a"
            #expect(planner.optionReplacing(tied) == "deletedWith")
            tied.replaceWith = ["urn:a"]
            #expect(planner.optionReplacing(tied) == "replaceWith")
        }
    }

    @Test("what an option ties to a resource goes with it, unless it is about to be deleted anyway")
    func tied() async throws {
        let root = ResourceState(urn: "urn:a", type: "sim:index:Thing", isCustom: true)
        var live = ResourceState(urn: "urn:b", type: "sim:index:Thing", isCustom: true)
        live.replaceWith = ["urn:a"]
        var old = live
        old.isPendingDeletion = true
        var loose = ResourceState(urn: "urn:c", type: "sim:index:Thing", isCustom: true)
        loose.dependencies = ["urn:a"]
        try await Self.withPlanner([root, old, live, loose]) { planner in
            let previous = PreviousState(token: .init(rawValue: 0), state: root)
            let found = try await planner.dependentsToReplace(of: previous)
            #expect(found.map(\.token.rawValue) == [2])
        }
    }
}
