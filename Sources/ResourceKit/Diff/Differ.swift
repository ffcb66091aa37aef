import PackageSchema
import PulumiProtocol

/// Finds what changed between the last deployment of a resource and the next.
struct Differ {
    let resource: CustomResource
    /// Indicates whether a member that a given object lacks means "keep what there is": so when comparing with outputs.
    private(set) var keepsAbsentMembers = false
    /// The inputs that equality may depend on.
    private(set) var inputs = PropertyMap()

    init(_ resource: CustomResource) {
        self.resource = resource
    }

    var schema: ResourceSchema { resource.schema }
    var rules: DiffRules { resource.differences }

    private var comparingWithOutputs: Differ {
        var copy = self
        copy.keepsAbsentMembers = true
        return copy
    }

    /// The old inputs, or those parts of the outputs that a state without inputs still tells.
    private func known(_ oldInputs: PropertyMap, _ oldOutputs: PropertyMap, _ news: PropertyMap) -> PropertyMap {
        if !oldInputs.isEmpty { return oldInputs.plain }
        return oldOutputs.plain.filter { news[$0.key] != nil && schema.inputs[$0.key] != nil }
    }

    /// Compares the inputs of two deployments.
    ///
    /// - Parameters:
    ///   - oldInputs: Empty if the engine does not have them.
    ///   - oldOutputs: The outputs of the last deployment or refresh.
    ///   - news: The new inputs, as Check returned them.
    /// - Returns: Every difference, with its path.
    func changes(oldInputs: PropertyMap, oldOutputs: PropertyMap, news: PropertyMap) -> [PropertyChange] {
        var differ = self
        differ.inputs = news.plain
        return differ.found(known(oldInputs, oldOutputs, news), oldOutputs, news)
    }

    private func found(_ olds: PropertyMap, _ oldOutputs: PropertyMap, _ news: PropertyMap) -> [PropertyChange] {
        let outputs = oldOutputs.plain
        let news = news.plain
        var changes: [PropertyChange] = []
        for property in schema.inputs.properties where !property.isWriteOnly {
            let name = property.name
            let values = DiffRules.Values(
                schema: schema,
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
        return changes + derivedChanges(changes, outputs, news)
    }

    /// Returns the names of the top-level inputs that the outputs no longer have as they were given, after a read.
    func drift(inputs: PropertyMap, outputs: PropertyMap) -> [String] {
        let inputs = inputs.plain
        let outputs = outputs.plain
        var differ = comparingWithOutputs
        differ.inputs = inputs
        return schema.inputs.properties.filter { property in
            let name = property.name
            guard !resource.inherited.names.contains(name),
                let given = inputs[name]?.presentValue, let found = outputs[name]?.presentValue
            else {
                return false
            }
            let values = DiffRules.Values(
                schema: schema,
                old: given,
                new: found,
                oldInputs: inputs,
                newInputs: inputs
            )
            return !differ.isEqual(found, given, property, name) && rules.ignored[name]?(values) != true
        }.map(\.name)
    }

    /// Returns whether the old object must go before the new one comes.
    func mustDeleteBeforeReplace(_ changes: [PropertyChange], news: PropertyMap, olds: PropertyMap) -> Bool {
        guard changes.contains(where: \.replaces) else { return false }
        if schema.deletesBeforeReplace { return true }
        guard let name = schema.autoname?.property, let value = news[name]?.plain else { return false }
        // A name is unique in its scope: one that was given, and stays, is taken until the old object is gone.
        let isAutomatic = news[defaultsKey]?.list?.contains(.string(name)) ?? false
        return !isAutomatic && !value.containsUnknowns && olds[name]?.plain == value
    }

    private func isDifferent(_ property: PropertySchema, _ values: DiffRules.Values, _ outputs: PropertyMap) -> Bool {
        switch (values.old, values.new) {
        case (nil, nil):
            return false
        case (let old?, nil):
            if property.isKeptOnRemoval || old.containsUnknowns { return false }
            return ![property.assumed, property.defaultValue, property.resetValue].contains(old) && !old.isZero
        case (nil, let new?):
            return isAdded(property, new, values, outputs)
        case (let old?, let new?):
            return !isEqual(old, new, property, property.name)
        }
    }

    /// Returns whether a property that the last inputs lacked says something that is not so yet.
    private func isAdded(
        _ property: PropertySchema,
        _ new: PropertyValue,
        _ values: DiffRules.Values,
        _ outputs: PropertyMap
    ) -> Bool {
        if let assumed = property.assumed, isEqual(assumed, new, property, property.name) { return false }
        if resource.inherited.names.contains(property.name), outputs[property.name] == nil {
            return new != resource.inherited.values[property.name]
        }
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
            let replaces = property.willReplaceOnChanges || property.presenceReplaces
            return [PropertyChange(path: property.name, kind: .add, replaces: replaces)]
        case (_?, nil):
            let replaces =
                property.willReplaceOnChanges || property.presenceReplaces || property.isReplacedOnRemoval
            return [PropertyChange(path: property.name, kind: .delete, replaces: replaces)]
        case (let old?, let new?):
            let leaves = leaves(old, new, property, path: property.name)
            return leaves.map { change in
                PropertyChange(
                    path: change.path,
                    kind: change.kind,
                    replaces: change.replaces || property.willReplaceOnChanges
                )
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
        let whole = PropertyChange(path: path, kind: .update, replaces: property.willReplaceOnChanges)
        guard !property.isSet, rules.equality[path.withoutIndices] == nil else { return [whole] }
        switch (old, new, property.type) {
        case (.map(let old), .map(let new), .type):
            let members = resource.package.object(property.type)?.properties ?? []
            let changes = members.flatMap { member(old[$0.name], new[$0.name], $0, "\(path).\($0.name)") }
            return changes.isEmpty ? [whole] : changes
        case (.map(let old), .map(let new), .map):
            return entries(old.withoutDefaults, new.withoutDefaults, path, replaces: property.willReplaceOnChanges)
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
        case (nil, _): return [PropertyChange(path: path, kind: .add, replaces: property.willReplaceOnChanges)]
        case (_, nil): return [PropertyChange(path: path, kind: .delete, replaces: property.willReplaceOnChanges)]
        }
    }

    private func entries(_ old: PropertyMap, _ new: PropertyMap, _ path: String, replaces: Bool) -> [PropertyChange] {
        Set(old.keys + new.keys).sorted().compactMap { key in
            guard old[key] != new[key] else { return nil }
            let kind: PropertyChange.Kind = old[key] == nil ? .add : new[key] == nil ? .delete : .update
            return PropertyChange(path: "\(path).\(key)", kind: kind, replaces: replaces)
        }
    }

    // MARK: Derived outputs

    /// The outputs that the provider's configuration alone would change, such as all tags by its default tags.
    private func derivedChanges(
        _ changes: [PropertyChange],
        _ outputs: PropertyMap,
        _ news: PropertyMap
    ) -> [PropertyChange] {
        resource.derived.compactMap { derived in
            guard schema.inputs[derived.source] != nil, !changes.contains(where: { $0.property == derived.source }),
                let old = outputs[derived.name]
            else {
                return nil
            }
            let new = derived.value(news[derived.source])
            guard !new.containsUnknowns, !derived.isEqual(old, new) else { return nil }
            return PropertyChange(path: derived.name, kind: .update, replaces: false)
        }
    }
}
