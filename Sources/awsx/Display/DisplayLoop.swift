import Engine
import Synchronization

/// Passes events to a display in order and writes its output.
struct DisplayLoop {
    private enum Signal: Sendable {
        case event(EngineEvent)
        case tick
    }

    /// The minimum time between two redraws of the live screen.
    private static let interval: Duration = .milliseconds(100)
    /// The time before the live screen appears; shorter runs show only their result.
    private static let delay: Duration = .milliseconds(400)

    /// The terminal to write to.
    let terminal: Terminal
    /// Enables the live screen.
    let isLive: Bool

    /// Runs `body` with a function that displays events; returns when all events are displayed.
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
                TerminalMode.stopIfRequested()
                if now - start > Self.delay { draw(display, &screen, now) }
            }
        }
        TerminalMode.leave()
    }

    private func draw(_ display: any Display, _ screen: inout LiveScreen, _ now: ContinuousClock.Instant) {
        let size = terminal.size
        let lines = display.frame(size, now: now)
        guard !lines.isEmpty else { return }
        switch TerminalMode.enter() {
        case .unavailable: return
        case .entered: screen.invalidate()
        case .alreadyActive: break
        }
        TerminalMode.draw(screen.draw(lines.map(terminal.encoded), size))
    }

    /// Sends redraw signals until the event stream ends.
    private func tick(_ sink: AsyncStream<Signal>.Continuation) async {
        while !Task.isCancelled {
            if case .terminated = sink.yield(.tick) { return }
            try? await Task.sleep(for: Self.interval)
        }
    }
}
