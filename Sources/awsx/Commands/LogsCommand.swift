import Engine
import Glibc
import JSON
import ProviderKit
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
        return try await ProviderSession(arguments).perform { session in
            let names = arguments.value("resource").map { [$0] } ?? []
            let resources = try ResourceSelection(session.snapshot.resources).resources(named: names)
            let logs = StackLogs(of: session.snapshot, plugins: session.plugins)
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

extension LogEvent {
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
