package import PulumiProtocol

/// Finds what changed between the last deployment of a resource and the next.
package struct Differ {
    package let resource: ResourceSchema
    package let rules: DiffRules
    /// The region of a resource whose state does not name one.
    package let region: String?
    /// The provider's default tags and those it leaves alone.
    package let tagging: TagSettings
    /// Whether a member that a given object lacks means "keep what AWS has": so when comparing with outputs.
    private(set) var keepsAbsentMembers = false
    /// The inputs that equality may depend on.
    private(set) var inputs = PropertyMap()

    package init(resource: ResourceSchema, rules: DiffRules, region: String?, tagging: TagSettings) {
        self.resource = resource
        self.rules = rules
        self.region = region
        self.tagging = tagging
    }

    private var comparingWithOutputs: Differ {
        var copy = self
        copy.keepsAbsentMembers = true
        return copy
    }

    /// The old inputs, or those parts of the outputs that a state without inputs still tells.
    private func known(_ oldInputs: PropertyMap, _ oldOutputs: PropertyMap, _ news: PropertyMap) -> PropertyMap {
        if !oldInputs.isEmpty { return oldInputs.plain }
        return oldOutputs.plain.filter { news[$0.key] != nil && resource.inputs[$0.key] != nil }
    }

    /// The differences, in the order of the properties.
    ///
    /// - Parameters:
    ///   - oldInputs: Empty if the engine does not have them.
    ///   - oldOutputs: What AWS had at the last deployment or refresh.
    ///   - news: The new inputs, as Check returned them.
    package func changes(oldInputs: PropertyMap, oldOutputs: PropertyMap, news: PropertyMap) -> [PropertyChange] {
        var differ = self
        differ.inputs = news.plain
        return differ.found(known(oldInputs, oldOutputs, news), oldOutputs, news)
    }

    private func found(_ olds: PropertyMap, _ oldOutputs: PropertyMap, _ news: PropertyMap) -> [PropertyChange] {
        let outputs = oldOutputs.plain
        let news = news.plain
        var changes: [PropertyChange] = []
        for name in resource.inputs.names {
            guard let property = resource.inputs.properties[name] else { continue }
            let values = DiffRules.Values(
                schema: resource,
                old: olds[name]?.presentValue,
                new: news[name]?.presentValue,
                oldInputs: olds,
                newInputs: news
            )
            guard isDifferent(property, values, outputs), rules.ignored[name]?(values) != true else { continue }
            changes += details(property, values).map { change in
                guard let condition = rules.replacing[name] else { return change }
                return PropertyChange(path: change.path, kind: change.kind, replaces: condition(values))
            }
        }
        return changes + tagChanges(changes, outputs, news)
    }

    /// The top-level inputs that AWS no longer has as they were given, after a read.
    package func drift(inputs: PropertyMap, outputs: PropertyMap) -> [String] {
        let inputs = inputs.plain
        let outputs = outputs.plain
        var differ = comparingWithOutputs
        differ.inputs = inputs
        return resource.inputs.names.filter { name in
            guard let property = resource.inputs.properties[name], name != "region",
                let given = inputs[name]?.presentValue, let found = outputs[name]?.presentValue
            else {
                return false
            }
            let values = DiffRules.Values(
                schema: resource,
                old: given,
                new: found,
                oldInputs: inputs,
                newInputs: inputs
            )
            return !differ.isEqual(found, given, property, name) && rules.ignored[name]?(values) != true
        }
    }

    /// Whether the old object must go before the new one comes.
    package func mustDeleteBeforeReplace(_ changes: [PropertyChange], news: PropertyMap, olds: PropertyMap) -> Bool {
        guard changes.contains(where: \.replaces) else { return false }
        if resource.deletesBeforeReplace { return true }
        guard let name = resource.autoname?.property, let value = news[name]?.plain else { return false }
        // A name is unique per account and region: one that was given, and stays, is taken until the old object is gone.
        let isAutomatic = news[defaultsKey]?.list?.contains(.string(name)) ?? false
        return !isAutomatic && !value.containsUnknowns && olds[name]?.plain == value
    }

    private func isDifferent(_ property: PropertySchema, _ values: DiffRules.Values, _ outputs: PropertyMap) -> Bool {
        switch (values.old, values.new) {
        case (nil, nil):
            return false
        case (let old?, nil):
            if property.isComputed || old.containsUnknowns { return false }
            return old != property.assumed && old != property.defaultValue && !old.isZero
        case (nil, let new?):
            return isAdded(property, new, values, outputs)
        case (let old?, let new?):
            return !isEqual(old, new, property, property.name)
        }
    }

    /// Whether a property that the last inputs lacked says something that AWS does not have yet.
    private func isAdded(
        _ property: PropertySchema,
        _ new: PropertyValue,
        _ values: DiffRules.Values,
        _ outputs: PropertyMap
    ) -> Bool {
        if let assumed = property.assumed, isEqual(assumed, new, property, property.name) { return false }
        if property.name == "region", outputs["region"] == nil { return new.string != region }
        if let output = outputs[property.name]?.presentValue {
            return !comparingWithOutputs.isEqual(output, new, property, property.name)
        }
        let isFilledIn = values.newInputs[defaultsKey]?.list?.contains(.string(property.name)) ?? false
        return !isFilledIn && !new.isZero
    }

    // MARK: Details

    /// The change of a property, broken down into the members of its objects and the elements of its lists.
    private func details(_ property: PropertySchema, _ values: DiffRules.Values) -> [PropertyChange] {
        switch (values.old, values.new) {
        case (nil, _?):
            let replaces = property.replaces || property.presenceReplaces
            return [PropertyChange(path: property.name, kind: .add, replaces: replaces)]
        case (_?, nil):
            let replaces = property.replaces || property.presenceReplaces
            return [PropertyChange(path: property.name, kind: .delete, replaces: replaces)]
        case (let old?, let new?):
            let leaves = leaves(old, new, property, path: property.name)
            return leaves.map { change in
                PropertyChange(path: change.path, kind: change.kind, replaces: change.replaces || property.replaces)
            }
        case (nil, nil):
            return []
        }
    }

    private func leaves(
        _ old: PropertyValue,
        _ new: PropertyValue,
        _ property: PropertySchema,
        path: String
    ) -> [PropertyChange] {
        let whole = PropertyChange(path: path, kind: .update, replaces: property.replaces)
        guard !property.isSet, rules.equality[path.withoutIndices] == nil else { return [whole] }
        switch (old, new, property.type) {
        case (.map(let old), .map(let new), .object(let schema)):
            let changes = schema.names.flatMap { name in
                schema.properties[name].map { member(old[name], new[name], $0, "\(path).\(name)") } ?? []
            }
            return changes.isEmpty ? [whole] : changes
        case (.map(let old), .map(let new), .map):
            return entries(old.withoutDefaults, new.withoutDefaults, path, replaces: property.replaces)
        default:
            return [whole]
        }
    }

    private func member(
        _ old: PropertyValue?,
        _ new: PropertyValue?,
        _ property: PropertySchema,
        _ path: String
    ) -> [PropertyChange] {
        guard !isEqualMember(old?.presentValue, new?.presentValue, property, path) else { return [] }
        switch (old?.presentValue, new?.presentValue) {
        case (let old?, let new?): return leaves(old, new, property, path: path)
        case (nil, _): return [PropertyChange(path: path, kind: .add, replaces: property.replaces)]
        case (_, nil): return [PropertyChange(path: path, kind: .delete, replaces: property.replaces)]
        }
    }

    private func entries(_ old: PropertyMap, _ new: PropertyMap, _ path: String, replaces: Bool) -> [PropertyChange] {
        Set(old.keys + new.keys).sorted().compactMap { key in
            guard old[key] != new[key] else { return nil }
            let kind: PropertyChange.Kind = old[key] == nil ? .add : new[key] == nil ? .delete : .update
            return PropertyChange(path: "\(path).\(key)", kind: kind, replaces: replaces)
        }
    }

    // MARK: Tags

    /// A change of the provider's default tags shows as one of `tagsAll`.
    private func tagChanges(
        _ changes: [PropertyChange],
        _ outputs: PropertyMap,
        _ news: PropertyMap
    ) -> [PropertyChange] {
        guard resource.isTagged, !changes.contains(where: { $0.property == "tags" }),
            let old = outputs["tagsAll"]?.map, let new = tagging.all(own: news["tags"]?.map ?? [:])
        else {
            return []
        }
        guard tagging.visible(old.withoutDefaults) != PropertyMap(new.map { ($0.key, .string($0.value)) }) else {
            return []
        }
        return [PropertyChange(path: "tagsAll", kind: .update, replaces: false)]
    }
}
