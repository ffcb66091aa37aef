extension JSON {
    /// Values by name, in the order in which they were written or added.
    ///
    /// Names are compared byte by byte. Looking one up takes logarithmic time if they stand sorted, constant time if
    /// there are many, and a glance over them if there are few. Two objects are equal if they hold the same values
    /// under the same names, in whichever order.
    public struct Object: Sendable {
        /// One member.
        public struct Element: Hashable, Sendable {
            /// The member's name.
            public let key: String
            /// The member's value.
            public var value: JSON
        }

        private var elements: [Element]
        private var order: Order

        /// The way in which a name is found.
        private enum Order: Sendable {
            case sorted
            case short
            case indexed([ByteKey: Int])
        }

        /// Up to how many unsorted members are looked through one by one.
        private static let shortCount = 16

        /// An empty object.
        public init() {
            elements = []
            order = .sorted
        }

        /// An object of the pairs; of pairs with one name the last value stays, in the place of the first.
        public init(_ pairs: some Sequence<(String, JSON)>) {
            self.init()
            elements.reserveCapacity(pairs.underestimatedCount)
            for (key, value) in pairs { self[key] = value }
        }

        /// The names in order.
        public var keys: [String] { elements.map(\.key) }

        /// The values in order.
        public var values: [JSON] { elements.map(\.value) }

        /// A member's value; setting `nil` removes it, setting a new name adds it at the end.
        public subscript(key: String) -> JSON? {
            get { position(of: key).map { elements[$0].value } }
            set {
                switch (position(of: key), newValue) {
                case (let index?, let value?): elements[index].value = value
                case (let index?, nil): remove(at: index)
                case (nil, let value?): add(key, value)
                case (nil, nil): break
                }
            }
        }

        /// Makes room for that many members.
        public mutating func reserveCapacity(_ count: Int) {
            elements.reserveCapacity(count)
        }

        /// The same object with its members sorted by name, at this level only.
        public func sorted() -> Object {
            if case .sorted = order { return self }
            var copy = Object()
            copy.elements = elements.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            return copy
        }

        private mutating func remove(at index: Int) {
            elements.remove(at: index)
            if case .indexed = order { order = elements.count > Self.shortCount ? .indexed(makeIndex()) : .short }
        }

        /// Adds a member whose name is known to be new.
        private mutating func add(_ key: String, _ value: JSON) {
            switch order {
            case .sorted:
                if let last = elements.last, !last.key.precedes(key) {
                    order = elements.count < Self.shortCount ? .short : .indexed(makeIndex())
                    return add(key, value)
                }
            case .short:
                if elements.count == Self.shortCount {
                    order = .indexed(makeIndex())
                    return add(key, value)
                }
            case .indexed(var index):
                order = .short
                index[ByteKey(key)] = elements.count
                order = .indexed(index)
            }
            elements.append(Element(key: key, value: value))
        }

        private func makeIndex() -> [ByteKey: Int] {
            Dictionary(uniqueKeysWithValues: elements.enumerated().map { (ByteKey($1.key), $0) })
        }

        private func position(of key: String) -> Int? {
            switch order {
            case .short: return elements.firstIndex { $0.key.hasSameBytes(as: key) }
            case .indexed(let index): return index[ByteKey(key)]
            case .sorted: break
            }
            // Members mostly arrive sorted, so that what is new mostly belongs at the end.
            if let last = elements.last, last.key.precedes(key) { return nil }
            var low = 0
            var high = elements.count
            while low < high {
                let middle = (low + high) / 2
                if elements[middle].key.precedes(key) { low = middle + 1 } else { high = middle }
            }
            return low < elements.count && elements[low].key.hasSameBytes(as: key) ? low : nil
        }
    }
}

extension JSON.Object: RandomAccessCollection {
    /// Always 0.
    public var startIndex: Int { 0 }
    /// The number of members.
    public var endIndex: Int { elements.count }
    /// The member at a place in the order.
    public subscript(position: Int) -> Element { elements[position] }
}

extension JSON.Object: Hashable {
    /// True if both hold the same values under the same names.
    public static func == (left: Self, right: Self) -> Bool {
        left.count == right.count && left.elements.allSatisfy { right[$0.key] == $0.value }
    }

    /// Hashes the members without regard to their order.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(Set(elements))
    }
}

extension JSON.Object: ExpressibleByDictionaryLiteral {
    /// An object as written in a program.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(elements)
    }
}

/// A name that is equal to another only if their bytes are: `String` itself takes `é` in two spellings for one.
private struct ByteKey: Hashable, Sendable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: Self, right: Self) -> Bool { left.text.hasSameBytes(as: right.text) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension String {
    /// True if both have the same bytes.
    fileprivate func hasSameBytes(as other: String) -> Bool {
        // Equal bytes are equal text; only what is equal without being ASCII needs the second look.
        self == other && utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }

    /// True if this comes first in the order of UTF-8 bytes.
    fileprivate func precedes(_ other: String) -> Bool {
        var (left, right) = (self, other)
        return left.withUTF8 { left in
            right.withUTF8 { right in
                let common = min(left.count, right.count)
                for index in 0..<common where left[index] != right[index] { return left[index] < right[index] }
                return left.count < right.count
            }
        }
    }
}
