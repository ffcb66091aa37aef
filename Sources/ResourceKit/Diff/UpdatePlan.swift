import PackageSchema
package import PulumiProtocol

/// The change in place that a resource's new inputs ask for: all of it, and nothing else, is to be done.
package struct UpdatePlan: Sendable {
    /// The new inputs, with the value to reset a property to, or a member of an object, that left the program.
    package let inputs: PropertyMap
    /// The top-level properties that a diff of the same inputs shows as changed.
    package let changed: Set<String>

    /// The plan of an update.
    init(_ resource: CustomResource, _ request: UpdateRequest) {
        let olds = request.oldInputs ?? [:]
        let changes = Differ(resource).changes(oldInputs: olds, oldOutputs: request.olds, news: request.news)
        let changed = Set(changes.map(\.property))
        var inputs = request.news
        for property in resource.schema.inputs.properties where changed.contains(property.name) {
            let (old, new) = (olds[property.name], inputs[property.name])
            inputs[property.name] = Self.completed(new, from: old, property, resource.package)
        }
        self.inputs = inputs
        self.changed = changed
    }

    /// A new value with those to reset to, where it or a member of it left the program.
    private static func completed(
        _ new: PropertyValue?,
        from old: PropertyValue?,
        _ property: PropertySchema,
        _ package: PackageSchema
    ) -> PropertyValue? {
        guard let old = old?.presentValue else { return new }
        guard let new = new?.presentValue else { return property.resetValue }
        guard case .map(var map) = new, case .map(let olds) = old, let members = package.object(property.type) else {
            return new
        }
        for member in members.properties {
            map[member.name] = completed(map[member.name], from: olds[member.name], member, package)
        }
        return .map(map)
    }
}
