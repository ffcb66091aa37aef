import PulumiProtocol
import RPC
import Testing

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
}
