/// A duration as Go writes it, such as `10m` or `1h30m`.
enum GoDuration {
    private static let units: [Substring: Double] = [
        "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600,
    ]

    /// Returns the seconds that a text means.
    ///
    /// - Parameter text: Numbers with units, without spaces, or `0`.
    /// - Returns: `nil` if the text is no duration.
    static func seconds(_ text: String) -> Double? {
        var (rest, sum) = (text[...], 0.0)
        if rest == "0" { return 0 }
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let number = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest[number.endIndex...]
            let unit = rest.prefix { !$0.isNumber && $0 != "." }
            rest = rest[unit.endIndex...]
            guard let value = Double(number), let factor = units[unit] else { return nil }
            sum += value * factor
        }
        return sum
    }
}
