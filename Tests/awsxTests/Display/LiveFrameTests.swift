import Testing

@testable import Engine
@testable import awsx

@Suite("Live screen")
struct LiveFrameTests {
    private func frame(_ view: DeploymentView, _ columns: Int, _ rows: Int) -> [String] {
        LiveFrame(view: view, terminal: Sample.terminal).lines(.init(columns: columns, rows: rows), now: Sample.now)
    }

    @Test("a frame fits into any window", arguments: [1, 2, 3, 4, 10, 24, 50], [1, 12, 40, 80, 200])
    func fits(_ rows: Int, _ columns: Int) {
        let lines = frame(Sample.thousand, columns, rows)
        #expect(lines.count <= max(rows - 1, 1))
        #expect(lines.allSatisfy { $0.columns <= columns })
    }

    @Test("a frame of a thousand resources shows running and waiting ones, and counts the rest")
    func showsWhatRuns() {
        let lines = frame(Sample.thousand, 80, 40)
        #expect(lines[0].hasPrefix("Updating (dev): 45 of 1000 done (+45), 15 running, 940 waiting"))
        #expect((45..<60).allSatisfy { number in lines.contains { $0.contains(" r\(number) ") } })
        #expect(lines.contains { $0.contains("r60") && $0.contains("waiting  for r50") })
        #expect(lines.last?.contains("more waiting") == true)
    }

    @Test("waiting rows that a running row blocks come first")
    func showsWhatComesNext() {
        let blockers = (0..<500).map { Sample.urn($0 == 499 ? "begun" : "other\($0)") }
        var events = blockers.enumerated().map { number, blocker in
            EngineEvent.resourceWaiting(urn: Sample.urn("r\(number)"), type: "", parent: "", for: [blocker])
        }
        events.append(.resourceStarted(Sample.step(.delete, "begun")))
        #expect(frame(Sample.view(events), 80, 10).contains { $0.contains("r499") && $0.hasSuffix("for begun") })
    }

    @Test("a row without open dependencies waits for its turn")
    func namesTheQueue() {
        let events: [EngineEvent] = [
            .resourceWaiting(urn: Sample.urn("b"), type: "", parent: "", for: [Sample.urn("a")]),
            .resourceStarted(Sample.step(.create, "a")), .resourceFinished(Sample.step(.create, "a")),
        ]
        #expect(frame(Sample.view(events), 80, 24).contains { $0.contains(" b ") && $0.hasSuffix("for its turn") })
    }

    @Test("a provider's status message is beside its resource until that is done")
    func showsReasons() {
        let start: [EngineEvent] = [
            .resourceStarted(Sample.step(.create, "web")),
            .diagnostic(.init(.info, "0 of 2 tasks\u{1B}[2J\nmore", urn: Sample.urn("web"), isEphemeral: true)),
        ]
        #expect(frame(Sample.view(start), 80, 24).contains { $0.hasSuffix("0 of 2 tasks") })
        let end = start + [.resourceFinished(Sample.step(.create, "web"))]
        #expect(!frame(Sample.view(end), 80, 24).contains { $0.contains("0 of 2") })
    }

    /// A reason that ECS gives, longer than a line.
    private static let longReason = """
        waiting for steady state: 0 of 2 tasks running; (service web) was unable to place a task because no container \
        instance met all of its requirements
        """

    /// Returns the events of services below a component that wait for their steady state.
    private func services(_ count: Int) -> [EngineEvent] {
        let parent = Sample.urn("web", "awsx:ecs:FargateService")
        return (0..<count).flatMap { number -> [EngineEvent] in
            let service = Sample.step(.create, "web\(number)", type: "aws:ecs/service:Service", parent: parent)
            return [
                .resourceStarted(service),
                .diagnostic(.init(.info, Self.longReason, urn: service.urn, isEphemeral: true)),
            ]
        }
    }

    @Test("the reason of a wait has lines of its own below its row where it does not fit beside", arguments: [40, 80])
    func wrapsReasons(_ columns: Int) throws {
        let lines = frame(Sample.view(services(1)), columns, 24)
        let row = try #require(lines.firstIndex { $0.contains("web0") })
        let words = lines[(row + 1)...].flatMap { $0.split(separator: " ") }
        #expect(words.joined(separator: " ") == Self.longReason)
        #expect(lines.allSatisfy { $0.columns <= columns })
    }

    @Test("a reason of several lines has the first beside its row and the others below")
    func showsLinesBelow() throws {
        let urn = Sample.urn("web")
        let events: [EngineEvent] = [
            .resourceStarted(Sample.step(.create, "web")),
            .diagnostic(.init(.info, "0 of 2 tasks\n| no database\nevent", urn: urn, isEphemeral: true)),
        ]
        let lines = frame(Sample.view(events), 120, 24)
        let row = try #require(lines.firstIndex { $0.contains(" web ") })
        #expect(lines[row].hasSuffix("0 of 2 tasks"))
        #expect(lines[row + 1].hasSuffix("  | no database") && lines[row + 2].hasSuffix("  event"))
    }

