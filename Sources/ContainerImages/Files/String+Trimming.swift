extension StringProtocol {
    /// The text without white space at its ends.
    var trimmingSpaces: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// The text without the mark that some editors put before it.
    var trimmingByteOrderMark: String {
        unicodeScalars.first == "\u{FEFF}" ? String(String(self).unicodeScalars.dropFirst()) : String(self)
    }
}
