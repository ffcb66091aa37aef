/// The width of text in terminal columns.
enum ColumnWidth {
    /// Returns the columns of one character: two for East Asian wide characters and emoji, none for combining marks.
    static func of(_ character: Character) -> Int {
        if character.isASCII { return character == "\n" ? 0 : 1 }
        var width = 0
        for scalar in character.unicodeScalars {
            if scalar.value == 0xFE0F { return 2 }
            width = max(width, of(scalar))
        }
        return width
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        let isWide = scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) }
        return isWide ? 2 : 1
    }

    /// The blocks of wide characters: Unicode's East Asian Width W and F, as whole blocks where nearly all are wide.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1B000...0x1B2FF, 0x1F200...0x1F2FF,
        0x20000...0x3FFFD,
    ]
}

extension String {
    /// The number of columns of the text, which has no line breaks.
    var columns: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return reduce(0) { $0 + ColumnWidth.of($1) }
    }

    /// Returns the text, shortened at its end to fit into `width` columns.
    func cut(to width: Int) -> String {
        guard columns > width else { return self }
        return width > 0 ? prefix(columns: width - 1) + "…" : ""
    }

    /// Returns the text, shortened in the middle to fit, because names often differ at their ends.
    func cutInside(to width: Int) -> String {
        guard columns > width else { return self }
        guard width > 4 else { return cut(to: width) }
        let tail = (width - 1) / 2
        let head = prefix(columns: width - 1 - tail)
        return head + "…" + String(String(reversed()).prefix(columns: tail).reversed())
    }

    /// Returns the text padded with spaces to `width` columns; longer text is shortened in the middle.
    func padded(to width: Int) -> String {
        let text = cutInside(to: width)
        return text + String(repeating: " ", count: Swift.max(width - text.columns, 0))
    }

    /// Returns the text in lines of at most `width` columns, broken at spaces where there are any.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            var word = String(word)
            if !line.isEmpty, line.columns + 1 + word.columns <= width {
                line += " " + word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while word.columns > width {
                let fitting = word.prefix(columns: width)
                // A character that is wider than the line stands on it alone.
                let head = fitting.isEmpty ? String(word.prefix(1)) : fitting
                lines.append(head)
                word.removeFirst(head.count)
            }
            line = word
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// The text without spaces at its end, which would wrap in a narrower window.
    var trimmedAtEnd: String {
        String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
    }

    private func prefix(columns limit: Int) -> String {
        var taken = 0
        return String(
            prefix { character in
                taken += ColumnWidth.of(character)
                return taken <= limit
            }
        )
    }
}
