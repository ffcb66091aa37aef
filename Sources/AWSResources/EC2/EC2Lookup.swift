import AWSClient
import JSON
import PulumiProtocol

/// The parts that the resources of EC2's networks have in common.
extension ResourceOperation {
    /// EC2's ARN of this resource.
    func ec2ARN(_ kind: String, owner: String) -> PropertyValue {
        let region = region ?? ""
        return .string("arn:\(AWSClient.partition(ofRegion: region).id):ec2:\(region):\(owner):\(kind)/\(id)")
    }

    /// One call with one attribute, as the operations that modify attributes want it.
    func modify(_ operation: String, _ idMember: String, _ attribute: String, _ value: JSON) async throws {
        try await call(operation, [idMember: .string(id), attribute: ["Value": value]])
    }
}
