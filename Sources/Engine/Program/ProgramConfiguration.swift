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
        if let number = GoNumber.special(text) ?? GoNumber.decimal(text) { return .number(number) }
        if let json = try? JSON(parsing: text) {
            let value = value(of: json)
            // Go refuses a number beyond the range of a float64, and with it the whole.
            if !value.holdsInfinity { return value }
        }
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
}
