public import PulumiProtocol

/// One log event of a resource or task.
public struct LogEvent: Hashable, Sendable {
    /// The identity of the event among those of its source.
    public let id: String
    /// The time in milliseconds since 1970.
    public let time: Int
    /// The name of the stream, such as that of a container in a task.
    public let stream: String
    /// The text, which may end with a line break.
    public let message: String

    /// Creates an event from its parts.
    public init(id: String, time: Int, stream: String, message: String) {
        self.id = id
        self.time = time
        self.stream = stream
        self.message = message
    }

    /// The event that a value stands for.
    init(_ value: PropertyValue) {
        let members = value.map ?? [:]
        self.init(
            id: members["id"]?.string ?? "",
            time: Int(members["time"]?.number ?? 0),
            stream: members["stream"]?.string ?? "",
            message: members["message"]?.string ?? ""
        )
    }
}

/// A way to make a call of our own with properties: through a connection, or in this process.
public typealias PropertyCaller = @Sendable (_ method: String, _ arguments: PropertyMap) async throws -> PropertyMap

extension ResourceLogs {
    /// Reads all events of a source from a time on, page by page.
    ///
    /// - Parameters:
    ///   - source: The source, as ``sourcesMethod`` answers it.
    ///   - since: The time of the first event wanted, in milliseconds since 1970.
    ///   - call: Makes the calls.
    /// - Returns: The events, the oldest first.
    /// - Throws: What a call throws.
    public static func events(
        of source: PropertyValue,
        since: Int,
        by call: PropertyCaller
    ) async throws -> [LogEvent] {
        var events: [LogEvent] = []
        var seen: Set<String> = []
        var since = since
        while true {
            let answer = try await call(eventsMethod, [sourceKey: source, sinceKey: .number(Double(since))])
            let page = (answer[eventsKey]?.list ?? []).map(LogEvent.init)
            let new = page.filter { seen.insert($0.id).inserted }
            events += new
            guard answer[isCompleteKey]?.bool == false, let last = page.last else { return events }
            // A page full of known events of one moment: what follows is later.
            since = new.isEmpty ? last.time + 1 : last.time
        }
    }
}
