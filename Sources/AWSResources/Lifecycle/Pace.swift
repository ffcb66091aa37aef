/// The pauses between looks: short at first, so that what is ready at once is seen at once.
struct Pace: Sendable {
    private var delay: Duration
    private let longest: Duration

    init(first: Duration = .milliseconds(200), longest: Duration = .seconds(5)) {
        delay = first
        self.longest = longest
    }

    /// The next pause; each is half as long again as the one before, up to the longest.
    mutating func next() -> Duration {
        defer { delay = min(delay * 3 / 2, longest) }
        return delay
    }
}
