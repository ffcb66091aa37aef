import PulumiProtocol
import Testing

@testable import Engine
@testable import awsx

@Suite("Summaries")
struct SummaryTextTests {
    private func lines(
        _ events: [EngineEvent],
        isPreview: Bool = false,
        planned: Int? = nil
    ) -> [String] {
        var display = LineDisplay(
            Sample.title(isPreview: isPreview, planned: planned),
            terminal: Sample.terminal,
            options: .init()
        )
        return events.map { display.receive($0, now: Sample.now) }.joined().textLines
    }

    @Test("a create has a line at its start and one at its end")
    func tellsCreates() {
        let create = Sample.step(.create, "main")
        #expect(
            lines([.resourceStarted(create), .resourceFinished(create)])
                == [" +  aws:ecs:Cluster main creating", " +  aws:ecs:Cluster main created (0.0s)"]
        )
    }

    @Test("unchanged resources and default providers have no lines")
    func isSilentAboutTheRest() {
        let provider = Sample.step(.create, "default", type: "pulumi:providers:aws")
        #expect(lines([.resourceFinished(Sample.step(.same, "main")), .resourceFinished(provider)]).isEmpty)
    }

    @Test("a status message is printed once")
    func tellsReasonsOnce() {
        let message = EngineEvent.Message(.info, "0 of 2 tasks running", urn: Sample.urn("main"), isEphemeral: true)
        #expect(
            lines([.diagnostic(message), .diagnostic(message)]) == ["    aws:ecs:Cluster main: 0 of 2 tasks running"]
        )
    }

    @Test("changes are counted as Pulumi counts them")
    func countsChanges() {
        let result = Sample.result([.create: 3, .update: 1, .delete: 2, .same: 4, .read: 1])
        #expect(
            lines([.summary(result)]) == [
                "", "Resources:", "    + 3 created", "    ~ 1 updated", "    - 2 deleted", "    6 changes. 4 unchanged",
                "", "Duration: 1.0s",
            ]
        )
        #expect(
            lines([.summary(Sample.result([.replace: 2]))], isPreview: true)
                == ["", "Resources:", "    +-2 to replace"]
        )
    }

    @Test("changed outputs are shown with their signs")
    func showsOutputs() {
        let result = Sample.result(
            outputs: ["added": 1, "kept": "x", "secret": .secret("hush"), "url": "new"],
            before: ["gone": true, "kept": "x", "secret": .secret("old"), "url": "old"]
        )
        #expect(
            lines([.summary(result)]).prefix(7) == [
                "", "Outputs:", "  + added : 1", "  - gone  : true", "    kept  : \"x\"",
                "  ~ secret: [secret] => [secret]", "  ~ url   : \"old\" => \"new\"",
            ]
        )
    }

    @Test("an error is printed once, at the end, with a remedy")
    func tellsErrors() {
        let error = EngineEvent.Message(.error, "no such subnet\u{1B}[2J", urn: Sample.urn("web"))
        let events: [EngineEvent] = [
            .diagnostic(error), .diagnostic(error), .resourceFailed(Sample.step(.create, "web")),
            .diagnostic(.init(.warning, "old API", urn: Sample.urn("db"))),
            .resourceWaiting(urn: Sample.urn("late"), type: "", parent: "", for: []),
            .summary(Sample.result([.create: 2], hasFailed: true)),
        ]
        #expect(
            lines(events, planned: 5).dropFirst() == [
                "", "Diagnostics:", "  aws:ecs:Cluster (db):", "    warning: old API", "",
                "  aws:ecs:Cluster (web):", "    error: no such subnet", "", "Resources:", "    + 2 created",
                "    1 errored", "", "Duration: 1.0s", "",
                "The update failed: 0 changes completed and saved, 1 failed, 4 not started.", "Not started: late.",
                "Fix the errors above; then `awsx up` continues from here, keeping the completed changes.",
            ]
        )
    }

    @Test("the same error of many resources is printed once")
    func mergesErrors() {
        let messages = (0..<8).map { EngineEvent.diagnostic(.init(.error, "expired", urn: Sample.urn("r\($0)"))) }
        let text = lines(messages + [.summary(Sample.result(hasFailed: true))]).joined(separator: "\n")
        #expect(text.components("error: expired") == 1)
        #expect(text.contains("aws:ecs:Cluster (r4),\n  and 3 more:"))
    }

    @Test("a fault of many resources, each of which the error names, is printed once")
    func mergesErrorsThatNameTheirResource() {
        let messages = (0..<3).map { number in
            let urn = Sample.urn("r\(number)")
            return EngineEvent.diagnostic(.init(.error, "Resource '\(urn)' will be destroyed; see \(urn)", urn: urn))
        }
        let text = lines(messages + [.summary(Sample.result(hasFailed: true))]).joined(separator: "\n")
        #expect(text.components("error:") == 1 && text.contains("aws:ecs:Cluster (r2):\n"))
        #expect(text.contains("error: each of these will be destroyed; see each of these\n"))
        #expect(lines(messages.prefix(1) + [.summary(Sample.result())]).contains { $0.contains(Sample.urn("r0")) })
    }

    @Test("an interrupted run says how to continue")
    func tellsInterruptions() {
        let words = lines([.summary(Sample.result(hasFailed: true, wasCancelled: true))]).suffix(2)
        #expect(
            words == [
                "The update was interrupted: 0 changes completed and saved.", "`awsx up` continues from here.",
            ]
        )
    }

    @Test(
        "times are short",
        arguments: [(0.34, "0.3s"), (9.99, "9.9s"), (12.7, "12s"), (184, "3m04s"), (3725, "1h02m")]
    )
    func showsTimes(_ value: Double, _ text: String) {
        #expect(seconds(.milliseconds(Int(value * 1000))) == text)
    }
}

extension String {
    /// Counts the occurrences of a text.
    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
