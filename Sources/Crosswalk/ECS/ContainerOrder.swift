/// The order of containers by name in the text of the container definitions.
///
/// The order is that of the English collation, as upstream sorts: case counts only between names that are otherwise
/// equal, lower case first. It determines the text, and so the hash in the name of the family.
enum ContainerOrder {
    /// Returns whether one name comes before another.
    static func precedes(_ a: String, _ b: String) -> Bool {
        let (first, second) = (a.unicodeScalars.map(weight), b.unicodeScalars.map(weight))
        if first != second { return first.lexicographicallyPrecedes(second) }
        return zip(a.unicodeScalars, b.unicodeScalars).first { $0 != $1 }.map { $0.0.properties.isLowercase } ?? false
    }

    /// Returns the weight of a character: `_`, `-`, digits, letters, then the characters that ECS does not allow.
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
