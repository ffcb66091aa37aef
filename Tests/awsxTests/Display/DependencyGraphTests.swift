import Engine
import Testing

@testable import awsx

@Suite("Dependency graph")
struct DependencyGraphTests {
    @Test("nodes, dependencies with their properties, and parents are written as Pulumi writes them")
    func writesDOT() {
        var hall = ResourceState(urn: Sample.urn("hall"), type: "", isCustom: true)
        hall.parent = Sample.urn("a-house")
        var bath = ResourceState(urn: Sample.urn("bath"), type: "", isCustom: true)
        bath.options.dependencies = [hall.urn]
        bath.options.propertyDependencies = ["door": [hall.urn], "floor": [hall.urn], "tap": []]
        let house = ResourceState(urn: Sample.urn("a-house"), type: "", isCustom: false)
        let options = DependencyGraph.Options(usesNames: true, fragment: "rankdir=LR;")
        #expect(
            DependencyGraph(resources: [house, hall, bath], options: options).text == """
                strict digraph {
                rankdir=LR;
                    Resource0 [label="a-house"];
                    Resource1 [label="bath"];
                    Resource2 [label="hall"];
                    Resource2 -> Resource0 [color = "#AA6639"];
                    Resource2 -> Resource1 [color = "#246C60", label = "door, floor"];
                }

                """
        )
    }

    @Test("the graph goes to a file or to standard output, without the edges that are not wanted")
    func obeysFlags() async throws {
        let sandbox = try await Sandbox.withResources()
        let text = await sandbox.run("stack", "graph", "--ignore-parent-edges", "--dependency-edge-color", "red").output
        #expect(text.contains("[color = \"red\"]") && !text.contains("#AA6639"))
        let outcome = await sandbox.run("stack", "graph", sandbox.path("stack.dot"), "--ignore-dependency-edges")
        #expect(outcome.output == "Wrote stack dependency graph to `\(sandbox.path("stack.dot"))`\n")
        #expect(try sandbox.text("stack.dot").contains("#AA6639"))
        #expect(try !sandbox.text("stack.dot").contains("#246C60"))
    }
}
