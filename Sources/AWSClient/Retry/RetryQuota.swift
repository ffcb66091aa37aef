/// Tokens that retries of all calls of a client share, so that a service in trouble is not flooded.
///
/// Throttling costs nothing: AWS says itself when to come back, and the number of tries limits it.
struct RetryQuota: Hashable, Sendable {
    /// The tokens at the start, and at most.
    static let capacity = 500
    private(set) var tokens = capacity

    /// Takes the tokens of one retry.
    ///
    /// - Returns: How many were taken, to be given back if the retry succeeds; `nil` if there are too few.
    mutating func take(for cause: RetryPolicy.Cause) -> Int? {
        let cost = Self.cost(cause)
        guard tokens >= cost else { return nil }
        tokens -= cost
        return cost
    }

    /// Gives back after a success: what its last retry took, or one token if it was the first try.
    mutating func giveBack(_ taken: Int?) {
        tokens = min(tokens + (taken ?? 1), Self.capacity)
    }

    private static func cost(_ cause: RetryPolicy.Cause) -> Int {
        switch cause {
        case .transient, .network: 5
        case .timeout: 10
        case .throttling, .corrected, .final: 0
        }
    }
}
