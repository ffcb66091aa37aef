internal import JSON

extension YAMLScalar {
    /// The text that a scalar of a stack's settings stands for: `01234` is `668`, a date has Go's spelling.
    public var configurationText: String {
        switch value {
        case .integer(let number): String(number)
        case .unsigned(let number): String(number)
        case .float(let number): JSON.Number(number).text
        case .bool(let bool): bool ? "true" : "false"
        case .timestamp(let timestamp): timestamp.description
        // Pulumi takes a key without a value for empty text.
        case .null: ""
        case .string, .contradiction: text
        }
    }
}
