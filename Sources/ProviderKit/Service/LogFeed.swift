/// The events of several sources, each once, from poll to poll.
public struct LogFeed<Source: Sendable>: Sendable {
    /// The sources.
    public let sources: [Source]
    private var since: Int
    private var seen: Set<LogEvent> = []

    /// The milliseconds that each poll looks back: AWS delivers events late and out of order.
    private static var lookBack: Int { 60_000 }

    /// Creates a feed that starts at a time in milliseconds since 1970.
    public init(sources: [Source], since: Int) {
        self.sources = sources
        self.since = since
    }

    /// Returns the events that no earlier poll has returned, in the order of their times.
    ///
    /// - Throws: What `read` throws.
    public mutating func next(
        _ read: @Sendable (Source, _ since: Int) async throws -> [LogEvent]
    ) async throws -> [LogEvent] {
        var new: [LogEvent] = []
        for source in sources {
            new += try await read(source, since).filter { seen.insert($0).inserted }
        }
        new.sort { ($0.time, $0.stream) < ($1.time, $1.stream) }
        if let last = new.last { since = max(since, last.time - Self.lookBack) }
        let start = since
        seen = seen.filter { $0.time >= start }
        return new
    }
}
