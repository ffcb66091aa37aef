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

    @Test("children stand below their parent, the last with a corner")
    func drawsGuides() {
        var tree = ResourceTree()
        tree.update("urn:pulumi:d::p::a:b:C::top") { _ in }
        for name in ["one", "two"] {
            tree.update("urn:pulumi:d::p::a:b:C$a:b:D::\(name)", parent: "urn:pulumi:d::p::a:b:C::top") { _ in }
        }
        #expect(tree.lines { _ in true }.map { $0.guide + $0.row.name } == ["top", "├─ one", "└─ two"])
    }

    @Test("a row is shown if one below it is")
    func keepsParentsOfShownRows() {
        var tree = ResourceTree()
        tree.update("urn:pulumi:d::p::a:b:C::top") { _ in }
        tree.update("urn:pulumi:d::p::a:b:C$a:b:D::low", parent: "urn:pulumi:d::p::a:b:C::top") { _ in }
        #expect(tree.lines { $0.name == "low" }.count == 2)
    }

    @Test(
        "times are short",
        arguments: [(0.34, "0.3s"), (9.99, "9.9s"), (12.7, "12s"), (184, "3m04s")]
    )
    func showsTimes(_ value: Double, _ text: String) {
        #expect(seconds(.milliseconds(Int(value * 1000))) == text)
    }
}
