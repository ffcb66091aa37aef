import JSON
import PulumiProtocol
import ResourceKit

/// A change in place: the properties that ask for it, and what is done.
struct UpdateStep: Sendable {
    /// Top-level properties.
    let properties: Set<String>
    let run: ResourceDescriptor.Step

    init(_ properties: Set<String>, run: @escaping ResourceDescriptor.Step) {
        self.properties = properties
        self.run = run
    }

    /// Makes one call with the changed ones of the properties.
    ///
    /// Lists of which the facts say how they change are sent as added and removed elements.
    ///
    /// - Parameters:
    ///   - operation: Service and operation, such as `ecs.UpdateCluster`.
    ///   - properties: The properties that the call changes.
    ///   - always: Those of them that the call takes whether they have changed or not; what left the program, and
    ///     stays in AWS, is sent as it is known.
    ///   - identity: The members that identify the object, with placeholders such as `{id}`.
    ///   - adjust: Changes the members where they are shaped otherwise.
    /// - Returns: The step.
    static func call(
        _ operation: String,
        changed properties: Set<String>,
        always: Set<String> = [],
        of identity: JSON.Object,
        adjusting adjust: (@Sendable (inout JSON.Object, ResourceOperation) throws -> Void)? = nil
    ) -> UpdateStep {
        UpdateStep(properties) { resource in
            let changed = properties.filter { always.contains($0) || resource.hasChanged($0) }.sorted()
            let lists = changed.filter { resource.facts.listChanges[$0] != nil }
            var members = resource.filled(identity)
                .merging(resource.members(changed.filter { !lists.contains($0) }, keeping: always))
                .merging(resource.listMembers(lists, of: operation))
            try adjust?(&members, resource)
            try await resource.call(operation, members)
        }
    }

    /// One call that sets a property, or another one that clears it where the program no longer has it.
    static func set(
        _ property: String,
        _ operation: String,
        orClear clearing: String,
        of identity: JSON.Object
    ) -> UpdateStep {
        UpdateStep([property]) { resource in
            let members = resource.members([property])
            let name = resource.filled(identity)
            try await resource.call(members.isEmpty ? clearing : operation, name.merging(members))
        }
    }
}
