import PulumiProtocol
import ResourceKit

/// The result of one look at something that is being waited for.
enum WaitStatus<Value: Sendable>: Sendable {
    /// It is as it should be.
    case ready(Value)
    /// Not yet; the text says what is there, such as `PROVISIONING`.
    case pending(String)
}

/// AWS did not get ready in time.
struct WaitTimeout: Error, CustomStringConvertible {
    /// The thing that was waited for.
    let subject: String
    /// The state at the last look.
    let lastSeen: String
    let limit: Duration
    /// Further lines of the message; empty if there are none.
    var details = ""

    var description: String {
        let state = lastSeen.split(separator: "\n").joined(separator: "; ")
        return """
            \(subject) was not ready after \(limit.components.seconds) seconds; last seen: \(state). \
            It may still become ready: run `awsx refresh` later, or allow more time with the option customTimeouts.
            """ + (details.isEmpty ? "" : "\n" + details)
    }
}

extension ResourceOperation {
    /// Looks until something is as it should be.
    ///
    /// - Parameters:
    ///   - subject: The thing that is waited for, as a person reads it.
    ///   - limit: The longest time to wait.
    ///   - pace: The pauses between looks.
    ///   - look: Looks once; throws if it never will be ready.
    /// - Returns: The value of the look that found it ready.
    /// - Throws: ``WaitTimeout``, or what `look` throws.
    func wait<Value: Sendable>(
        for subject: String,
        upTo limit: Duration,
        pace: Pace = Pace(),
        _ look: () async throws -> WaitStatus<Value>
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
}

extension ResourceOperation {
    /// Waits until AWS shows properties as they are wanted: some services' answers lag behind a change.
    ///
    /// - Parameters:
    ///   - names: Top-level properties; those that the inputs lack are not looked at.
    ///   - standard: The longest time to wait, unless the type or the program says otherwise.
    /// - Throws: ``WaitTimeout``, or what the read throws.
    func waitUntilShown(_ names: Set<String>, upTo standard: Duration) async throws {
        let wanted = inputs.filter { names.contains($0.key) }
        try await wait(for: subject, upTo: limit(standard)) { () async throws -> WaitStatus<Void> in
            guard let outputs = try await descriptor.read.run(self) else { return .pending("not visible yet") }
            let missing = wanted.filter { outputs[$0.key] == nil && !$0.value.isZero }.map(\.key)
            let late = missing + custom.drift(inputs: wanted, outputs: outputs)
            guard let first = late.first else { return .ready(()) }
            return .pending("\(first) is not in effect yet")
        }
    }
}

/// A state from which something does not come back.
struct FailedState: Error, CustomStringConvertible {
    let subject: String
    /// The state, and AWS's explanation if there is one.
    let state: String

    var description: String { "\(subject) failed: \(state)" }
}
