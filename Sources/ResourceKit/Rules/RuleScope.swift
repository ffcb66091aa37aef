import JSON
import PulumiProtocol

/// The values that a path or function stands for.
struct FoundValues {
    /// The values that are there and known, without marks.
    var known: [PropertyValue] = []
    /// Indicates whether there may be more once everything is known.
    var isOpen = false
    /// Indicates whether one of them is secret.
    var isSecret = false

    /// The values that are not empty text, list or map.
    var present: [PropertyValue] {
        known.filter { value in
            switch value {
            case .string(let text): !text.isEmpty
            case .list(let elements): !elements.isEmpty
            case .map(let map): !map.withoutDefaults.isEmpty
            default: true
            }
        }
    }

    var numbers: [Double] { known.compactMap(\.ruleNumber) }
}

extension PropertyValue {
    /// The number that the value is or spells.
    var ruleNumber: Double? { number ?? string.flatMap(Double.init) }
}

/// The objects in which the names of a rule are looked up.
struct RuleScope {
    /// The resource's inputs.
    let resource: PropertyMap
    /// The object that the rule is about, after those around it.
    let objects: [PropertyMap]
    /// Tables of values by name.
    let tables: JSON

    /// The object that the rule is about.
    var here: PropertyMap { objects.last ?? resource }

    private func map(_ start: RulePath.Start) -> PropertyMap {
        switch start {
        case .here: here
        case .outer: objects.dropLast().last ?? resource
        case .resource: resource
        }
    }

    /// Returns the scope of an element's own members.
    func entering(_ map: PropertyMap) -> RuleScope {
        RuleScope(resource: resource, objects: objects + [map], tables: tables)
    }

    /// Returns the values at a path.
    func values(_ path: RulePath) -> FoundValues {
        var found = FoundValues()
        collect(map(path.start), path.steps[...], &found)
        return found
    }

    /// Indicates whether the one member that a path names was filled in by Check.
    func isFilledIn(_ path: RulePath) -> Bool {
        guard path.steps.count == 1, let name = path.steps.first?.name else { return false }
        return map(path.start)[defaultsKey]?.list?.contains(.string(name)) ?? false
    }

    private func collect(_ map: PropertyMap, _ steps: ArraySlice<RulePath.Step>, _ found: inout FoundValues) {
        guard let step = steps.first, let value = map[step.name] else { return }
        collect(value, step, steps.dropFirst(), &found)
    }

    private func collect(
        _ value: PropertyValue,
        _ step: RulePath.Step,
        _ rest: ArraySlice<RulePath.Step>,
        _ found: inout FoundValues
    ) {
        switch value {
        case .null: return
        case .secret(let inner):
            found.isSecret = true
            return collect(inner, step, rest, &found)
        case .unknown, .output, .resource, .asset, .archive:
            found.isOpen = true
            return
        default: break
        }
        guard step.isEach else { return collect(value, rest, &found) }
        switch value {
        case .list(let elements):
            for element in elements { collect(element, RulePath.Step(name: "", isEach: false), rest, &found) }
        case .map where !rest.isEmpty: collect(value, rest, &found)
        case .map(let map):
            for entry in map where entry.key != defaultsKey {
                collect(entry.value, RulePath.Step(name: "", isEach: false), rest, &found)
            }
        default: return
        }
    }

    private func collect(_ value: PropertyValue, _ rest: ArraySlice<RulePath.Step>, _ found: inout FoundValues) {
        guard !rest.isEmpty else { return found.known.append(value) }
        if let map = value.map { collect(map, rest, &found) }
    }
}
