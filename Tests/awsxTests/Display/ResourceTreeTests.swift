import Testing

@testable import awsx

@Suite("Resource tree")
struct ResourceTreeTests {
    @Test(
        "type and name are cut from the URN",
        arguments: [
            ("urn:pulumi:dev::app::aws:ecs/cluster:Cluster::main", "aws:ecs:Cluster", "main"),
            ("urn:pulumi:dev::app::awsx:ecs:FargateService$aws:ecs/service:Service::web", "aws:ecs:Service", "web"),
            ("urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev", "pulumi:pulumi:Stack", "app-dev"),
        ]
    )
    func cutsTypeAndName(_ urn: String, _ type: String, _ name: String) {
        let found = ResourceTree.typeAndName(of: urn)
        #expect(found.type == type)
        #expect(found.name == name)
    }

    @Test("children are below their parent, the last one with a corner")
    func drawsGuides() {
        var tree = ResourceTree()
        let top = "urn:pulumi:d::p::a:b:C::top"
        let places = ["one", "two"].map { tree.update("urn:pulumi:d::p::a:b:C$a:b:D::\($0)", parent: top) }
        #expect(tree.lines(places).map { $0.guide + $0.row.name } == ["top", "├─ one", "└─ two"])
    }

    @Test("only the requested rows and their ancestors are shown")
    func picksRows() {
        var tree = ResourceTree()
        let top = "urn:pulumi:d::p::a:b:C::top"
        tree.update("urn:pulumi:d::p::a:b:C$a:b:D::other", parent: top)
        let low = tree.update("urn:pulumi:d::p::a:b:C$a:b:D::low", parent: top)
        #expect(tree.lines([low]).map(\.row.name) == ["top", "low"])
    }

    @Test("rows that are each other's parents form no cycle")
    func breaksCircles() {
        var tree = ResourceTree()
        let one = "urn:pulumi:d::p::a:b:C::one"
        let two = "urn:pulumi:d::p::a:b:C::two"
        tree.update(one, parent: two)
        let place = tree.update(two, parent: one)
        #expect(tree.lines([place]).map(\.row.name) == ["two"])
    }
}
