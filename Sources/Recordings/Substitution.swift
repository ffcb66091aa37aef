import JSON

/// Recorded identifiers, and what the provider returned in their place.
struct Substitution {
    private var known: [String: String] = [:]

    /// Learns from a recorded value and the one in its place; what only repeats the inputs is no identifier.
    mutating func learn(_ recorded: JSON, _ actual: JSON, inputs: JSON = .null) {
        let found = Leaves.texts(of: actual)
        let echoed = Set(Leaves.texts(of: inputs).values)
        for (path, text) in Leaves.texts(of: recorded) {
            guard text.utf8.count >= 6, text.contains(where: \.isNumber), Comparison.document(text) == nil,
                !echoed.contains(text), let other = found[path], !other.isEmpty, other != text, known[text] == nil
            else { continue }
            known[text] = other
        }
    }

    /// Returns a value with the identifiers replaced.
    func apply(_ value: JSON) -> JSON {
        let longestFirst = known.map { (Array($0.key.utf8), Array($0.value.utf8)) }.sorted { $0.0.count > $1.0.count }
        return longestFirst.isEmpty ? value : replaced(value, longestFirst)
    }

    private func replaced(_ value: JSON, _ pairs: [([UInt8], [UInt8])]) -> JSON {
        switch value {
        case .object(let object): .object(JSON.Object(object.map { ($0.key, replaced($0.value, pairs)) }))
        case .array(let elements): .array(elements.map { replaced($0, pairs) })
        case .string(let text): .string(replaced(text, pairs))
        default: value
        }
    }

    /// Replaces identifiers that are no part of longer words.
    private func replaced(_ text: String, _ pairs: [([UInt8], [UInt8])]) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let isStart = index == 0 || !bytes[index - 1].isWordByte
            let found = isStart ? pairs.first { Self.stands($0.0, in: bytes, at: index) } : nil
            if let found {
                result += found.1
                index += found.0.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func stands(_ word: [UInt8], in bytes: [UInt8], at index: Int) -> Bool {
        let end = index + word.count
        guard end <= bytes.count, bytes[index..<end].elementsEqual(word) else { return false }
        return end == bytes.count || !bytes[end].isWordByte
    }
}

extension UInt8 {
    /// Indicates a letter, a digit or a hyphen.
    fileprivate var isWordByte: Bool { self == UInt8(ascii: "-") || Character(UnicodeScalar(self)).isASCIIAlphanumeric }
}

extension Character {
    /// Indicates a letter or digit of ASCII.
    fileprivate var isASCIIAlphanumeric: Bool { isASCII && (isLetter || isNumber) }
}

/// The form of an identifier, in which those of two clouds are equal.
enum IdentifierShape {
    /// Returns an identifier with hexadecimal runs, random capitals and numbers replaced by their class.
    static func of(_ identifier: String) -> String {
        var shape = ""
        var word = ""
        for character in identifier {
            if character.isASCIIAlphanumeric {
                word.append(character)
            } else {
                shape += form(word) + String(character)
                word = ""
            }
        }
        return shape + form(word)
    }

    private static func form(_ word: String) -> String {
        let hasDigit = word.contains { $0.isNumber }
        let isHexadecimal = word.allSatisfy { "0123456789abcdef".contains($0) }
        if isHexadecimal, (hasDigit && word.count >= 4) || word.count >= 8 { return "#" }
        if hasDigit, word.count >= 16, word.allSatisfy({ $0.isNumber || $0.isUppercase }) { return "X" }
        var form = ""
        for character in word where !(character.isNumber && form.last == "9") {
            form.append(character.isNumber ? "9" : character)
        }
        return form
    }
}
