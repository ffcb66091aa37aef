internal import Glibc
public import JSON
public import PulumiProtocol

/// How a program sees configuration, which settings files hold as text.
public enum ProgramConfiguration {
    /// What a text of the configuration means to a program: the declared type does not matter.
    ///
    /// Text that starts with a zero stays text, unless it is `0` or a fraction; else numbers, truth values and JSON
    /// are read, and everything else stays text.
    public static func value(of text: String) -> PropertyValue {
        if text.utf8.count > 1, text.hasPrefix("0"), !text.hasPrefix("0.") { return .string(text) }
        if let integer = Int64(text) { return .number(Double(integer)) }
        if let bool = booleans[text] { return .bool(bool) }
        if let number = number(text) { return .number(number) }
        if let json = try? JSON(parsing: text) { return value(of: json) }
        return .string(text)
    }

    /// What a value of the configuration means to a program; a secret stays one.
    public static func value(of value: PropertyValue) -> PropertyValue {
        switch value {
        case .string(let text): self.value(of: text)
        case .secret(let inner): .secret(self.value(of: inner))
        default: value
        }
    }

    /// What a JSON value of the configuration means to a program.
    public static func value(of json: JSON) -> PropertyValue {
        switch json {
        case .null: .null
        case .bool(let bool): .bool(bool)
        case .number(let number): .number(number.double)
        case .string(let text): .string(text)
        case .array(let elements): .list(elements.map { value(of: $0) })
        case .object(let object): .map(PropertyMap(object.map { ($0.key, value(of: $0.value)) }))
        }
    }

    private static let booleans: [String: Bool] = [
        "t": true, "T": true, "true": true, "True": true, "TRUE": true,
        "f": false, "F": false, "false": false, "False": false, "FALSE": false,
    ]

    private static let infinities: Set<String> = ["inf", "infinity", "nan"]

    /// A number as Go reads it: underscores between digits, infinities by name.
    private static func number(_ text: String) -> Double? {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
        guard let first = digits.first, text.utf8.count - digits.count <= 1 else { return nil }
        if infinities.contains(String(Substring(digits)).lowercased()) { return Double(text.lowercased()) }
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: ".") else { return nil }
        let pieces = text.split(separator: "_", omittingEmptySubsequences: false)
        guard pieces.allSatisfy({ !$0.isEmpty }) else { return nil }
        return YAMLScalar(pieces.joined()).number
    }
}
