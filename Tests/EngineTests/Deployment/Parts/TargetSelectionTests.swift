import Testing

@testable import Engine

@Suite("Target selection")
struct TargetSelectionTests {
    private static func state(_ name: String, dependsOn: [String] = []) -> ResourceState {
        var state = ResourceState(urn: name, type: "sim:index:Thing", isCustom: true)
        state.dependencies = dependsOn
        return state
    }

    @Test("with --target-dependents, dependents of dependents are targeted too")
    func dependents() {
        var options = DeploymentOptions(.update)
        options.targets = ["a"]
        options.targetsDependents = true
        let selection = TargetSelection(options)
        #expect(selection.includes(Self.state("a")))
        #expect(selection.includes(Self.state("b", dependsOn: ["a"])))
        #expect(selection.includes(Self.state("c", dependsOn: ["b"])))
        #expect(!selection.includes(Self.state("d")))
    }

    @Test("with --exclude-dependents, dependents of dependents are excluded too")
    func excludedDependents() {
        var options = DeploymentOptions(.update)
        options.excludes = ["a"]
        options.excludesDependents = true
        let selection = TargetSelection(options)
        #expect(!selection.includes(Self.state("a")))
        #expect(!selection.includes(Self.state("b", dependsOn: ["a"])))
        #expect(!selection.includes(Self.state("c", dependsOn: ["b"])))
        #expect(selection.includes(Self.state("d")))
    }

    @Test("a resource that needs a skipped one names it, until that has been reported")
    func skipped() {
        let selection = TargetSelection(DeploymentOptions(.update))
        selection.skipCreate("a")
        #expect(selection.skippedDependency(of: Self.state("b", dependsOn: ["z", "a"])) == "a")
        selection.forgetSkipped("a")
        #expect(selection.skippedDependency(of: Self.state("b", dependsOn: ["a"])) == nil)
    }
}
