import PulumiProtocol

/// The difference between a resource and the inputs that the program wants, as its provider found it.
struct Difference: Hashable, Sendable {
    /// Indicates whether there is any difference.
    var hasChanges: Bool
    /// Top-level properties, or reasons such as `provider`, that make a replacement necessary.
    var replaceKeys: [String] = []
    /// Top-level properties that differ.
    var changedKeys: [String] = []
    /// Differences by property path.
    var detailed: [String: PropertyDifference] = [:]
    /// Indicates whether a replacement must delete the old resource before it creates the new one.
    var deleteBeforeReplace = false
    /// Indicates whether the provider could be asked for the difference.
    var isForeseeable = true
    /// Properties that will not change although others do.
    var stableKeys: [String] = []

    /// No difference.
    static let none = Difference(hasChanges: false)

    /// The unknown difference while the provider's own configuration is unknown.
    static let unforeseeable = Difference(hasChanges: true, isForeseeable: false)

    /// A difference that replaces, for a reason that is no property.
    static func replacement(because reason: String) -> Difference {
        Difference(hasChanges: true, replaceKeys: [reason])
    }

    /// Indicates whether the resource must be replaced.
    var replaces: Bool {
        !replaceKeys.isEmpty || detailed.contains { $0.value.kind.replaces }
    }

    /// The difference between two sets of inputs, where no provider can be asked.
    static func between(_ old: PropertyMap, _ new: PropertyMap) -> Difference {
        let keys = Set(old.keys).union(new.keys).filter { old[$0]?.plain != new[$0]?.plain }.sorted()
        var difference = Difference(hasChanges: !keys.isEmpty, changedKeys: keys)
        for key in keys {
            let kind: PropertyDifference.Kind = old[key] == nil ? .add : new[key] == nil ? .delete : .update
            difference.detailed[key] = PropertyDifference(kind, isOfInputs: true)
        }
        return difference
    }

    /// The difference in the other direction: an addition becomes a deletion.
    var inverted: Difference {
        var copy = self
        copy.replaceKeys = []
        copy.detailed = detailed.mapValues { PropertyDifference($0.kind.inverted, isOfInputs: $0.isOfInputs) }
        return copy
    }

    /// This difference with the option `replaceOnChanges` applied; `#initerror` stands for earlier failures.
    func replacing(on paths: [String], hasInitErrors: Bool) -> Difference {
        guard hasChanges || hasInitErrors, !paths.isEmpty else { return self }
        let wanted = paths.compactMap(PropertyPath.init)
        var copy = self
        for (text, difference) in detailed {
            guard let path = PropertyPath(text), wanted.contains(where: { $0.contains(path) }) else { continue }
            copy.detailed[text] = PropertyDifference(difference.kind.replacing, isOfInputs: difference.isOfInputs)
        }
        for key in changedKeys where !copy.replaceKeys.contains(key) {
            if wanted.contains(where: { $0.contains(PropertyPath([.key(key)])) }) { copy.replaceKeys.append(key) }
        }
        let initError = PropertyPath([.key("#initerror")])
        if hasInitErrors, wanted.contains(where: { $0.contains(initError) }) {
            copy.replaceKeys.append("#initerror")
            copy.hasChanges = true
        }
        return copy
    }
}
