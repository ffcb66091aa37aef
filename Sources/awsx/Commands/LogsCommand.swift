import Engine
import Glibc
import JSON
import PackageSchema
import PulumiProtocol

extension Command {
    /// The command `awsx logs`.
    static let logs = Command(
        name: "logs",
        summary: "Print the log events of the stack's services",
        flags: [
            .boolean("follow", short: "f", "Continue with new events as they arrive"),
            .value("since", "TIME", "Start at this age, such as 10m or 2h30m, or at a time in RFC 3339 (default: 1h)"),
            .value("resource", short: "r", "NAME", "Only this resource and its children: NAME, TYPE::NAME or URN"),
            .boolean("json", short: "j", "Print events as JSON, one a line"),
        ]
    ) { arguments in
        let since = try LogStart.milliseconds(arguments.value("since") ?? "1h")
        let place = try ProjectStack.open(arguments)
        let snapshot = try place.backend.snapshot(place.stack, secrets: place.secrets)
        let resources = try LogSelection(snapshot.resources).resources(named: arguments.value("resource"))
        let endpoint = PresentAWS.endpoint(arguments, place.environment)
        try place.home()?.refuseWork(on: place.stack.name, in: endpoint)
        let launcher = ProcessLauncher(
            place.pluginLocator,
            workingDirectory: place.project.folder,
            environment: try PresentAWS(endpoint, place.environment).environment
        )
        return try await PluginHost.with(launcher) { plugins in
            let logs = StackLogs(of: snapshot, plugins: plugins)
            var feed = LogFeed(sources: try await logs.sources(of: resources), since: since)
            if feed.sources.isEmpty { writeError("No resource of the stack has logs.\n") }
            while !feed.sources.isEmpty {
                let events = try await feed.next { try await logs.events(of: $0, since: $1) }
                for event in events { writeOut(arguments.has("json") ? event.json : event.line) }
                guard arguments.has("follow") else { break }
                try await Task.sleep(for: .seconds(2))
            }
            return .success
        }
    }
}

/// The time at which logs start.
enum LogStart {
    /// Returns the time in milliseconds since 1970 of an age such as `10m`, or of a time in RFC 3339.
    ///
    /// - Throws: ``UsageError`` if the text is neither.
    static func milliseconds(_ text: String, now: Int = time(nil)) throws(UsageError) -> Int {
        if let age = TimeText.seconds(text), age.isFinite, age < 1e9 { return (now * 1000) - Int(age * 1000) }
        guard let moment = DateText(text) else {
            throw UsageError(
                "--since must be an age such as 10m or 2h30m, or a time such as 2026-01-02T03:04:05Z, not \"\(text)\""
            )
        }
        return moment.seconds * 1000 + moment.milliseconds
    }
}

/// The resources whose logs are wanted.
struct LogSelection {
    private let all: [ResourceState]

    /// Selects from the resources of a stack.
    init(_ all: [ResourceState]) { self.all = all }

    /// Returns the resources of a name, `TYPE::NAME` or URN with all below them, or all resources for `nil`.
    ///
    /// - Throws: ``StateError`` if there is none.
    func resources(named text: String?) throws(StateError) -> [ResourceState] {
        guard let text else { return all }
        let parts = text.split(separator: "::", maxSplits: 1).map(String.init)
        let typed = parts.count == 2 ? TypeToken.candidates(for: parts[0]).map { "\($0)::\(parts[1])" } : []
        var wanted: Set<String> = []
        for state in all {
            let isNamed = state.urn == text || state.name == text || typed.contains("\(state.type)::\(state.name)")
            // Parents come before their children.
            if isNamed || wanted.contains(state.parent) { wanted.insert(state.urn) }
        }
        guard !wanted.isEmpty else {
            let hint = Spelling.suggestion(for: text, among: all.map(\.name))
            throw StateError(
                .refused,
                "the stack has no resource '\(text)'\(hint)",
                remedy: "run `awsx stack --show-urns` to list the resources"
            )
        }
        return all.filter { wanted.contains($0.urn) }
    }
}

/// The events of several sources, each once, from poll to poll.
struct LogFeed {
    /// The sources.
    let sources: [StackLogs.Source]
    private var since: Int
    private var seen: Set<StackLogs.Event> = []

    /// AWS delivers events late and out of order: each poll looks back this many milliseconds.
    private static let lookBack = 60_000

    /// Creates a feed that starts at a time in milliseconds since 1970.
    init(sources: [StackLogs.Source], since: Int) {
        self.sources = sources
        self.since = since
    }

    /// Returns the events that no earlier poll has returned, in the order of their times.
    mutating func next(
        _ read: @Sendable (StackLogs.Source, _ since: Int) async throws -> [StackLogs.Event]
    ) async throws -> [StackLogs.Event] {
        var new: [StackLogs.Event] = []
        for source in sources {
            new += try await read(source, since).filter { seen.insert($0).inserted }
        }
        new.sort { ($0.time, $0.stream) < ($1.time, $1.stream) }
        if let last = new.last { since = max(since, last.time - Self.lookBack) }
        seen = seen.filter { $0.time >= since }
        return new
    }
}

extension StackLogs.Event {
    /// The event on a line of its own.
    var line: String { "\(moment.precise)  \(PlainText.line(stream))  \(PlainText.line(message))\n" }

    /// The event as a JSON object on one line.
    var json: String {
        JSON.object([
            "time": .string(moment.precise), "stream": .string(stream), "message": .string(message),
        ]).text() + "\n"
    }

    private var moment: DateText {
        var moment = DateText(seconds: time / 1000)
        moment.milliseconds = time % 1000
        return moment
    }
}
