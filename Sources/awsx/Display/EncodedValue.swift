import JSON
import PulumiProtocol

/// Structures that are written as text, such as IAM policies.
enum EncodedValue {
    /// The structure, if the whole text is one in JSON; a bare number or string is none.
    static func decode(_ text: String) -> PropertyValue? {
        let first = text.utf8.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return .none }
        guard let document = try? JSON(parsing: text) else { return .none }
        return value(document)
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
