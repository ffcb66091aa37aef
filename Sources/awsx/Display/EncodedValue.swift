import Engine
import JSON
import PulumiProtocol

/// A list or map that is encoded as text, such as an IAM policy or user data.
struct EncodedValue {
    /// The decoded list or map.
    let value: PropertyValue
    /// The format of the text: `json` or `yaml`.
    let format: String

    /// Decodes a text that is a whole list or map; returns `nil` for scalars and for YAML of a single line.
    init?(_ text: String) {
        let first = text.utf8.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        let isLikeJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        if isLikeJSON, let document = try? JSON(parsing: text) {
            self.init(value: Self.value(document), format: "json")
        } else if text.utf8.contains(0x0A), let value = Self.yaml(text) {
            self.init(value: value, format: "yaml")
        } else {
            return nil
        }
    }

    private init(value: PropertyValue, format: String) {
        self.value = value
        self.format = format
    }

    private static func yaml(_ text: String) -> PropertyValue? {
        guard let document = try? YAMLDocument(parsing: Array(text.utf8), file: ""), document.nextDocument == nil,
            let root = try? document.expandedRoot()
        else { return .none }
        let value = root.plainValue
        switch value {
        case .list, .map: return value
        default: return .none
        }
    }

    private static func value(_ json: JSON) -> PropertyValue {
        switch json {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let number): .number(number.double)
        case .string(let text): .string(text)
        case .array(let elements): .list(elements.map(value))
        case .object(let object): .map(PropertyMap(object.map { ($0.key, value($0.value)) }))
        }
    }
}
