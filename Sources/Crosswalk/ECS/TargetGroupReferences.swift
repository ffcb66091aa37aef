import ProviderKit
import PulumiProtocol

/// The target groups that the port mappings of a container refer to.
struct TargetGroupReferences: Sendable {
    /// The target groups by the index of the port mapping.
    let groups: [Int: ReferencedResource]

    /// Asks the engine for the target groups.
    ///
    /// - Throws: ``InputFailure`` if a `targetGroup` is no resource.
    static func find(
        in inputs: TaskDefinitionContainerDefinitionInputs,
        _ scope: ComponentScope
    ) async throws -> TargetGroupReferences {
        // A list that is not known yet makes the whole container unknown anyway.
        let mappings = inputs.portMappings.elements() ?? []
        return try await withThrowingTaskGroup(of: (Int, ReferencedResource).self) { tasks in
            for (index, mapping) in mappings.enumerated() {
                guard let mappingInputs = mapping.viewIfKnown() else { continue }
                let group = mappingInputs.targetGroup
                guard group.nonNull != nil else { continue }
                tasks.addTask { (index, try await scope.resource(group)) }
            }
            let groups = try await tasks.reduce(into: [Int: ReferencedResource]()) { $0[$1.0] = $1.1 }
            return TargetGroupReferences(groups: groups)
        }
    }

    /// Returns the container's properties with every target group replaced by some of the group's properties.
    func properties(of inputs: TaskDefinitionContainerDefinitionInputs, keeping keys: [String]) -> PropertyMap {
        guard let mappings = inputs.portMappings.elements() else { return inputs.object.properties }
        let replaced = mappings.enumerated().map { index, mapping -> PropertyValue in
            guard let group = groups[index], let mappingInputs = mapping.viewIfKnown() else {
                return mapping.value ?? .null
            }
            let kept = PropertyMap(keys.compactMap { key in group[key].map { (key, $0) } })
            let name = mappingInputs.targetGroup.name
            return .map(mappingInputs.object.properties.setting([name: .map(kept)]))
        }
        return inputs.object.properties.setting([inputs.portMappings.name: .list(replaced)])
    }
}
