import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension Lifecycle {
    /// The time that AWS may take to show an object whose create was cut off.
    private static let delay = Duration.seconds(1)

    /// Looks for the resource whose create was cut off.
    ///
    /// - Parameter claimed: Ids and ARNs of the resources that the stack knows already.
    /// - Returns: Its id, what AWS has, and the inputs that would make it so; `nil` if it was not made.
    /// - Throws: ``Unsearchable``, ``Ambiguous``, or what AWS says.
    func find(claimed: Set<String>) async throws -> (id: String, outputs: PropertyMap, inputs: PropertyMap)? {
        if let found = try await look(claimed: claimed) { return found }
        // The call may still be on its way, and AWS's lists lag behind.
        try await resource.session.clock.sleep(Self.delay)
        return try await look(claimed: claimed)
    }

    private func look(claimed: Set<String>) async throws -> (id: String, outputs: PropertyMap, inputs: PropertyMap)? {
        let search = resource.descriptor.search
        var found: [(id: String, outputs: PropertyMap, inputs: PropertyMap)] = []
        for candidate in try await search.candidates(resource) {
            var resource = resource
            resource.id = candidate.id
            resource.state = candidate.state
            guard !claimed.contains(resource.arn),
                let (outputs, inputs) = try await Lifecycle(resource: resource).read(),
                isAsAskedFor(outputs, search)
            else { continue }
            found.append((candidate.id, outputs, inputs))
        }
        guard let only = found.first else { return nil }
        guard found.count == 1, search.acceptsUntagged || !resource.tags.isEmpty else {
            throw Ambiguous(subject: resource.subject, ids: found.map(\.id))
        }
        return only
    }

    /// Returns whether an object agrees with the inputs in all that no update could change.
    ///
    /// If only tags tell it from others, these must be equal too.
    private func isAsAskedFor(_ outputs: PropertyMap, _ search: Search) -> Bool {
        let schema = resource.schema
        let isOther = resource.custom.drift(inputs: resource.inputs, outputs: outputs)
            .contains { schema.inputs[$0]?.willReplaceOnChanges == true }
        guard !isOther, search.matchesByTags, schema.isTagged else { return !isOther }
        let found = resource.session.tags.visible((outputs["tagsAll"]?.map ?? [:]).withoutDefaults)
        return found == PropertyMap(resource.tags.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
    }
}
