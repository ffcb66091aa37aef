internal import PulumiProtocol

/// A reference to the provider of a resource, in the form `urn::id`.
public struct ProviderReference: Hashable, Sendable, CustomStringConvertible {
    /// The provider's URN.
    public var urn: String
    /// The provider's id: a UUID, or ``unknownID`` in a preview.
    public var id: String

    /// The id of a provider that a preview would create.
    public static let unknownID = PropertyValue.unknownText

    /// Creates a reference from its parts.
    public init(urn: String, id: String) {
        self.urn = urn
        self.id = id
    }

    /// Parses a reference; `nil` if the text is empty or has no `::` after the URN.
    public init?(_ text: String) {
        guard let split = Self.lastSeparator(in: text) else { return nil }
        urn = String(text[..<split])
        id = String(text[text.utf8.index(split, offsetBy: 2)...])
    }

    /// The text in checkpoints.
    public var description: String { "\(urn)::\(id)" }

    /// Returns the position of the last `::` of a text.
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
