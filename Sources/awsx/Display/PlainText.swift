/// Sanitizes external text for display: it must not move the cursor, change colours or reorder other text.
enum PlainText {
    /// Returns the text with `\n` line breaks, with spaces for tabs, and without escape sequences and control
    /// characters.
    static func lines(_ text: String) -> String {
        if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 || $0 == 0x0A }) { return text }
        var cleaner = Cleaner(text)
        cleaner.run()
        return String(cleaner.result)
    }

    /// Returns the sanitized text on one line.
    static func line(_ text: String) -> String {
        if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
        return lines(text).split(separator: "\n").joined(separator: " ")
    }

    /// Returns the lines of a status that are not blank, at most as many as a screen can bear.
    static func status(_ text: String) -> [String] {
        lines(text).split(separator: "\n").filter { $0.contains { $0 != " " } }.prefix(statusLimit).map(String.init)
    }

    /// The most lines of a status: a provider may send a whole log.
    private static let statusLimit = 12

    private struct Cleaner {
        private let scalars: [Unicode.Scalar]
        private var place = 0
        private var column = 0
        var result = String.UnicodeScalarView()

        init(_ text: String) { scalars = Array(text.unicodeScalars) }

        mutating func run() {
            while place < scalars.count {
                let scalar = scalars[place]
                place += 1
                switch scalar.value {
                case 0x0D, 0x0A, 0x85, 0x2028, 0x2029: endLine(after: scalar)
                case 0x09: (0..<(8 - column % 8)).forEach { _ in append(" ") }
                case 0x1B: skipSequence()
                case 0x9B: skipControlSequence()
                case 0x90, 0x98, 0x9D...0x9F: skipString()
                case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: break
                default: append(scalar)
                }
            }
        }

        private mutating func append(_ scalar: Unicode.Scalar) {
            result.append(scalar)
            column += 1
        }

        /// Ends a line at `\n`, `\r\n` or a lone `\r`, which progress bars use.
        private mutating func endLine(after scalar: Unicode.Scalar) {
            if scalar.value == 0x0D, place < scalars.count, scalars[place].value == 0x0A { place += 1 }
            result.append("\n")
            column = 0
        }

        /// Skips the rest of an escape sequence: a control sequence, a string, or intermediates and a final character.
        private mutating func skipSequence() {
            guard place < scalars.count else { return }
            switch scalars[place].value {
            case 0x5B:
                place += 1
                skipControlSequence()
            case 0x50, 0x58, 0x5D, 0x5E, 0x5F:
                place += 1
                skipString()
            default:
                while place < scalars.count, 0x20..<0x30 ~= scalars[place].value { place += 1 }
                if place < scalars.count, 0x30..<0x7F ~= scalars[place].value { place += 1 }
            }
        }

        /// Skips parameters and intermediates up to the final character.
        private mutating func skipControlSequence() {
            while place < scalars.count, 0x20..<0x40 ~= scalars[place].value { place += 1 }
            if place < scalars.count, 0x40..<0x7F ~= scalars[place].value { place += 1 }
        }

        /// Skips a string up to BEL or ST; of an unterminated one, only the introducer is removed.
        private mutating func skipString() {
            var end = place
            while end < scalars.count {
                let value = scalars[end].value
                if value == 0x07 || value == 0x9C {
                    place = end + 1
                    return
                }
                if value == 0x1B, end + 1 < scalars.count, scalars[end + 1].value == 0x5C {
                    place = end + 2
                    return
                }
                end += 1
            }
        }
    }
}
