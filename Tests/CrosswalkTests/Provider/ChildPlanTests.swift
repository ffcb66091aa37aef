import ProviderKit
import PulumiProtocol
import RPC
import Testing

@Suite("A plan of children")
struct ChildPlanTests {
    private func scope(_ engine: PlayedEngine) async throws -> ComponentScope {
        var request = ConstructRequest(project: "shop", stack: "dev", monitorEndpoint: "direct:")
        (request.type, request.name) = ("awsx:ec2:Vpc", "net")
        let session = try await DeploymentSession(
            request,
            monitor: engine.monitor,
            packageVersions: [:],
            answers: EngineAnswers()
        )
        return try await ComponentScope.begin(request, aliases: ComponentAliases([]), in: session)
    }

    private let vpc = PlannedChild.Key("aws:ec2/vpc:Vpc", "a")
    private let subnet = PlannedChild.Key("aws:ec2/subnet:Subnet", "b")

    @Test("registers a child after those that it refers to, whatever their order in the plan")
    func order() async throws {
        let engine = PlayedEngine()
        var plan = ChildPlan()
        plan.add(
            PlannedChild(
                .init("aws:ec2/routeTable:RouteTable", "c"),
                under: subnet,
                ["vpcId": .id(vpc), "tags": .output(subnet, "tags"), "propagatingVgws": .list([.id(subnet)])]
            )
        )
        plan.add(PlannedChild(subnet, dependsOn: [vpc], given: ["tags": ["a": "b"]], ["vpcId": .value("x")]))
        plan.add(PlannedChild(vpc, [:]))
        let children = try await plan.register(in: scope(engine))
        #expect(engine.log.registrations.map(\.name) == ["net", "a", "b", "c"])
        #expect(Set(children.keys.map(\.name)) == ["a", "b", "c"])
        let table = try #require(engine.registration("RouteTable", "c"))
        #expect(table.object == ["vpcId": "id:a", "tags": ["a": "b"], "propagatingVgws": ["id:b"]])
        #expect(table.parent == children[subnet]?.urn)
        #expect(engine.registration("Subnet", "b")?.dependencies == [try #require(children[vpc]).urn])
    }

    @Test("leaves out an output for which a function returns nothing, and keeps the marks of the others")
    func outputs() async throws {
        let engine = PlayedEngine()
        var plan = ChildPlan()
        plan.add(PlannedChild(vpc, given: ["cidrBlock": "10.0.0.0/16"], [:]))
        plan.add(
            PlannedChild(
                subnet,
                [
                    "cidrBlock": .output(vpc, "cidrBlock") { .string("\($0.string ?? "")!") },
                    "ipv6CidrBlock": .output(vpc, "ipv6CidrBlock") { $0 == .null ? nil : "there" },
                    "vpcId": nil,
                ]
            )
        )
        let children = try await plan.register(in: scope(engine))
        let sent = try #require(engine.registration("Subnet", "b"))
        #expect(sent.object == ["cidrBlock": "10.0.0.0/16!"])
        #expect(sent.propertyDependencies["cidrBlock"] == [try #require(children[vpc]).urn])
    }

    @Test("fails with a function's error, and registers nothing that waits for the child")
    func failure() async throws {
        let engine = PlayedEngine()
        var plan = ChildPlan()
        plan.add(PlannedChild(vpc, [:]))
        let refused = StatusError(.unknown, "no")
        plan.add(PlannedChild(subnet, ["vpcId": .output(vpc, "cidrBlock") { _ in throw refused }]))
        plan.add(PlannedChild(.init("aws:ec2/routeTable:RouteTable", "c"), under: subnet, [:]))
        let scope = try await scope(engine)
        let error = await #expect(throws: StatusError.self) { try await plan.register(in: scope) }
        #expect(error?.message == "no")
        #expect(engine.log.registrations.map(\.name) == ["net", "a"])
    }

    @Test("drafts the children that are made of inputs, with what others answer unknown")
    func drafts() throws {
        var plan = ChildPlan()
        plan.add(PlannedChild(vpc, [:]))
        plan.add(
            PlannedChild(
                subnet,
                origins: [.init(from: "net")],
                ["vpcId": .id(vpc), "tags": .output(vpc, "tags"), "cidrBlock": .value("10.0.0.0/24")]
            )
        )
        let draft = try #require(plan.drafts.first)
        #expect(plan.drafts.count == 1)
        #expect(draft.properties == ["vpcId": .unknown, "tags": .unknown, "cidrBlock": "10.0.0.0/24"])
        #expect(draft.input(of: "cidrBlock") == "net.cidrBlock")
    }
}
