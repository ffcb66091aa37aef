import Crosswalk
import ProviderKit
import PulumiProtocol
import RPC
import Testing

/// Functions of package `aws` that answer a default VPC with two subnets.
private struct PlayedFunctions: FunctionRunner {
    func invoke(_ token: String, _ arguments: PropertyMap) async throws -> Output<PropertyMap> {
        switch token {
        case "aws:ec2/getVpc:getVpc": Output(arguments == ["default": true] ? ["id": "vpc-1"] : [:])
        case "aws:ec2/getSubnets:getSubnets": Output(["ids": ["subnet-a", "subnet-b"]])
        default: Output(["mapPublicIpOnLaunch": .bool(arguments["id"] == "subnet-b")])
        }
    }
}

@Suite("DefaultVpc")
struct DefaultVPCTests {
    private static let type = "awsx:ec2:DefaultVpc"

    @Test("tells public subnets from private ones, in the order in which AWS lists them")
    func outputs() async throws {
        let engine = PlayedEngine(
            isPreview: true,
            functions: ["aws:ec2/getSubnets:getSubnets": ["ids": ["b", "subnet-public", "a"]]]
        )
        let answer = try await engine.construct(Self.type, "d", [:])
        #expect(
            answer.state == [
                "vpcId": "vpc-default", "publicSubnetIds": ["subnet-public"], "privateSubnetIds": ["b", "a"],
            ]
        )
        #expect(answer.stateDependencies == ["vpcId": [], "publicSubnetIds": [], "privateSubnetIds": []])
        #expect(engine.log.registrations.count == 1)
    }

    @Test("says what to do in a region that has none")
    func none() async throws {
        let engine = PlayedEngine(functions: ["aws:ec2/getVpc:getVpc": [:]])
        let error = await #expect(throws: StatusError.self) { try await engine.construct(Self.type, "d", [:]) }
        #expect(
            error?.message == """
                urn:pulumi:dev::shop::awsx:ec2:DefaultVpc::d: the region has no default VPC; make one with \
                "aws ec2 create-default-vpc", or name a network in the inputs
                """
        )
    }

    @Test("is what the function answers, to an invoke as to a call")
    func function() async throws {
        let provider = CrosswalkProvider(functions: PlayedFunctions())
        let context = ProviderContext(call: CallContext(method: "Invoke"))
        let wanted: PropertyMap = [
            "vpcId": "vpc-1", "publicSubnetIds": ["subnet-b"], "privateSubnetIds": ["subnet-a"],
        ]
        let token = "awsx:ec2:getDefaultVpc"
        #expect(try await provider.invoke(InvokeRequest(tok: token), context).return == wanted)
        #expect(try await provider.call(CallRequest(tok: token), context).return == wanted)
    }

    @Test("is the only function, and a likely one is suggested for another")
    func unknownFunction() async throws {
        let context = ProviderContext(call: CallContext(method: "Invoke"))
        let error = await #expect(throws: StatusError.self) {
            try await CrosswalkProvider().invoke(InvokeRequest(tok: "awsx:ec2:getDefaultVPC"), context)
        }
        #expect(error?.code == .notFound)
        #expect(error?.message.hasSuffix("did you mean \"awsx:ec2:getDefaultVpc\"?") == true)
    }

    @Test("is not answered where nobody runs the functions of package aws")
    func noFunctions() async throws {
        let context = ProviderContext(call: CallContext(method: "Invoke"))
        let error = await #expect(throws: StatusError.self) {
            try await CrosswalkProvider().invoke(InvokeRequest(tok: "awsx:ec2:getDefaultVpc"), context)
        }
        #expect(error?.code == .unimplemented)
    }
}
