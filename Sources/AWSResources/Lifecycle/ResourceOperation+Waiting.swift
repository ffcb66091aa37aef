import JSON

/// What one look at something that is being waited for shows.
enum Sighting<Value: Sendable>: Sendable {
    /// It is as it should be.
    case ready(Value)
    /// Not yet; the text says what is there, such as `PROVISIONING`.
    case pending(String)
}

/// AWS did not get ready in time.
struct WaitTimeout: Error, CustomStringConvertible {
    /// What was waited for.
    let subject: String
    /// What was there at the last look.
    let lastSeen: String
    let limit: Duration

    var description: String {
        """
        \(subject) was not ready after \(limit.components.seconds) seconds; last seen: \(lastSeen). \
        AWS may still get there: run `refresh` later, or allow more time with the option customTimeouts.
        """
    }
}

extension ResourceOperation {
    /// Looks until something is as it should be.
    ///
    /// - Parameters:
    ///   - subject: What is waited for, as a person reads it.
    ///   - limit: How long to wait.
    ///   - look: Looks once; throws if it never will be ready.
    /// - Throws: ``WaitTimeout``, or what `look` throws.
    func wait<Value: Sendable>(
        for subject: String,
        upTo limit: Duration,
        pace: Pace = Pace(),
        _ look: () async throws -> Sighting<Value>
    ) async throws -> Value {
        let start = session.clock.now()
        var pace = pace
        var reported = ""
        while true {
            switch try await look() {
            case .ready(let value):
                return value
            case .pending(let seen):
                guard session.clock.now() - start < limit else {
                    throw WaitTimeout(subject: subject, lastSeen: seen, limit: limit)
                }
                if seen != reported {
                    await report("waiting for \(subject): \(seen)")
                    reported = seen
                }
                try await session.clock.sleep(pace.next())
            }
        }
    }

    /// Polls a call until a path of its answer has one of the wanted values.
    ///
    /// - Parameters:
    ///   - wanted: `nil` stands for "there is nothing at the path, or AWS knows no such thing".
    ///   - failed: Values that will never change to a wanted one.
    ///   - reason: The path of AWS's explanation of a failure.
    func wait(
        for subject: String,
        _ operation: String,
        _ input: JSON.Object,
        at path: String,
        until wanted: Set<String?>,
        failed: Set<String> = [],
        reason: String? = nil,
        upTo limit: Duration
    ) async throws {
        try await wait(for: subject, upTo: limit) {
            let answer = try await find(operation, input)
            let value = answer?.at(path).map { $0.string ?? "present" }
            if wanted.contains(value) { return .ready(()) }
            if let value, failed.contains(value) {
                let explanation = reason.flatMap { answer?.text(at: $0) }.map { ": \($0)" } ?? ""
                throw FailedState(subject: subject, state: value + explanation)
            }
            return .pending(value ?? "not there yet")
        }
    }
}

/// Something went into a state from which it does not come back.
struct FailedState: Error, CustomStringConvertible {
    let subject: String
    /// The state, and AWS's explanation if there is one.
    let state: String

    var description: String { "\(subject) failed: \(state)" }
}
