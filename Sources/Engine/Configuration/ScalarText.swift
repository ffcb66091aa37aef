internal import JSON

/// The text of a YAML scalar in the style that Pulumi's writer (`yaml.v3`) picks.
///
/// It is plain where every reader takes it for that text, else quoted; text of several lines follows `|`.
struct ScalarText {
    /// The value of the scalar.
    let text: String

    private var mayBePlain = true
    private var mayBePlainInFlow = true
    private var mayBeSingleQuoted = true
    private var mayBeBlock = true
    private var isMultiline = false

    init(_ text: String) {
        self.text = text
        look(at: Array(text.unicodeScalars))
        let means = YAMLScalar(text)
        if case .string = means.value {} else { mustBeQuoted = true }
        if Self.oldTruthValues.contains(text) || Self.isSexagesimal(text) { mustBeQuoted = true }
    }

    /// Indicates that a reader would take the plain text for another value.
    private var mustBeQuoted = false

    /// Returns the scalar on one line; `inFlow` means inside braces or brackets.
    func line(inFlow: Bool = false, isKey: Bool = false) -> String {
        let mayBePlain = inFlow ? mayBePlainInFlow : mayBePlain
        if !mustBeQuoted, !isMultiline, mayBePlain, !text.isEmpty { return text }
        if !mustBeQuoted || isKey, !isMultiline, mayBeSingleQuoted, !text.isEmpty { return singleQuoted }
        return doubleQuoted
    }

    /// Returns the lines of a block scalar, starting with its `|` header, or `nil` if the text has only one line.
    func block(indent: Int) -> [String]? {
        guard isMultiline, mayBeBlock else { return nil }
        let margin = String(repeating: " ", count: indent)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var header = "|"
        if let first = text.unicodeScalars.first, first == " " || first == "\n" { header += "2" }
        if lines.last?.isEmpty == true {
            lines.removeLast()
            // `+` keeps all trailing line breaks.
            if lines.last?.isEmpty ?? true { header += "+" }
        } else {
            header += "-"
        }
        return [header] + lines.map { $0.isEmpty ? "" : margin + $0 }
    }

    private var singleQuoted: String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    private var doubleQuoted: String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if let escape = Self.escapes[scalar] {
                quoted += escape
            } else if Self.isPrintable(scalar) {
                quoted.unicodeScalars.append(scalar)
            } else {
                let (letter, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
            }
        }
        return quoted + "\""
    }

    private static let escapes: [Unicode.Scalar: String] = [
        "\0": "\\0", "\u{7}": "\\a", "\u{8}": "\\b", "\t": "\\t", "\n": "\\n", "\u{B}": "\\v", "\u{C}": "\\f",
        "\r": "\\r", "\u{1B}": "\\e", "\"": "\\\"", "\\": "\\\\", "\u{85}": "\\N", "\u{A0}": "\\_",
        "\u{2028}": "\\L", "\u{2029}": "\\P", "\u{FEFF}": "\\uFEFF",
    ]

    /// The words that YAML 1.1 reads as booleans.
    private static let oldTruthValues: Set<String> = [
        "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF",
    ]

    /// Returns whether YAML 1.1 reads the text as a number of base 60, such as `1:20`.
    private static func isSexagesimal(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return false }
        let digits = { (part: Substring) in part.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        let head = first.drop { $0 == "+" || $0 == "-" }
        guard let start = head.first, start.isNumber, head.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x5F })
        else { return false }
        let fraction = last.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.dropFirst().dropLast().allSatisfy { $0.count <= 2 && !$0.isEmpty && digits($0) }
            && !fraction[0].isEmpty && fraction[0].count <= 2 && fraction.allSatisfy(digits)
    }
}

extension ScalarText {
    /// Determines which styles can represent the text, as libyaml's emitter does.
    private mutating func look(at scalars: [Unicode.Scalar]) {
        guard let first = scalars.first, let last = scalars.last else { return }
        var blockIndicators = text.hasPrefix("---") || text.hasPrefix("...")
        var flowIndicators = blockIndicators
        var hasSpecial = false
        var hasTab = false
        var spaceBeforeBreak = false
        var breakBeforeSpace = false
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            let isBeforeBlank = next.map { Self.isBlank($0) } ?? true
            let isAfterBlank = index == 0 || Self.isBlank(scalars[index - 1])
            let indicates = Self.indicates(scalar, isFirst: index == 0, isBeforeBlank, isAfterBlank)
            blockIndicators = blockIndicators || indicates.block
            flowIndicators = flowIndicators || indicates.flow
            if scalar == "\t" {
                hasTab = true
            } else if !Self.isPrintable(scalar), !Self.isBreak(scalar) {
                hasSpecial = true
            }
            if Self.isBreak(scalar) {
                isMultiline = true
                if index > 0, scalars[index - 1] == " " { spaceBeforeBreak = true }
                if next == " " { breakBeforeSpace = true }
                if scalar != "\n" { hasSpecial = true }
            }
        }
        let hasEdge = [first, last].contains { $0 == " " || Self.isBreak($0) }
        let isOdd = spaceBeforeBreak || hasTab || hasSpecial
        mayBePlain = !hasEdge && !breakBeforeSpace && !isOdd && !isMultiline && !blockIndicators
        mayBePlainInFlow = !hasEdge && !breakBeforeSpace && !isOdd && !isMultiline && !flowIndicators
        mayBeSingleQuoted = !breakBeforeSpace && !isOdd
        mayBeBlock = last != " " && !spaceBeforeBreak && !hasSpecial
    }

    private static func indicates(
        _ scalar: Unicode.Scalar,
        isFirst: Bool,
        _ isBeforeBlank: Bool,
        _ isAfterBlank: Bool
    ) -> (block: Bool, flow: Bool) {
        switch scalar {
        case "#": (isAfterBlank, isAfterBlank)
        case "[", "]", "{", "}", ",": (isFirst, true)
        case "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`": (isFirst, isFirst)
        case "?": (isFirst && isBeforeBlank, true)
        case ":": (isBeforeBlank, true)
        case "-": (isFirst && isBeforeBlank, isFirst && isBeforeBlank)
        default: (false, false)
        }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || isBreak(scalar)
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
    }

    /// Returns whether the writer leaves a character unescaped; it escapes everything beyond the basic plane.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD:
            scalar != "\u{2028}" && scalar != "\u{2029}"
        default: false
        }
    }
}
