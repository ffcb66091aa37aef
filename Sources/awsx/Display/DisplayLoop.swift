import Engine
import Synchronization

/// Feeds a display with events, one at a time and in order, and writes what it makes of them.
struct DisplayLoop {
    private enum Signal: Sendable {
        case event(EngineEvent)
        case tick
    }

    /// How often a moving display is redrawn.
    private static let frame: Duration = .milliseconds(80)

    /// Whether the display moves.
    let isLive: Bool

    /// Runs `body` with a sink for events; returns when all of them have been shown.
    func run<Result: Sendable>(
        _ display: any Display,
        _ body: @escaping @Sendable (@escaping @Sendable (EngineEvent) -> Void) async throws -> Result
    ) async throws -> Result {
        let (signals, sink) = AsyncStream<Signal>.makeStream()
        let isLive = isLive
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var display = display
                for await signal in signals {
                    let now = ContinuousClock.now
                    switch signal {
                    case .event(let event): writeOut(display.receive(event, now: now))
                    case .tick: writeOut(display.tick(now: now))
                    }
                }
            }
            async let ticking: Void = tick(sink, while: isLive)
            defer { sink.finish() }
            let result = try await body { sink.yield(.event($0)) }
            sink.finish()
            _ = await ticking
            try await group.waitForAll()
            return result
        }
    }

    /// Ends when nobody listens any more.
    private func tick(_ sink: AsyncStream<Signal>.Continuation, while isLive: Bool) async {
        while isLive {
            if case .terminated = sink.yield(.tick) { return }
            try? await Task.sleep(for: Self.frame)
            if Task.isCancelled { return }
        }
    }
}
