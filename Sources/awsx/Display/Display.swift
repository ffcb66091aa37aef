import Engine

/// Turns the events of a deployment into text. It writes nothing itself, so that a test can read what a person would.
protocol Display: Sendable {
    /// The text to write because of an event; may be empty. It stays.
    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) -> String

    /// The lines that a live screen of this size shows now; empty once there is nothing to show any more.
    func frame(_ size: Terminal.Size, now: ContinuousClock.Instant) -> [String]
}

extension Display {
    /// Nothing: most displays do not move.
    func frame(_ size: Terminal.Size, now: ContinuousClock.Instant) -> [String] { [] }
}
