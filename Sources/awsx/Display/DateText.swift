import Glibc

/// A point in time as text, absolute or relative to now.
struct DateText {
    /// The seconds since 1970.
    let seconds: Int
    /// The milliseconds of the second.
    var milliseconds = 0

    /// Creates a point in time from seconds since 1970.
    init(seconds: Int) { self.seconds = seconds }

    /// Parses a time in RFC 3339, such as `2026-01-02T03:04:05.678Z`; `nil` if it is malformed.
    init?(_ text: String) {
        guard text.utf8.count >= 20 else { return nil }
        let fields = text.prefix(19).split { "-T:".contains($0) }.compactMap { Int32($0) }
        guard fields.count == 6 else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (fields[0] - 1900, fields[1] - 1, fields[2])
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (fields[3], fields[4], fields[5])
        var tail = text.dropFirst(19)
        if tail.popFirst(where: ".") {
            let digits = tail.prefix { $0.isNumber }
            tail = tail.dropFirst(digits.count)
            milliseconds = Int(digits.prefix(3).padded(to: 3)) ?? 0
        }
        var offset = 0
        if tail != "Z" {
            let hours = Int(tail.dropFirst().prefix(2)), minutes = Int(tail.dropFirst(4).prefix(2))
            guard tail.count == 6, let hours, let minutes, let sign = tail.first, "+-".contains(sign) else {
                return nil
            }
            offset = (hours * 3600 + minutes * 60) * (sign == "-" ? -1 : 1)
        }
        seconds = timegm(&parts) - offset
    }

    /// The time in UTC with milliseconds, as in Pulumi's JSON output.
    var precise: String {
        "\(formatted("%Y-%m-%dT%H:%M:%S")).\(String(milliseconds + 1000).dropFirst())Z"
    }

    /// The time in UTC for display.
    var readable: String { formatted("%Y-%m-%d %H:%M:%S +0000 UTC") }

    private func formatted(_ format: String) -> String {
        var moment = time_t(seconds)
        var parts = tm()
        gmtime_r(&moment, &parts)
        var buffer = [CChar](repeating: 0, count: 64)
        let count = strftime(&buffer, buffer.count, format, &parts)
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Returns the time relative to now, such as `3 minutes ago`.
    func ago(now: Int = time(nil)) -> String {
        let passed = now - seconds
        if passed < 0 { return "in the future" }
        guard let unit = Self.units.last(where: { passed >= $0.seconds }) else { return "now" }
        let count = passed / unit.seconds
        return "\(count) \(unit.name)\(count == 1 ? "" : "s") ago"
    }

    private static let units: [(name: String, seconds: Int)] = [
        ("second", 1), ("minute", 60), ("hour", 3600), ("day", 86400), ("week", 604_800), ("month", 2_592_000),
        ("year", 31_104_000),
    ]
}

extension Substring {
    fileprivate mutating func popFirst(where character: Character) -> Bool {
        guard first == character else { return false }
        removeFirst()
        return true
    }

    fileprivate func padded(to count: Int) -> String {
        self + String(repeating: "0", count: Swift.max(0, count - self.count))
    }
}
