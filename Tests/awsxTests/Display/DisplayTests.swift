import JSON
import PulumiProtocol
import Synchronization
import Testing

@testable import Engine
@testable import awsx

@Suite("Displays")
struct DisplayTests {
    private func display(_ options: DisplayOptions = .init()) -> TreeDisplay {
        TreeDisplay(Sample.title(), terminal: Sample.terminal, options: options)
    }

    @Test("the tree is on the live screen during the run, and in the output at its end")
    func endsWithTheTree() {
        var display = display()
        let step = Sample.step(.create, "web")
        #expect(display.receive(.resourceStarted(step), now: Sample.now).isEmpty)
        let size = Terminal.Size(columns: 80, rows: 10)
        #expect(display.frame(size, now: Sample.now).contains { $0.contains("web") && $0.contains("creating") })
        #expect(display.receive(.resourceFinished(step), now: Sample.now).isEmpty)
        let text = display.receive(.summary(Sample.result([.create: 1])), now: Sample.now)
        #expect(
            text.hasPrefix("Updating (dev)\n") && text.contains("web   created") && text.contains("    + 1 created")
        )
        #expect(display.frame(size, now: Sample.now).isEmpty)
    }

    @Test("with --diff the differences replace the tree")
    func showsDifferences() {
        var display = display(.init(showsDifferences: true))
        let step = Sample.step(.update, "web", old: ["a": 1], new: ["a": 2])
        _ = display.receive(.resourceFinished(step), now: Sample.now)
        let text = display.receive(.summary(Sample.result([.update: 1])), now: Sample.now)
        #expect(text.contains("  ~ a: 1 => 2\n") && !text.contains("Status"))
    }

    @Test("drift is listed before the update, with its properties on request", arguments: [false, true])
    func listsDrift(_ showsDrift: Bool) {
        var display = display(.init(showsDifferences: showsDrift))
        var step = Sample.step(.refresh, "web", isRefresh: true)
        step.old?.outputs = ["size": 1]
        step.new?.outputs = ["size": 2]
        _ = display.receive(.resourceFinished(step), now: Sample.now)
        var gone = Sample.step(.refresh, "db", isRefresh: true)
        gone.new = nil
        _ = display.receive(.resourceFinished(gone), now: Sample.now)
        let text = display.receive(.summary(Sample.result()), now: Sample.now)
        #expect(
            text.contains("Changed outside of this stack since the last run:\n ~  aws:ecs:Cluster web  [diff: ~size]")
        )
        #expect(text.contains(" -  aws:ecs:Cluster db  was deleted"))
        #expect(text.contains("~ size: 1 => 2") == showsDrift)
    }

    @Test("the loop writes the text of each event in order, and returns the result")
    func writesInOrder() async throws {
        let written = Mutex("")
        var console = Console.process
        console.write = { text, _ in written.withLock { $0 += text } }
        let loop = DisplayLoop(terminal: Sample.terminal, isLive: false)
        let result = try await Console.$current.withValue(console) {
            try await loop.run(JSONLinesDisplay(isPreview: false)) { show in
                for number in 0..<20 { show(.diagnostic(.init(.info, "m\(number)"))) }
                return 7
            }
        }
        let messages = try written.withLock { $0 }.textLines.map {
            try JSON(parsing: $0)["diagnosticEvent"]?["message"]
        }
        #expect(result == 7)
        #expect(messages == (0..<20).map { .string("m\($0)") })
    }

    @Test("the loop rethrows the error of its body after showing the events")
    func passesErrorsOn() async {
        let loop = DisplayLoop(terminal: Sample.terminal, isLive: false)
        await #expect(throws: UsageError.self) {
            try await loop.run(JSONLinesDisplay(isPreview: false)) { _ in throw UsageError("no") }
        }
    }

    @Test("unchanged resources are in the plan on request, and the stack always")
    func listsSames() throws {
        for showsSames in [false, true] {
            var display = PlanDisplay(showsSames: showsSames)
            _ = display.receive(.prelude(configuration: ["a:b": "1"], isPreview: true), now: Sample.now)
            _ = display.receive(.resourceFinished(Sample.step(.same, "rest")), now: Sample.now)
            _ = display.receive(
                .resourceFinished(Sample.step(.same, "s", type: "pulumi:pulumi:Stack")),
                now: Sample.now
            )
            _ = display.receive(.diagnostic(.init(.warning, "old API", urn: "urn:x")), now: Sample.now)
            let plan = try JSON(parsing: display.receive(.summary(Sample.result([.same: 2])), now: Sample.now))
            #expect(plan["steps"]?.array?.count == (showsSames ? 2 : 1))
            #expect(plan["config"] == ["a:b": "1"])
            #expect(plan["diagnostics"]?[0]?["message"]?.string == "warning: old API")
        }
    }

    @Test(
        "an interruption is announced in plain lines",
        arguments: [(true, "preview is canceled"), (false, "are completed")]
    )
    func announcesInterruptions(_ isPreview: Bool, _ text: String) {
        let title = Sample.title(isPreview: isPreview)
        var display = LineDisplay(title, terminal: Sample.terminal, options: .init())
        #expect(display.receive(.cancelling, now: Sample.now).contains(text))
    }

    @Test("a status that is over ends no line, and may be told again")
    func endsStatus() {
        var display = LineDisplay(Sample.title(isPreview: false), terminal: Sample.terminal, options: .init())
        let lines = ["no answer", "no answer", "", "no answer"].map { text in
            let message = EngineEvent.Message(.info, text, urn: Sample.urn("web"), isEphemeral: true)
            return display.receive(.diagnostic(message), now: Sample.now)
        }
        #expect(lines.map { $0.contains("no answer") } == [true, false, false, true])
        #expect(lines[1].isEmpty && lines[2].isEmpty)
    }

    @Test("of a status of several lines only the new ones are printed")
    func printsNewLinesOfStatus() {
        var display = LineDisplay(Sample.title(isPreview: false), terminal: Sample.terminal, options: .init())
        let texts = ["0 of 2 tasks\nevent 1", "0 of 2 tasks\nevent 2\nevent 1", "1 of 2 tasks\nevent 2"].map { text in
            let message = EngineEvent.Message(.info, text, urn: Sample.urn("web"), isEphemeral: true)
            return display.receive(.diagnostic(message), now: Sample.now)
        }
        #expect(texts[0].hasSuffix(": 0 of 2 tasks\n        event 1\n"))
        #expect(texts[1] == "        event 2\n")
        #expect(texts[2].hasSuffix(": 1 of 2 tasks\n") && texts[2].textLines.count == 1)
    }

    @Test("text of every style is reset at its end")
    func resetsStyles() {
        for style in [Style.plain, .bold, .dim, .red, .green, .yellow, .magenta, .cyan] {
            #expect(Sample.colourful.styled("x", style) == "\u{1B}[\(style.code)mx\u{1B}[0m")
        }
        #expect(Sample.terminal.styled("x", .red) == "x" && Sample.colourful.styled("", .red).isEmpty)
    }
}
