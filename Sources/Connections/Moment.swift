internal import Glibc

/// A point in time, on the clock that `ContinuousClock` reads.
///
/// It stands for `ContinuousClock.Instant`, whose layout only the standard library knows at run time: a call that holds
/// one is copied field by field through tables.
public struct Moment: Hashable, Comparable, Sendable {
    /// Nanoseconds since the machine started, suspended time included.
    private let nanoseconds: Int64

    /// The present.
    public static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Moment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// The moment that much later; the end of time if it is too far away.
    public static func + (moment: Moment, duration: Duration) -> Moment {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return Moment(nanoseconds: seconds < 0 ? .min : .max) }
        let (later, isTooFar) = moment.nanoseconds.addingReportingOverflow(whole + attoseconds / 1_000_000_000)
        return Moment(nanoseconds: isTooFar ? (seconds < 0 ? .min : .max) : later)
    }

    /// The time from one moment to the other.
    public static func - (later: Moment, earlier: Moment) -> Duration {
        .nanoseconds(later.nanoseconds - earlier.nanoseconds)
    }

    /// Returns whether the first moment is before the second.
    public static func < (first: Moment, second: Moment) -> Bool {
        first.nanoseconds < second.nanoseconds
    }
}

extension Duration {
    /// The duration in milliseconds, rounded up.
    public var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return overflow ? .max : whole + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
