public import PulumiProtocol

extension PropertyMap {
    /// The properties in the order in which a JavaScript object has them: array indices first, by number, then the
    /// other names by their UTF-16 code units.
    ///
    /// Upstream's components are JavaScript, and this order shows in the texts they make.
    public var inECMAScriptOrder: [Element] {
        var indices: [(index: UInt32, element: Element)] = []
        var names: [Element] = []
        for element in self {
            if let index = Self.arrayIndex(element.key) {
                indices.append((index, element))
            } else {
                names.append(element)
            }
        }
        indices.sort { $0.index < $1.index }
        names.sort { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
        return indices.map(\.element) + names
    }

    /// The number that a name spells, if it is the one spelling of an array index: 0 to 2³² − 2.
    private static func arrayIndex(_ name: String) -> UInt32? {
        guard let first = name.utf8.first, first != UInt8(ascii: "0") || name.utf8.count == 1 else { return nil }
        guard name.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return UInt32(name).flatMap { $0 == .max ? nil : $0 }
    }
}
