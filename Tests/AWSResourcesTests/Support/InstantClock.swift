import Synchronization

@testable import AWSResources

extension WaitClock {
    /// A clock on which every wait is over at once, and time passes by as much.
    static func instant() -> WaitClock {
        WaitClock(InstantClock())
    }

    /// A clock on which no wait is over before it is given up.
    static func endless() -> WaitClock {
        var clock = WaitClock.instant()
        clock.sleep = { _ in try await Task.sleep(for: .seconds(3600)) }
        return clock
    }
}

/// A clock whose time passes only when someone sleeps.
private final class InstantClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let time = Mutex(Instant(offset: .zero))

    var now: Instant { time.withLock { $0 } }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        time.withLock { $0 = max($0, deadline) }
    }
}
