/// A point in time in seconds since 1970 in UTC, as AWS's protocols write it.
package struct Timestamp: Hashable, Sendable {
    package var seconds: Double

    package init(seconds: Double) { self.seconds = seconds }

    /// Date and time of day in UTC (proleptic Gregorian calendar).
    struct Civil: Hashable, Sendable {
        var year: Int
        var month: Int
        var day: Int
        var hour: Int
        var minute: Int
        var second: Int
        /// 0 is Sunday.
        var weekday: Int
    }

    /// The date and the time of day, fractions cut off.
    ///
    /// The date comes from counting days in eras of 400 years from 1 March 0.
    var civil: Civil {
        let whole = Int(seconds.rounded(.down))
        let days = Self.floorDivide(whole, 86_400)
        let rest = whole - days * 86_400
        let shifted = days + 719_468
        let era = Self.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return Civil(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1,
            hour: rest / 3_600,
            minute: rest / 60 % 60,
            second: rest % 60,
            weekday: ((days % 7) + 11) % 7
        )
    }

    /// A point in time from date and time of day in UTC.
    init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = Self.floorDivide(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        seconds = Double(days * 86_400 + hour * 3_600 + minute * 60 + second)
    }

    private static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
    }
}

extension Timestamp {
    /// `2024-05-06T07:08:09Z`, with milliseconds if there are any.
    package var rfc3339: String {
        let millisecondsTotal = (seconds * 1000).rounded()
        let milliseconds = Int(millisecondsTotal - (millisecondsTotal / 1000).rounded(.down) * 1000)
        let date = Timestamp(seconds: (millisecondsTotal / 1000).rounded(.down)).civil
        let fraction = milliseconds == 0 ? "" : ".\(padded(milliseconds, 3))"
        return "\(padded(date.year, 4))-\(padded(date.month))-\(padded(date.day))T"
            + "\(padded(date.hour)):\(padded(date.minute)):\(padded(date.second))\(fraction)Z"
    }

    /// `20240506T070809Z`, as signatures have it.
    var basic: String {
        let date = civil
        return "\(padded(date.year, 4))\(padded(date.month))\(padded(date.day))T"
            + "\(padded(date.hour))\(padded(date.minute))\(padded(date.second))Z"
    }

    /// `Mon, 06 May 2024 07:08:09 GMT`.
    var http: String {
        let date = civil
        return "\(Self.weekdays[date.weekday]), \(padded(date.day)) \(Self.months[date.month - 1]) "
            + "\(padded(date.year, 4)) \(padded(date.hour)):\(padded(date.minute)):\(padded(date.second)) GMT"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private func padded(_ value: Int, _ width: Int = 2) -> String {
        let digits = String(value)
        return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}

extension Timestamp {
    /// A point in time from any of the forms that AWS sends, or `nil`: RFC 3339 with any offset, an HTTP date, or
    /// seconds since 1970.
    package init?(parsing text: String) {
        if let seconds = Double(text), seconds.magnitude < 1e12 {
            self.init(seconds: seconds)
        } else if let value = Self.rfc3339(text) ?? Self.http(text) {
            self = value
        } else {
            return nil
        }
    }

    private static func rfc3339(_ text: String) -> Timestamp? {
        let halves = text.split(whereSeparator: { $0 == "T" || $0 == " " || $0 == "t" })
        guard halves.count == 2 else { return nil }
        let date = halves[0].split(separator: "-").compactMap { Int($0) }
        let clock = halves[1].prefix { $0 != "Z" && $0 != "z" && $0 != "+" && $0 != "-" }
        let parts = clock.split(separator: ":")
        guard date.count == 3, parts.count >= 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            let second = parts.count == 3 ? Double(parts[2]) : 0, (1...12).contains(date[1]),
            (1...31).contains(date[2]), (0...9999).contains(date[0])
        else { return nil }
        guard (0...24).contains(hour), (0...59).contains(minute), (0..<61).contains(second) else { return nil }
        var value = Timestamp(year: date[0], month: date[1], day: date[2], hour: hour, minute: minute)
        value.seconds += second
        return offset(halves[1].dropFirst(clock.count)).map { Timestamp(seconds: value.seconds - Double($0)) }
    }

    /// The seconds of `+02:00`, `-0530`, `Z` or nothing.
    private static func offset(_ text: Substring) -> Int? {
        guard let sign = text.first, sign != "Z", sign != "z" else { return 0 }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.count == 4, let value = Int(digits) else { return nil }
        let seconds = value / 100 * 3_600 + value % 100 * 60
        return sign == "-" ? -seconds : seconds
    }

    private static func http(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count >= 5, let day = Int(parts[1]), let year = Int(parts[3]), (1...31).contains(day),
            let month = months.firstIndex(of: String(parts[2])), (1...9999).contains(year)
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3 else { return nil }
        return Timestamp(year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1], second: clock[2])
    }
}

/// The format in which a protocol writes a point in time.
enum TimestampFormat: String, Sendable {
    /// `2024-05-06T07:08:09Z`.
    case iso8601
    /// Seconds since 1970, with a fraction.
    case unixTimestamp
    /// `Mon, 06 May 2024 07:08:09 GMT`.
    case rfc822
}
