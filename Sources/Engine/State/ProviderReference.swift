/// How a state names the provider that manages it: `urn::id`.
public struct ProviderReference: Hashable, Sendable, CustomStringConvertible {
    /// The provider's URN.
    public var urn: String
    /// The provider's id: a UUID, or ``unknownID`` in a preview.
    public var id: String

    /// Stands for the id of a provider that a preview would make.
    public static let unknownID = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

    /// A reference from its parts.
    public init(urn: String, id: String) {
        self.urn = urn
        self.id = id
    }

    /// A reference from its text; `nil` if the text is empty or holds no `::` after the URN.
    public init?(_ text: String) {
        guard let split = URNText.lastSeparator(in: text) else { return nil }
        urn = String(text[..<split])
        id = String(text[text.utf8.index(split, offsetBy: 2)...])
    }

    /// The text that stands in checkpoints.
    public var description: String { "\(urn)::\(id)" }
}

/// Cuts of URNs that are made so often that they avoid parsing the whole.
enum URNText {
    /// Where the last `::` of a text begins.
    static func lastSeparator(in text: String) -> String.Index? {
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
    static func name(of urn: String) -> String {
        String(urn[(separator(2, in: urn).map { urn.utf8.index($0, offsetBy: 2) } ?? urn.startIndex)...])
    }

    /// The type of a URN with its parents' types: `a:b:C$d:e:F`.
    static func qualifiedType(of urn: String) -> Substring {
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
