internal import Glibc

/// The clock, the waiting and the random numbers of a client: parameters, so that tests neither wait nor vary.
package struct TimeSource: Sendable {
    /// Seconds since 1970.
    package var now: @Sendable () -> Double
    /// Waits for a duration; throws `CancellationError` as soon as the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// Waits as `sleep` does, beside a request that has no answer yet.
    package var patience: @Sendable (Duration) async throws -> Void
    /// An evenly distributed number in 0..<1.
    package var random: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        patience: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.patience = patience
        self.random = random
    }

    /// The machine's clock and its random numbers.
    package static let system = TimeSource(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        },
        sleep: { try await Task.sleep(for: $0) },
        patience: { try await Task.sleep(for: $0) },
        random: { Double.random(in: 0..<1) }
    )

    /// Returns the same time, in which sleeping ends as soon as a gate is closed.
    func ending(at gate: CancellationGate) -> TimeSource {
        var time = self
        time.sleep = gate.ending(sleep)
        return time
    }
}

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }

    /// The duration in whole seconds, rounded up, at least 0 and at most what a C `long` of 32 bits holds.
    var inWholeSeconds: Int { Int(min(max(inSeconds.rounded(.up), 0), 2_147_483_647)) }

    /// The duration in whole milliseconds, at least 0 and at most what a C `long` of 32 bits holds.
    var inMilliseconds: Int { Int(min(max(inSeconds * 1000, 0), 2_147_483_647)) }

    /// The duration in seconds, rounded up, as a person reads it: `3 s`.
    var inWords: String { "\(inWholeSeconds) s" }
}
