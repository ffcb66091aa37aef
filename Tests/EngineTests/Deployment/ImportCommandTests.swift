import PulumiProtocol
import Testing

@testable import Engine

@Suite("The command import")
struct ImportCommandTests {
    private typealias Request = DeploymentOptions.ImportRequest

    private let stack = TestStack()
    private let identity = StackIdentity(project: "t", stack: "dev")

    private func urn(_ name: String, below parent: String = "") -> String {
        identity.urn(parent: parent, type: "sim:index:Thing", name: name)
    }

    private func request(_ name: String, _ id: String, below parent: String = "") -> Request {
        var request = Request(type: "sim:index:Thing", name: name, id: id)
        request.parent = parent
        return request
    }

    @Test("takes a list, children after their parents, and what is there already without a word")
    func list() async throws {
        for id in ["x-1", "y-1"] { stack.cloud.edit(id, ["value": "v"]) }
        let requests = [request("y", "y-1", below: urn("x")), request("x", "x-1")]
        let result = try await stack.run(DeploymentOptions(.import(requests)))
        #expect(!result.hasFailed)
        #expect(stack.cloud.takeCalls() == ["Read x-1", "Read y-1"])
        #expect(stack["y"]?.parent == urn("x"))
        let again = try await stack.run(DeploymentOptions(.import(requests)))
        #expect(!again.hasFailed)
        #expect(stack.cloud.takeCalls() == [])
    }

    @Test("refuses another id for what is there, twice the same, and parents that nobody knows")
    func refusals() async throws {
        stack.cloud.edit("x-1", ["value": "v"])
        try await stack.run(DeploymentOptions(.import([request("x", "x-1")])))
        let faulty: [[Request]] = [
            [request("x", "x-2")], [request("y", "y-1"), request("y", "y-2")],
            [request("z", "x-1", below: urn("nobody"))],
        ]
        for requests in faulty {
            #expect(try await stack.run(DeploymentOptions(.import(requests))).hasFailed)
        }
    }

    @Test("a provider in the state is used as it is, whatever the configuration says by now")
    func defaultProvider() async throws {
        try await stack.up { scope in try await scope.thing("a") }
        stack.cloud.edit("x-1", ["value": "v"])
        let options = DeploymentOptions(.import([request("x", "x-1")]))
        try await stack.run(options, configuration: ["sim:region": "r2"])
        let provider = stack.snapshot.resources.first { $0.isProvider }
        #expect(provider?.inputs["region"] == nil)
        #expect(stack["x"]?.provider == provider?.providerReference)
    }

    @Test("components and providers are made, not read")
    func made() async throws {
        stack.cloud.edit("x-1", ["value": "v"])
        var group = Request(type: "test:index:Group", name: "g", id: "")
        group.isComponent = true
        var provider = Request(type: "pulumi:providers:sim", name: "p", id: "")
        provider.inputs = ["region": "r1"]
        var thing = request("x", "x-1")
        thing.provider = identity.urn(parent: "", type: "pulumi:providers:sim", name: "p")
        let result = try await stack.run(DeploymentOptions(.import([thing, provider, group])))
        #expect(!result.hasFailed)
        #expect(stack["g"]?.isCustom == false)
        #expect(stack["x"]?.outputs["region"] == "r1")
    }
}
