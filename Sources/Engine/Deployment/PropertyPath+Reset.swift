import PulumiProtocol

extension PropertyPath {
    /// Restores the older value at this path, or removes the value if the older one has none.
    ///
    /// The length of a list stays, and nothing is made on the way to the place.
    ///
    /// - Returns: False if the place could not be made the same in both; what could be is.
    func reset(_ new: inout PropertyMap, from old: PropertyMap) -> Bool {
        var value = PropertyValue.map(new)
        let isDone = Restoration(isOldSecret: false, isNewSecret: false).restore(&value, from: .map(old), elements[...])
        if case .map(let map) = value { new = map }
        return isDone
    }
}

/// The way down to a place in two values; what is taken out of a secret stays secret.
private struct Restoration {
    typealias Path = ArraySlice<PropertyPath.Element>

    var isOldSecret: Bool
    var isNewSecret: Bool

    func restore(_ new: inout PropertyValue, from old: PropertyValue, _ path: Path) -> Bool {
        if case .secret(var inner) = new {
            let isDone = Restoration(isOldSecret: isOldSecret, isNewSecret: true).restore(&inner, from: old, path)
            new = .secret(inner)
            return isDone
        }
        if case .secret(let inner) = old {
            return Restoration(isOldSecret: true, isNewSecret: isNewSecret).restore(&new, from: inner, path)
        }
        guard let element = path.first else { return false }
        let rest = path.dropFirst()
        switch element {
        case .index(let index): return restore(index, of: &new, from: old, rest)
        case .key(let key): return restore(key, of: &new, from: old, rest)
        case .any: return rest.isEmpty ? restoreAll(of: &new, from: old) : restoreEach(of: &new, from: old, rest)
        }
    }

    private func marked(_ value: PropertyValue) -> PropertyValue {
        if case .secret = value { return value }
        return isOldSecret && !isNewSecret ? .secret(value) : value
    }

    private func restore(_ index: Int, of new: inout PropertyValue, from old: PropertyValue, _ rest: Path) -> Bool {
        guard case .list(var elements) = new, case .list(let olds) = old else {
            return new.list == nil && old.list == nil
        }
        let isInBoth = elements.indices.contains(index) && olds.indices.contains(index)
        guard isInBoth else {
            return rest.isEmpty && !elements.indices.contains(index) && !olds.indices.contains(index)
        }
        var isDone = true
        if rest.isEmpty {
            elements[index] = marked(olds[index])
        } else {
            isDone = restore(&elements[index], from: olds[index], rest)
        }
        new = .list(elements)
        return isDone
    }

    private func restore(_ key: String, of new: inout PropertyValue, from old: PropertyValue, _ rest: Path) -> Bool {
        if rest.isEmpty {
            let former = old.map?[key]
            guard case .map(var map) = new else { return former == nil }
            map[key] = former.map(marked)
            new = .map(map)
            return true
        }
        guard case .map(var map) = new, case .map(let olds) = old else { return new.map == nil && old.map == nil }
        guard var value = map[key] else { return olds[key] == nil }
        let isDone = restore(&value, from: olds[key] ?? .null, rest)
        map[key] = value
        new = .map(map)
        return isDone
    }

    private func restoreAll(of new: inout PropertyValue, from old: PropertyValue) -> Bool {
        switch (new, old) {
        case (.map, .map(let olds)):
            new = .map(olds.mapValues(marked))
            return true
        case (.list(let elements), .list(let olds)):
            new = .list(elements.indices.map { olds.indices.contains($0) ? marked(olds[$0]) : elements[$0] })
            return elements.count == olds.count
        default:
            return new.map != nil || new.list != nil
        }
    }

    private func restoreEach(of new: inout PropertyValue, from old: PropertyValue, _ rest: Path) -> Bool {
        switch (new, old) {
        case (.map(var map), .map(let olds)):
            defer { new = .map(map) }
            for entry in olds {
                guard var value = map[entry.key] else { return false }
                let isDone = restore(&value, from: entry.value, rest)
                map[entry.key] = value
                if !isDone { return false }
            }
            return true
        case (.list(var elements), .list(let olds)):
            defer { new = .list(elements) }
            for index in elements.indices.prefix(olds.count) {
                guard restore(&elements[index], from: olds[index], rest) else { return false }
            }
            return elements.count == olds.count
        default:
            return false
        }
    }
}

/// The option `ignoreChanges`.
enum IgnoredChanges {
    /// The new inputs with the ignored paths as they were, and the paths of which that cannot be said.
    static func restore(
        _ paths: [String],
        in new: PropertyMap,
        from old: PropertyMap
    ) -> (inputs: PropertyMap, missing: [String]) {
        var restored = new
        var missing: [String] = []
        for text in paths {
            guard let path = PropertyPath(text) else { continue }
            if !path.reset(&restored, from: old) { missing.append(text) }
        }
        return (restored, missing)
    }
}
