/// Properties by name, in the order of their names' UTF-8 bytes: the order in which Pulumi writes them.
///
/// Names are compared byte by byte, as Pulumi does: `é` composed and decomposed are two names.
public struct PropertyMap: Hashable, Sendable {
    /// One property.
    public struct Element: Hashable, Sendable {
        /// The property's name.
        public let key: String
        /// The property's value.
        public var value: PropertyValue

        /// True if both have the same name, byte by byte, and the same value.
        public static func == (left: Element, right: Element) -> Bool {
            left.key.hasSameBytes(as: right.key) && left.value == right.value
        }
    }

    private var elements: [Element]

    /// An empty map.
    public init() {
        elements = []
    }

    /// A map of the pairs; of pairs with one name the last stays.
    public init(_ pairs: some Sequence<(String, PropertyValue)>) {
        elements = pairs.map { Element(key: $0.0, value: $0.1) }
        guard !isInOrder else { return }
        // The sort keeps the order of equal names, so that the last of them can be told.
        elements.sort { $0.key.precedes($1.key) }
        var kept = 0
        for index in elements.indices.dropFirst() {
            if !elements[index].key.hasSameBytes(as: elements[kept].key) { kept += 1 }
            elements.swapAt(kept, index)
        }
        elements.removeLast(elements.count - kept - 1)
    }

    private var isInOrder: Bool {
        zip(elements, elements.dropFirst()).allSatisfy { $0.key.precedes($1.key) }
    }

    /// A map of elements; of elements with one name the last stays.
    ///
    /// - Parameters:
    ///   - elements: The elements.
    ///   - isSorted: Whether the elements stand in the order of their names, each name once.
    init(elements: [Element], isSorted: Bool) {
        self.init()
        if isSorted {
            self.elements = elements
        } else {
            self = PropertyMap(elements.lazy.map { ($0.key, $0.value) })
        }
    }

    /// The names, sorted.
    public var keys: [String] { elements.map(\.key) }

    /// The values, in the order of their names.
    public var values: [PropertyValue] { elements.map(\.value) }

    /// The value of a property; `nil` if it is absent, which differs from ``PropertyValue/null``.
    public subscript(key: String) -> PropertyValue? {
        get {
            let index = position(of: key)
            // Not a ternary with `nil`: that would be the literal for `.null`.
            guard holds(key, at: index) else { return .none }
            return elements[index].value
        }
        set {
            let index = position(of: key)
            switch (holds(key, at: index), newValue) {
            case (true, let value?): elements[index].value = value
            case (true, nil): elements.remove(at: index)
            case (false, let value?): elements.insert(Element(key: key, value: value), at: index)
            case (false, nil): break
            }
        }
    }

    /// The value of a property, or another if it is absent.
    public subscript(key: String, default value: PropertyValue) -> PropertyValue { self[key] ?? value }

    /// Makes room for that many properties.
    public mutating func reserveCapacity(_ count: Int) {
        elements.reserveCapacity(count)
    }

    /// A map with every value replaced by what `transform` makes of it.
    public func mapValues(_ transform: (PropertyValue) throws -> PropertyValue) rethrows -> PropertyMap {
        var copy = self
        for index in elements.indices {
            copy.elements[index].value = try transform(elements[index].value)
        }
        return copy
    }

    /// Returns the map with its values rewritten; `nil` if all of them are kept.
    package func rewritingValues(_ rewrite: (PropertyValue) throws -> PropertyRewrite) rethrows -> PropertyMap? {
        var changed: [Element]?
        for (index, element) in elements.enumerated() {
            let outcome = try rewrite(element.value)
            if case .kept = outcome {
                changed?.append(element)
                continue
            }
            if changed == nil { changed = Array(elements[..<index]) }
            if let value = outcome.value(of: element.value) {
                changed?.append(Element(key: element.key, value: value))
            }
        }
        return changed.map { PropertyMap(elements: $0, isSorted: true) }
    }

    /// A map of the properties for which `isIncluded` holds.
    public func filter(_ isIncluded: (Element) throws -> Bool) rethrows -> PropertyMap {
        var copy = self
        copy.elements = try elements.filter(isIncluded)
        return copy
    }

    /// This map overlaid by another: the other's value where both have one.
    public func merging(_ other: PropertyMap) -> PropertyMap {
        other.reduce(into: self) { $0[$1.key] = $1.value }
    }

    private func holds(_ key: String, at index: Int) -> Bool {
        index < elements.count && elements[index].key.hasSameBytes(as: key)
    }

    /// Returns the place where a name stands or would be inserted.
    private func position(of key: String) -> Int {
        // Properties mostly arrive sorted, so that the end is the likely place.
        if let last = elements.last, last.key.precedes(key) {
            return elements.count
        }
        var low = 0
        var high = elements.count
        while low < high {
            let middle = (low + high) / 2
            if elements[middle].key.precedes(key) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}

extension PropertyMap: RandomAccessCollection {
    /// Always 0.
    public var startIndex: Int { elements.startIndex }
    /// The number of properties.
    public var endIndex: Int { elements.endIndex }
    /// The property at a place in the order of names.
    public subscript(position: Int) -> Element { elements[position] }
}

extension PropertyMap: ExpressibleByDictionaryLiteral {
    /// A map as written in a program.
    public init(dictionaryLiteral elements: (String, PropertyValue)...) {
        self.init(elements)
    }
}
