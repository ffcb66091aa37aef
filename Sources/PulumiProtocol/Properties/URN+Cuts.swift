// Cuts that are made so often that they avoid parsing the whole.
extension URN {
    /// Where the last `::` of a text begins.
    public static func lastSeparator(in text: String) -> String.Index? {
        let bytes = text.utf8
        var index = bytes.endIndex
        var previousIsColon = false
        while index > bytes.startIndex {
            index = bytes.index(before: index)
            let isColon = bytes[index] == UInt8(ascii: ":")
            if isColon && previousIsColon { return index }
            previousIsColon = isColon
        }
        return nil
    }

    /// The name in a URN. A name may itself hold `::`: it is what follows the third separator.
    public static func name(in urn: String) -> String {
        String(urn[(separator(2, in: urn).map { urn.utf8.index($0, offsetBy: 2) } ?? urn.startIndex)...])
    }

    /// The type of a URN with its parents' types: `a:b:C$d:e:F`.
    public static func qualifiedType(in urn: String) -> Substring {
        guard let start = separator(1, in: urn), let end = separator(2, in: urn) else { return "" }
        return urn[urn.utf8.index(start, offsetBy: 2)..<end]
    }

    /// Where the `::` with that number, counted from 0, begins.
    private static func separator(_ number: Int, in urn: String) -> String.Index? {
        let bytes = urn.utf8
        var index = bytes.startIndex
        var found = 0
        while index < bytes.endIndex {
            let next = bytes.index(after: index)
            guard bytes[index] == UInt8(ascii: ":"), next < bytes.endIndex, bytes[next] == UInt8(ascii: ":") else {
                index = next
                continue
            }
            if found == number { return index }
            found += 1
            index = bytes.index(after: next)
        }
        return nil
    }
}
