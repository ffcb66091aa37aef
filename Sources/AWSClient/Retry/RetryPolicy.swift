/// The rules of retries: AWS's standard mode, with more tries where AWS is only busy.
///
/// Pure: the random number and the server's hint are parameters.
struct RetryPolicy: Hashable, Sendable {
    /// A cause of failure, as far as retries depend on it.
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

    /// The greatest number of tries, the first one included, for calls that fail by a cause.
    func attempts(_ cause: Cause) -> Int {
        switch cause {
        case .throttling, .transient, .corrected: maximumAttempts
        case .network, .timeout: maximumNetworkAttempts
        case .final: 1
        }
    }

    /// `true` if a call that failed this often may be tried again, quota apart.
    func allows(_ cause: Cause, after attempts: Int) -> Bool { attempts < self.attempts(cause) }

    /// Returns the wait before the next try: evenly distributed up to a limit that doubles, and at least the hint.
    ///
    /// - Parameters:
    ///   - cause: The cause of the failure.
    ///   - attempts: The number of tries so far; at least 1.
    ///   - random: A random number in 0..<1.
    ///   - hint: The time that the server asked for, in seconds; it counts as five minutes at most.
    /// - Returns: The wait in seconds.
    func delay(_ cause: Cause, after attempts: Int, random: Double, hint: Double? = nil) -> Double {
        if cause == .corrected { return 0 }
        let limit = firstDelay * Double(1 << min(max(attempts - 1, 0), 16))
        let jittered = random * min(limit, longestDelay)
        return max(jittered, min(max(hint ?? 0, 0), 300))
    }
}

/// The time that a server asks to wait.
enum RetryHint {
    /// Seconds from `x-amz-retry-after` (milliseconds) or `retry-after` (seconds or a date); `nil` if neither is there.
    static func seconds(_ response: HTTPResponse, now: Double) -> Double? {
        if let own = response.header("x-amz-retry-after").flatMap(Double.init), own.isFinite { return own / 1000 }
        guard let usual = response.header("retry-after") else { return nil }
        if let seconds = Double(usual) { return seconds.isFinite ? max(seconds, 0) : nil }
        return Timestamp(parsing: usual).map { max($0.seconds - now, 0) }
    }
}
