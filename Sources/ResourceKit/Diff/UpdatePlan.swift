import PackageSchema
package import PulumiProtocol

/// The change in place that a resource's new inputs ask for: all of it, and nothing else, is to be done.
package struct UpdatePlan: Sendable {
    /// The new inputs, and the value to reset a property to that left the program.
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
            guard inputs[property.name]?.presentValue == nil, olds[property.name] != nil else { continue }
            inputs[property.name] = property.resetValue
        }
        self.inputs = inputs
        self.changed = changed
    }
}
