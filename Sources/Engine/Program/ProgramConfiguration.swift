public import JSON
public import PulumiProtocol

/// The configuration as a program sees it; settings files hold text.
public enum ProgramConfiguration {
    /// Returns the value of a configuration text in a program, whatever its declared type.
    ///
    /// Numbers, booleans and JSON are parsed; everything else is text, and so are texts with a leading zero, except `0`
    /// and fractions.
    public static func value(of text: String) -> PropertyValue {
        if text.utf8.count > 1, text.hasPrefix("0"), !text.hasPrefix("0.") { return .string(text) }
        if let integer = Int64(text) { return .number(Double(integer)) }
        if let bool = booleans[text] { return .bool(bool) }
        if let number = GoNumber.special(text) ?? GoNumber.decimal(text) { return .number(number) }
        if let json = try? JSON(parsing: text) {
            let value = value(of: json)
            // Go refuses JSON with a number beyond the range of a float64.
            if !value.holdsInfinity { return value }
        }
        return .string(text)
    }

    /// Returns the value of a configuration value in a program; secrets stay secret.
    public static func value(of value: PropertyValue) -> PropertyValue {
        switch value {
        case .string(let text): self.value(of: text)
        case .secret(let inner): .secret(self.value(of: inner))
        default: value
        }
    }

    /// Returns the value of a JSON configuration value in a program.
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
}
