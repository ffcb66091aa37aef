import AWSClient
import JSON
import PulumiProtocol

/// What the resources of EC2's networks have in common.
extension ResourceOperation {
    /// The one object that EC2 has under an id; `nil` if none, or one of another id.
    ///
    /// - Parameters:
    ///   - operation: Such as `ec2.DescribeVpcs`.
    ///   - ids: The member that takes ids, such as `VpcIds`.
    ///   - list: The member that lists the objects, such as `Vpcs`.
    ///   - member: The member that holds an object's id, such as `VpcId`.
    func describe(_ operation: String, ids: String, list: String, id member: String) async throws -> JSON? {
        let answer = try await find(operation, [ids: [.string(id)]])
        return answer?.list(at: list).first { $0[member]?.string == id }
    }

    /// EC2's ARN of this resource.
    func ec2ARN(_ kind: String, owner: String) -> PropertyValue {
        let region = region ?? ""
        return .string("arn:\(AWSClient.partition(ofRegion: region).id):ec2:\(region):\(owner):\(kind)/\(id)")
    }

    /// The outputs of an object with `OwnerId` and `Tags`.
    func ec2Outputs(_ found: JSON, kind: String) -> PropertyMap {
        var outputs = properties(of: found)
        outputs["arn"] = ec2ARN(kind, owner: found["OwnerId"]?.string ?? "")
        return outputs.merging(tagOutputs(Tagging.read(found["Tags"])))
    }

    /// One call with one attribute, as the operations that modify attributes want it.
    func modify(_ operation: String, _ idMember: String, _ attribute: String, _ value: JSON) async throws {
        _ = try await call(operation, [idMember: .string(id), attribute: ["Value": value]])
    }
}
