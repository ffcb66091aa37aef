import ProviderKit
import PulumiProtocol
import Testing

@Suite("Component scope")
struct ComponentScopeTests {
    private func scope(_ engine: PlayedEngine, aliases: [OwnAlias] = []) async throws -> ComponentScope {
        var request = ConstructRequest(project: "shop", stack: "dev", monitorEndpoint: "stdio:")
        (request.type, request.name) = ("awsx:ec2:Vpc", "net")
        let session = try await DeploymentSession(
            request,
            monitor: engine.monitor,
            packageVersions: [:],
            answers: EngineAnswers()
        )
        return try await ComponentScope.begin(request, aliases: ComponentAliases(aliases), in: session)
    }

    @Test("registers a child under another child")
    func parent() async throws {
        let engine = PlayedEngine()
        let scope = try await scope(engine)
        let vpc = try await scope.child("aws:ec2/vpc:Vpc", "net", [:])
        let subnet = try await scope.child("aws:ec2/subnet:Subnet", "net-1", [:], parent: vpc)
        #expect(engine.registration("Vpc", "net")?.parent == scope.urn)
        #expect(engine.registration("Subnet", "net-1")?.parent == vpc.urn)
        #expect(URN(subnet.urn)?.qualifiedType == "awsx:ec2:Vpc$aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet")
    }

    @Test("spells out a grandchild's former URNs for an engine that does not work them out")
    func formerURNs() async throws {
        let engine = PlayedEngine(features: [])
        let scope = try await scope(engine, aliases: [.type("awsx:x:ec2:Vpc")])
        let vpc = try await scope.child("aws:ec2/vpc:Vpc", "net", [:], aliases: [.name("old")])
        _ = try await scope.child("aws:ec2/subnet:Subnet", "net-1", [:], parent: vpc)
        let urns = try #require(engine.registration("Subnet", "net-1")?.aliasURNs)
        let prefix = "urn:pulumi:dev::shop::"
        #expect(
            urns == [
                "\(prefix)awsx:ec2:Vpc$aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet::old-1",
                "\(prefix)awsx:x:ec2:Vpc$aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet::net-1",
                "\(prefix)awsx:x:ec2:Vpc$aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet::old-1",
            ]
        )
    }
}
