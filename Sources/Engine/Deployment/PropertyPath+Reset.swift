import PulumiProtocol

extension PropertyPath {
    /// Puts back what an older value has at this path, or takes away what it has not.
    ///
    /// - Returns: False if the path leads through something that only one of the two has: then nothing can be said
    ///   to be restored.
    func reset(_ new: inout PropertyMap, from old: PropertyMap) -> Bool {
        var value = PropertyValue.map(new)
        guard Self.reset(&value, from: .map(old), elements[...]) else { return false }
        if case .map(let map) = value { new = map }
        return true
    }

    private static func reset(
        _ new: inout PropertyValue,
        from old: PropertyValue,
        _ path: ArraySlice<Element>
    ) -> Bool {
        if case .secret(var inner) = new {
            guard reset(&inner, from: old.unwrapped, path) else { return false }
            new = .secret(inner)
            return true
        }
        guard let element = path.first else { return false }
        switch (element, new, old.unwrapped) {
        case (.index(let index), .list(var elements), .list(let olds)):
            guard resetElement(index, of: &elements, from: olds, path.dropFirst()) else { return false }
            new = .list(elements)
        case (.key(let key), .map(var map), .map(let olds)):
            guard resetKey(key, of: &map, from: olds, path.dropFirst()) else { return false }
            new = .map(map)
        case (.any, .list(var elements), .list(let olds)):
            if path.count == 1 { elements = olds }
            for index in elements.indices.reversed() where path.count > 1 {
                guard resetElement(index, of: &elements, from: olds, path.dropFirst()) else { return false }
            }
            new = .list(elements)
        case (.any, .map(var map), .map(let olds)):
            for key in Set(map.keys + olds.keys) {
                guard resetKey(key, of: &map, from: olds, path.dropFirst()) else { return false }
            }
            new = .map(map)
        default:
            return false
        }
        return true
    }

    private static func resetElement(
        _ index: Int,
        of elements: inout [PropertyValue],
        from olds: [PropertyValue],
        _ rest: ArraySlice<Element>
    ) -> Bool {
        guard rest.isEmpty else {
            switch (elements.indices.contains(index), olds.indices.contains(index)) {
            case (true, true): return reset(&elements[index], from: olds[index], rest)
            case (false, false): return true
            default: return false
            }
        }
        guard olds.indices.contains(index) else { return !elements.indices.contains(index) }
        if elements.indices.contains(index) {
            elements[index] = olds[index]
        } else if index == elements.count {
            elements.append(olds[index])
        } else {
            return false
        }
        return true
    }

    private static func resetKey(
        _ key: String,
        of map: inout PropertyMap,
        from olds: PropertyMap,
        _ rest: ArraySlice<Element>
    ) -> Bool {
        guard rest.isEmpty else {
            switch (map[key], olds[key]) {
            case (var value?, let old?):
                guard reset(&value, from: old, rest) else { return false }
                map[key] = value
                return true
            case (nil, nil): return true
            default: return false
            }
        }
        map[key] = olds[key]
        return true
    }
}

extension PropertyValue {
    /// The value inside marks of secrets and outputs.
    fileprivate var unwrapped: PropertyValue {
        switch self {
        case .secret(let inner): inner.unwrapped
        case .output(let output): output.value?.unwrapped ?? .unknown
        default: self
        }
    }
}

/// The option `ignoreChanges`.
enum IgnoredChanges {
    /// The new inputs with the ignored paths as they were.
    ///
    /// - Throws: ``IgnoreChangesError`` if a path leads through something that is missing.
    static func restore(
        _ paths: [String],
        in new: PropertyMap,
        from old: PropertyMap
    ) throws(IgnoreChangesError) -> PropertyMap {
        if paths.isEmpty { return new }
        var restored = new
        var missing: [String] = []
        for text in paths {
            guard let path = PropertyPath(text) else { continue }
            if !path.reset(&restored, from: old) { missing.append(text) }
        }
        guard missing.isEmpty else { throw IgnoreChangesError(paths: missing) }
        return restored
    }
}

/// The option `ignoreChanges` names something that cannot be kept as it was.
struct IgnoreChangesError: Error, Hashable, CustomStringConvertible {
    /// The paths at fault, as written in the program.
    var paths: [String]

    var description: String {
        let named = paths.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            cannot ignore changes to the following properties because one or more elements of the path are missing: \
            \(named)
            """
    }
}
