import Glibc
import Synchronization

/// The suffix after a prefix such as `namePrefix`: 26 characters, unique in this process and very likely elsewhere.
///
/// It has 14 digits of UTC time, 4 digits of the second's fraction, 8 hexadecimal digits of a counter.
package enum UniqueSuffix {
    private static let counter = Atomic<UInt32>(0)

    /// The suffix for this moment.
    package static func make() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return make(seconds: now.tv_sec, nanoseconds: now.tv_nsec)
    }

    /// The suffix for a time since 1970.
    static func make(seconds: Int, nanoseconds: Int) -> String {
        var parts = tm()
        var seconds = time_t(seconds)
        gmtime_r(&seconds, &parts)
        let date = [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
        let digits = date.enumerated().map { padded(String($1), $0 == 0 ? 4 : 2) }.joined()
        let count = counter.add(1, ordering: .relaxed).newValue
        return digits + padded(String(nanoseconds / 100_000), 4) + padded(String(count, radix: 16), 8)
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
