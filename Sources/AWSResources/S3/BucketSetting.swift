import AWSClient
import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

/// A setting of a bucket: a property here, and an object with calls of its own in S3.
struct BucketSetting: Sendable {
    let property: String
    /// The call that reads the setting; `nil` if AWS does not tell it in the form in which it is set.
    var get: String?
    let put: String
    /// The call that takes the setting away, where an empty one cannot be put.
    var delete: String?
    /// The setting's path among the members of its call.
    let sent: String
    /// The setting's path in the answer; `$` for the answer itself.
    var found = "$"
    /// The codes by which S3 says that the bucket has no such setting.
    var absent: Set<String> = []
    /// Changes what is shaped otherwise in AWS, both ways.
    var shape = BucketShape.plain

    // MARK: Calls

    /// Returns whether the inputs ask for what a new bucket has anyway, and S3 may not take.
    func isDefault(_ inputs: PropertyMap) -> Bool {
        property == "versioning" && inputs[property]?.map?.withoutDefaults.allSatisfy { $0.value == false } == true
    }

    /// Makes the setting as the program has it.
    func put(_ bucket: ResourceOperation) async throws {
        let identity: JSON.Object = ["Bucket": .string(bucket.id)]
        if let delete, bucket.inputs[property]?.isEmptyValue == true {
            try await bucket.callUnlessGone(delete, identity)
            return
        }
        var members = JSON.object(identity)
        if let value = JSON.object(bucket.members([property])).at(sent) {
            members = members.setting(shape.sent(value), at: sent)
        }
        if property == "grants" {
            // S3 wants to be told the owner that it knows.
            let owner = try await bucket.call("s3.GetBucketAcl", identity)["Owner"] ?? .null
            members = members.setting(owner, at: "AccessControlPolicy.Owner")
        }
        try await bucket.call(put, members.object ?? [:])
    }

    /// Returns the setting as S3 has it; `nil` if the bucket has none.
    func read(_ bucket: ResourceOperation) async throws -> PropertyValue? {
        guard let get, let schema = bucket.schema.outputs[property],
            let answer = try await answer(get, bucket), let value = found == "$" ? answer : answer.at(found)
        else { return nil }
        let object = found == "$" ? shape.found(value) : answer.setting(shape.found(value), at: found)
        let decoded = bucket.descriptor.mapping.decode(
            object,
            ObjectSchema(token: bucket.schema.token, properties: [schema])
        )[property]
        // An answer that says nothing is no setting.
        return decoded?.isEmptyValue == true ? nil : decoded
    }

    private func answer(_ operation: String, _ bucket: ResourceOperation) async throws -> JSON? {
        do {
            return try await bucket.find(operation, ["Bucket": .string(bucket.id)])
        } catch let error as AWSError where error.kind == .notImplemented {
            // Local AWS lacks some of these calls.
            return nil
        } catch  where AWSFailure(error).map({ absent.contains($0.code) }) == true {
            return nil
        }
    }
}

extension PropertyValue {
    /// Indicates whether this is empty text, or a list or a map without elements.
    fileprivate var isEmptyValue: Bool {
        switch self {
        case .string(let text): text.isEmpty
        case .list(let elements): elements.isEmpty
        case .map(let map): map.withoutDefaults.isEmpty
        default: false
        }
    }
}
