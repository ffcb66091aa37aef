import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import Engine
@testable import awsx

@Suite("Logs")
struct LogsCommandTests {
    private func event(_ id: String, at time: Int, _ message: String = "hello") -> LogEvent {
        LogEvent(id: id, time: time, stream: "web/nginx/1", message: message)
    }

    @Test(
        "logs start at an age or at a time",
        arguments: [
            ("10m", 1_000_000 - 600_000), ("1h30m", 1_000_000 - 5_400_000), ("1970-01-01T00:00:05.250Z", 5250),
        ]
    )
    func readsTimes(_ text: String, _ milliseconds: Int) throws {
        #expect(try LogStart.milliseconds(text, now: 1000) == milliseconds)
    }

    @Test("another start is refused", arguments: ["yesterday", "10", "", "inf"])
    func refusesTimes(_ text: String) async throws {
        let outcome = await (try Sandbox()).run("logs", "--since", text)
        #expect(outcome.status == .usage && outcome.error.contains("--since must be an age such as 10m"))
    }

    @Test("an unknown resource is refused with the nearest name")
    func refusesUnknownResources() async throws {
        let outcome = await (try await Sandbox.withResources()).run("logs", "--resource", "hal")
        #expect(outcome.error.contains("the stack has no resource 'hal'; did you mean \"hall\"?"), "\(outcome.error)")
    }

    @Test("a stack without logs says so")
    func saysThatThereAreNone() async throws {
        let outcome = await (try await Sandbox.withResources()).run("logs")
        #expect(outcome.succeeded && outcome.error == "No resource of the stack has logs.\n", "\(outcome.error)")
    }

    @Test("every event is returned once, in the order of time, from poll to poll and from overlapping sources")
    func returnsEventsOnce() async throws {
        let sources = ["a", "b"].map { StackLogs.Source(provider: "", value: .string($0)) }
        var feed = LogFeed(sources: sources, since: 0)
        let first = [event("2", at: 200_000), event("1", at: 150_000)]
        #expect(try await feed.next { _, _ in first }.map(\.id) == ["1", "2"])
        let late = event("3", at: 190_000)
        let more = try await feed.next { _, since in
            #expect(since == 140_000)
            return first + [late]
        }
        #expect(more == [late])
    }

    @Test("an event is printed on one line, without escape sequences, or as JSON")
    func prints() throws {
        let event = event("1", at: 1500, "\u{1B}[31mred\u{1B}[0m\nline\n")
        #expect(event.line == "1970-01-01T00:00:01.500Z  web/nginx/1  red line\n")
        #expect(try JSON(parsing: event.json)["message"]?.string == event.message)
        #expect(event.json.textLines.count == 1)
    }
}
