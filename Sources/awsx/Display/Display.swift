import Engine

/// Turns the events of a deployment into text, without writing it, so that tests can read the output.
protocol Display: Sendable {
    /// Processes an event and returns the text to write for it, which may be empty.
    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) -> String

    /// Returns the current lines of a live screen of this size; empty when there is nothing more to show.
    func frame(_ size: Terminal.Size, now: ContinuousClock.Instant) -> [String]
}

extension Display {
    /// Returns no lines: most displays have no live screen.
    func frame(_ size: Terminal.Size, now: ContinuousClock.Instant) -> [String] { [] }
}
