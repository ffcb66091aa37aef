/// A date in a YAML document, perhaps with a time of day and an offset.
public struct YAMLTimestamp: Hashable, Sendable {
    /// The year, month, day, hour, minute and second.
    private var fields: [Int] = [0, 1, 1, 0, 0, 0]
    /// The digits of the second's fraction, without trailing zeros.
    private var fraction = ""
    /// The offset from UTC in minutes; `nil` for UTC.
    private var offset: Int?

    /// Parses `2024-2-29`, `2024-02-29 10:20:30.5` or `2024-02-29T10:20:30+02:00`; `nil` for anything else.
    public init?(_ text: String) {
        var scanner = Scanner(rest: Substring(text).utf8)
        guard let year = scanner.digits(4...4), scanner.skip("-"),
            let month = scanner.digits(1...2), scanner.skip("-"),
            let day = scanner.digits(1...2)
        else { return nil }
        fields[0...2] = [year, month, day]
        if !scanner.rest.isEmpty {
            let isExact = scanner.skip("T") || scanner.skip("t")
            guard isExact || scanner.skip(" ") else { return nil }
            guard let hour = scanner.digits(1...2), scanner.skip(":"),
                let minute = scanner.digits(1...2), scanner.skip(":"),
                let second = scanner.digits(1...2)
            else { return nil }
            fields[3...5] = [hour, minute, second]
            if scanner.skip(".") {
                guard let digits = scanner.fraction() else { return nil }
                fraction = digits
            }
            if isExact {
                guard let zone = scanner.zone() else { return nil }
                offset = zone == 0 ? nil : zone
            }
        }
        guard scanner.rest.isEmpty, isOnTheCalendar else { return nil }
    }

    private var isOnTheCalendar: Bool {
        let (year, month, day) = (fields[0], fields[1], fields[2])
        let isLeap = (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...12).contains(month) && day >= 1 && day <= lengths[month - 1]
            && fields[3] < 24 && fields[4] < 60 && fields[5] < 60
    }
}

extension YAMLTimestamp: CustomStringConvertible {
    /// The text that Pulumi makes of a date in the configuration: `2024-01-01 00:00:00 +0000 UTC`.
    public var description: String {
        let written = offset.map { zone($0, colon: "") }
        return "\(date) \(time) \(written ?? "+0000") \(written ?? "UTC")"
    }

    /// The format of RFC 3339, for JSON: `2024-01-01T00:00:00Z`.
    var internetText: String { "\(date)T\(time)\(offset.map { zone($0, colon: ":") } ?? "Z")" }

    private var date: String { "\(Self.padded(fields[0], 4))-\(Self.padded(fields[1]))-\(Self.padded(fields[2]))" }

    private var time: String {
        let clock = "\(Self.padded(fields[3])):\(Self.padded(fields[4])):\(Self.padded(fields[5]))"
        return fraction.isEmpty ? clock : "\(clock).\(fraction)"
    }

    private func zone(_ minutes: Int, colon: String) -> String {
        (minutes < 0 ? "-" : "+") + Self.padded(abs(minutes) / 60) + colon + Self.padded(abs(minutes) % 60)
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

/// Parses a timestamp from left to right.
private struct Scanner {
    var rest: Substring.UTF8View

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func digits(_ width: ClosedRange<Int>) -> Int? {
        let run = rest.prefix(width.upperBound).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard run.count >= width.lowerBound else { return nil }
        rest = rest.dropFirst(run.count)
        return run.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    mutating func fraction() -> String? {
        let run = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard (1...9).contains(run.count) else { return nil }
        rest = rest.dropFirst(run.count)
        var digits = Substring(run)
        while digits.last == "0" { digits.removeLast() }
        return String(digits)
    }

    /// Parses `Z` or `+02:00` into minutes.
    mutating func zone() -> Int? {
        if skip("Z") { return 0 }
        let sign = skip("+") ? 1 : (skip("-") ? -1 : 0)
        guard sign != 0, let hours = digits(2...2), skip(":"), let minutes = digits(2...2) else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