    @Test("a reason that fits stays beside its row")
    func keepsShortReasonsBeside() {
        #expect(frame(Sample.view(services(1)), 200, 24).contains { $0.hasSuffix(Self.longReason) })
    }

    @Test("the resources that a row waits for are named in full")
    func namesBlockersInFull() {
        let blockers = ["a-security-group-of-some-length", "a-target-group-of-some-length"]
        let events = [
            EngineEvent.resourceWaiting(
                urn: Sample.urn("web"),
                type: "",
                parent: "",
                for: blockers.map { Sample.urn($0) }
            )
        ]
        let lines = frame(Sample.view(events), 60, 24)
        #expect(lines.contains { $0.hasSuffix("for a-security-group-of-some-length,") })
        #expect(lines.contains { $0.hasSuffix("a-target-group-of-some-length") })
    }

    @Test("rows with long reasons fit into any window", arguments: [4, 10, 24, 50], [12, 40, 80])
    func fitsReasons(_ rows: Int, _ columns: Int) {
        let lines = frame(Sample.view(services(30)), columns, rows)
        #expect(lines.count <= rows - 1)
        #expect(lines.allSatisfy { $0.columns <= columns })
    }

    @Test("rows that lack room for their reasons are counted instead")
    func countsRowsWithoutRoom() {
        let lines = frame(Sample.view(services(30)), 80, 24)
        let shown = lines.count { $0.contains("creating (0.0s)") }
        #expect(lines.joined().ranges(of: "requirements").count == shown && shown > 3)
        #expect(lines.last == "    … and \(30 - shown) more running")
    }

    @Test("failed rows stay visible")
    func keepsFailures() {
        var view = Sample.thousand
        view.receive(.resourceFailed(Sample.step(.create, "r50")), now: Sample.now)
        let lines = frame(view, 80, 12)
        #expect(lines.contains { $0.contains("r50") && $0.contains("creating failed") })
    }

    @Test("a component is above its children, and not counted as running")
    func showsComponents() {
        let parent = Sample.urn("web", "awsx:ecs:FargateService")
        let events: [EngineEvent] = [
            .resourceStarted(Sample.step(.create, "web", type: "awsx:ecs:FargateService", isCustom: false)),
            .resourceFinished(Sample.step(.create, "web", type: "awsx:ecs:FargateService", isCustom: false)),
            .resourceStarted(Sample.step(.create, "task", parent: parent)),
        ]
        let lines = frame(Sample.view(events), 80, 24)
        #expect(lines[0].contains(" 1 running"))
        #expect(lines[2].contains("awsx:ecs:FargateService  web   creating"))
        #expect(lines[3].contains("└─ aws:ecs:Cluster"))
    }

    @Test("an interruption explains the next steps")
    func tellsInterruptions() {
        var view = Sample.thousand
        view.receive(.cancelling, now: Sample.now)
        let lines = frame(view, 100, 24)
        #expect(lines.contains("Interrupted: no new operations are started, 15 running will be completed and saved."))
        #expect(lines.contains("Press Ctrl-C again to stop at once."))
    }

    @Test("a redraw writes only changed lines")
    func writesDifferences() {
        var screen = LiveScreen()
        let size = Terminal.Size(columns: 80, rows: 24)
        _ = screen.draw(["one", "two", "three"], size)
        #expect(screen.draw(["one", "two", "three"], size).isEmpty)
        let text = screen.draw(["one", "TWO", "three"], size)
        #expect(text.contains("\u{1B}[2;1H\u{1B}[KTWO"))
        #expect(!text.contains("one") && !text.contains("three"))
    }

    @Test("fewer lines clear the ones below")
    func clearsBelow() {
        var screen = LiveScreen()
        let size = Terminal.Size(columns: 80, rows: 24)
        _ = screen.draw(["one", "two"], size)
        #expect(screen.draw(["one"], size) == "\u{1B}[?2026h\u{1B}[2;1H\u{1B}[J\u{1B}[?2026l")
    }

    @Test("a resized window is redrawn as a whole")
    func redrawsAfterResize() {
        var screen = LiveScreen()
        _ = screen.draw(["one", "two"], .init(columns: 80, rows: 24))
        let text = screen.draw(["one", "two"], .init(columns: 40, rows: 10))
        #expect(text.contains("\u{1B}[2J") && text.contains("one") && text.contains("two"))
    }

    @Test("a row order keeps its order when rows are removed")
    func keepsOrder() {
        var list = RowOrder()
        for place in 0..<1000 { list.insert(place) }
        for place in 0..<990 { list.remove(place) }
        list.insert(5)
        list.insert(995)
        #expect(list.count == 11)
        #expect(list.first(3) == [990, 991, 992])
        #expect(list.newest(2) == [5, 999])
    }
}
