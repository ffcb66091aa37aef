import Engine

/// Turns the events of a deployment into text. It writes nothing itself, so that a test can read what a person would.
protocol Display: Sendable {
    /// The text to write because of an event; may be empty.
    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) -> String

    /// The text to write because time has passed; called a few times a second where the output is a terminal.
    mutating func tick(now: ContinuousClock.Instant) -> String
}

extension Display {
    /// Nothing: most displays do not move.
    mutating func tick(now: ContinuousClock.Instant) -> String { "" }
}
