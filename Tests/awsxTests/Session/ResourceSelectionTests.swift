import PulumiProtocol
import Testing

@testable import Engine
@testable import awsx

@Suite("The selection of resources")
struct ResourceSelectionTests {
    @Test(
        "a resource is selected with its children by name, type and name, or URN",
        arguments: ["app", "shop:index:App::app", Sample.urn("app", "shop:index:App")]
    )
    func selects(_ text: String) throws {
        var child = ResourceState(urn: Sample.urn("group"), type: "aws:ecs/cluster:Cluster", isCustom: true)
        child.parent = Sample.urn("app", "shop:index:App")
        let app = ResourceState(urn: child.parent, type: "shop:index:App", isCustom: false)
        let other = ResourceState(urn: Sample.urn("other"), type: "aws:ecs/cluster:Cluster", isCustom: true)
        let selection = ResourceSelection([other, app, child])
        #expect(try selection.resources(named: [text]).map(\.name) == ["app", "group"])
        #expect(try selection.resources(named: ["aws:ecs:Cluster::other"]).map(\.name) == ["other"])
        #expect(try selection.resources(named: []).count == 3)
        #expect(try selection.resources(named: ["group", "other"]).map(\.name) == ["other", "group"])
    }
}
