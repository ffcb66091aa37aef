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
}
