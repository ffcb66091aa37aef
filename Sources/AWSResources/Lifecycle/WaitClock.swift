import AWSClient

/// Time as waits see it; tests bring one that does not pass.
struct WaitClock: Sendable {
    /// The time since some fixed moment.
    let now: @Sendable () -> Duration
    /// Waits; throws `CancellationError` if the operation is given up.
    var sleep: @Sendable (Duration) async throws -> Void

    /// The time of a clock.
    init<C: Clock<Duration>>(_ clock: C) where C.Instant: Sendable {
        let start = clock.now
        now = { start.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: nil) }
    }

    /// Returns the same clock, whose waits end with `CancellationError` as soon as a gate is closed.
    func ending(at gate: CancellationGate) -> WaitClock {
        var clock = self
        clock.sleep = gate.ending(sleep)
        return clock
    }
}
