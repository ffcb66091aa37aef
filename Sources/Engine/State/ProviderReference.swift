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
        guard let split = Self.lastSeparator(in: text) else { return nil }
        urn = String(text[..<split])
        id = String(text[text.utf8.index(split, offsetBy: 2)...])
    }

    /// The text that stands in checkpoints.
    public var description: String { "\(urn)::\(id)" }

    /// Where the last `::` of a text begins.
    private static func lastSeparator(in text: String) -> String.Index? {
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
}
