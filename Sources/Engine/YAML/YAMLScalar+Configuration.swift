internal import JSON

extension YAMLScalar {
    /// The configuration text of a scalar in a settings file: `01234` is `668`, and dates have Go's format.
    public var configurationText: String {
        switch value {
        case .integer(let number): String(number)
        case .unsigned(let number): String(number)
        case .float(let number): JSON.Number(number).text
        case .bool(let bool): bool ? "true" : "false"
        case .timestamp(let timestamp): timestamp.description
        // Pulumi reads a key without a value as empty text.
        case .null: ""
        case .string, .contradiction: text
        }
    }
}
