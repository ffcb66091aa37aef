import Engine
import Synchronization

/// Feeds a display with events, one at a time and in order, and writes what it makes of them.
struct DisplayLoop {
    private enum Signal: Sendable {
        case event(EngineEvent)
        case tick
    }

    /// How often a live screen is redrawn at most.
    private static let interval: Duration = .milliseconds(100)
    /// What is over sooner than this needs no live screen, only its result.
    private static let patience: Duration = .milliseconds(400)

    /// Where the output goes.
    let terminal: Terminal
    /// Whether the display may move.
    let isLive: Bool

    /// Runs `body` with a sink for events; returns when all of them have been shown.
    func run<Result: Sendable>(
        _ display: any Display,
        _ body: @escaping @Sendable (@escaping @Sendable (EngineEvent) -> Void) async throws -> Result
    ) async throws -> Result {
        let (signals, sink) = AsyncStream<Signal>.makeStream()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await show(display, signals) }
            if isLive { group.addTask { await tick(sink) } }
            defer { sink.finish() }
            let result = try await body { sink.yield(.event($0)) }
            sink.finish()
            try await group.waitForAll()
            return result
        }
    }

    private func show(_ display: any Display, _ signals: AsyncStream<Signal>) async {
        var display = display
        var screen = LiveScreen()
        let start = ContinuousClock.now
        for await signal in signals {
            let now = ContinuousClock.now
            switch signal {
            case .event(let event):
                let text = display.receive(event, now: now)
                guard !text.isEmpty else { continue }
                TerminalMode.leave()
                writeOut(terminal.encoded(text))
            case .tick:
                TerminalMode.stopIfWanted()
                if now - start > Self.patience { draw(display, &screen, now) }
            }
        }
        TerminalMode.leave()
    }

    private func draw(_ display: any Display, _ screen: inout LiveScreen, _ now: ContinuousClock.Instant) {
        let size = terminal.size
        let lines = display.frame(size, now: now)
        guard !lines.isEmpty else { return }
        switch TerminalMode.enter() {
        case .isNotOurs: return
        case .isNew: screen.forget()
        case .wasThere: break
        }
        TerminalMode.draw(screen.draw(lines.map(terminal.encoded), size))
    }

    /// Ends when nobody listens any more.
    private func tick(_ sink: AsyncStream<Signal>.Continuation) async {
        while !Task.isCancelled {
            if case .terminated = sink.yield(.tick) { return }
            try? await Task.sleep(for: Self.interval)
        }
    }
}
