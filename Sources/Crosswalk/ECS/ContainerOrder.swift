/// The order of containers by name, which is that of the English collation upstream sorts by: it shows in the text of
/// the container definitions, and so in the family.
///
/// Letters of either case are one in the first place, then a shorter name comes first, then lower case.
enum ContainerOrder {
    /// Whether one name comes before another.
    static func precedes(_ a: String, _ b: String) -> Bool {
        let (first, second) = (a.unicodeScalars.map(weight), b.unicodeScalars.map(weight))
        if first != second { return first.lexicographicallyPrecedes(second) }
        return zip(a.unicodeScalars, b.unicodeScalars).first { $0 != $1 }.map { $0.0.properties.isLowercase } ?? false
    }

    /// The place of a character: `_`, `-`, digits, letters; what ECS does not allow comes last, by its number.
    private static func weight(_ scalar: Unicode.Scalar) -> UInt32 {
        switch scalar {
        case "_": 0
        case "-": 1
        case "0"..."9": 2 + scalar.value - 0x30
        case "a"..."z": 12 + scalar.value - 0x61
        case "A"..."Z": 12 + scalar.value - 0x41
        default: 64 + scalar.value
        }
    }
}
