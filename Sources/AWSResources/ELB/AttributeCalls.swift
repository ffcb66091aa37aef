import JSON
import PulumiProtocol

extension ReadStep {
    /// Reads an object of Elastic Load Balancing, its attributes and its tags, all at the same time.
    ///
    /// - Parameters:
    ///   - operation: The call that lists the attributes.
    ///   - member: Its member that takes the object's ARN.
    ///   - complete: Completes the outputs with those that are shaped otherwise, from the object and its attributes.
    /// - Returns: The step.
    static func withAttributes(
        _ operation: String,
        of member: String,
        completing complete: @escaping @Sendable (inout PropertyMap, JSON, JSON?, ResourceOperation) -> Void
    ) -> ReadStep {
        ReadStep { resource in
            async let described = resource.lookUp()
            async let attributes = resource.find(operation, [member: .string(resource.id)])?["Attributes"]
            async let tags = resource.find("elbv2.DescribeTags", ["ResourceArns": [.string(resource.id)]])
            guard let found = try await described?.object else {
                _ = try await (attributes, tags)
                return nil
            }
            var outputs = resource.properties(of: found)
            complete(&outputs, found, try await attributes, resource)
            let pairs = try await tags?.at("TagDescriptions[0].Tags")
            return outputs.merging(resource.tagOutputs(Tagging.read(pairs)))
        }
    }
}

extension ResourceOperation {
    /// Sets attributes in one call, without those that this part of AWS does not know.
    func setAttributes(_ operation: String, _ arnMember: String, _ pairs: [(key: String, value: String)]) async throws {
        var pairs = pairs
        while !pairs.isEmpty {
            let list = JSON.array(pairs.map { ["Key": .string($0.key), "Value": .string($0.value)] })
            do {
                try await call(operation, [arnMember: .string(id), "Attributes": list])
                return
            } catch {
                guard let refused = AWSFailure(error).flatMap({ Self.unknownKey($0, among: pairs.map(\.key)) }) else {
                    throw error
                }
                pairs.removeAll { $0.key == refused }
            }
        }
    }

    /// The attribute that a refusal names as unknown; partitions of AWS differ in what they know.
    private static func unknownKey(_ failure: AWSFailure, among keys: [String]) -> String? {
        let isUnknown = failure.message.contains("is not recognized") || failure.message.contains("is not supported")
        return isUnknown ? keys.first { failure.message.contains($0) } : nil
    }
}
