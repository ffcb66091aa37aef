/// Whether and when a failed call is tried again: AWS's standard mode, with more tries where AWS is only busy.
///
/// Pure: what the world adds (chance, the server's hint) are parameters.
struct RetryPolicy: Hashable, Sendable {
    /// What went wrong, as far as retrying is concerned.
    enum Cause: Hashable, Sendable {
        /// AWS asked to slow down.
        case throttling
        /// AWS had a fault of its own (5xx), or names an error that passes.
        case transient
        /// No connection, or it broke.
        case network
        /// The time ran out.
        case timeout
        /// The signature was made with a clock that is off, or expired keys; both were just put right.
        case corrected
        /// Nothing that another try could change.
        case final
    }

    /// Tries in all where AWS is busy or at fault.
    var maximumAttempts = 25
    /// Tries in all where there is no connection: the endpoint may well be down for long.
    var maximumNetworkAttempts = 5
    /// The longest wait between tries, in seconds.
    var longestDelay = 20.0
    /// The first wait at most, in seconds; it doubles with each try.
    var firstDelay = 1.0

    /// A policy with the usual limits, or with somebody's.
    init(maximumAttempts: Int? = nil) {
        guard let maximumAttempts else { return }
        self.maximumAttempts = max(maximumAttempts, 1)
        maximumNetworkAttempts = min(maximumNetworkAttempts, self.maximumAttempts)
    }

    /// Whether a call that failed this often may be tried again, quota apart.
    func allows(_ cause: Cause, after attempts: Int) -> Bool {
        switch cause {
        case .throttling, .transient: attempts < maximumAttempts
        case .network, .timeout: attempts < maximumNetworkAttempts
        case .corrected: attempts < maximumAttempts
        case .final: false
        }
    }

    /// The wait before the next try, in seconds: evenly distributed up to a limit that doubles, and at least what the
    /// server asked for (which is held to be at most five minutes).
    ///
    /// - Parameters:
    ///   - attempts: How often the call was tried; at least 1.
    ///   - random: In 0..<1.
    ///   - hint: What the server asked for, in seconds.
    func delay(_ cause: Cause, after attempts: Int, random: Double, hint: Double? = nil) -> Double {
        if cause == .corrected { return 0 }
        let limit = firstDelay * Double(1 << min(max(attempts - 1, 0), 16))
        let jittered = random * min(limit, longestDelay)
        return max(jittered, min(max(hint ?? 0, 0), 300))
    }
}
