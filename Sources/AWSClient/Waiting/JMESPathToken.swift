import JSON

/// A word of an expression.
enum JMESPathToken: Hashable, Sendable {
    case name(String)
    case number(Int)
    case literal(JSON)
    /// Punctuation, such as `[?` or `==`.
    case mark(String)
    case end

    private static let marks = [
        "[?", "[]", "||", "&&", "==", "!=", "<=", ">=", "[", "]", "(", ")", ".", "*", "|", ",", "<", ">", "!", "@",
    ]

    /// The words of a text, with an end.
    static func tokens(of text: String) throws(JMESPathError) -> [JMESPathToken] {
        var tokens: [JMESPathToken] = []
        var rest = Substring(text)
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first == "`" || first == "'" || first == "\"" {
                tokens.append(try quoted(first, &rest, text))
            } else if first.isLetter || first == "_" {
                let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                tokens.append(.name(String(name)))
                rest = rest.dropFirst(name.count)
            } else if first.isASCII, first.isNumber || first == "-" {
                let digits = rest.prefix { $0.isNumber || $0 == "-" }
                guard let number = Int(digits) else {
                    throw JMESPathError(reason: "'\(digits)' is no number in '\(text)'")
                }
                tokens.append(.number(number))
                rest = rest.dropFirst(digits.count)
            } else if let mark = marks.first(where: { rest.hasPrefix($0) }) {
                tokens.append(.mark(mark))
                rest = rest.dropFirst(mark.count)
            } else {
                throw JMESPathError(reason: "'\(first)' is not understood in '\(text)'")
            }
        }
        return tokens + [.end]
    }

    /// A literal in grave accents, a raw string in apostrophes, or a name in quotation marks.
    private static func quoted(
        _ quote: Character,
        _ rest: inout Substring,
        _ text: String
    ) throws(JMESPathError) -> JMESPathToken {
        var content = ""
        var isEscaped = false
        rest.removeFirst()
        while let character = rest.popFirst() {
            if character == quote, !isEscaped {
                return try token(quote, content)
            }
            if character == quote, isEscaped { content.removeLast() }
            isEscaped = character == "\\" && !isEscaped
            content.append(character)
        }
        throw JMESPathError(reason: "a \(quote) is not closed in '\(text)'")
    }

    private static func token(_ quote: Character, _ content: String) throws(JMESPathError) -> JMESPathToken {
        if quote == "'" { return .literal(.string(content)) }
        if quote == "\"" { return .name(content) }
        // A bare word between grave accents is a string, as old models have it.
        return .literal((try? JSON(parsing: content)) ?? .string(content.trimmingSpaces))
    }
}
