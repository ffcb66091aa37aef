import JSON

/// A call that is polled after a step of a resource's life, as the facts describe it.
struct WaitRule: Sendable {
    /// The value that stands for "nothing is at the path, or AWS knows no such thing".
    private static let absent = "<absent>"
    /// The value that stands for any other.
    private static let present = "present"
    /// The time for which a value that is none of the rule's is tolerated: AWS's answers lag behind.
    private static let lag = Duration.seconds(30)

    /// The steps: `create`, `update`, `delete`, or a name that the descriptor uses.
    let steps: Set<String>
    let operation: String
    /// The call's members, with places; `nil` for those of the lookup.
    let input: JSON.Object?
    private let path: String
    private let pending: Set<String>
    private let target: Set<String>
    private let failure: Set<String>
    private let reasons: [String]
    /// The longest wait, unless the type or the program says otherwise.
    let limit: Duration
    /// The number of looks in a row that must find a target.
    let times: Int
    /// The pauses between looks.
    let pace: Pace

    init(_ json: JSON) {
        func texts(_ key: String) -> [String] { (json[key]?.array ?? []).compactMap(\.string) }
        steps = Set(texts("after"))
        operation = json["poll"]?.string ?? ""
        input = json["input"]?.object
        path = json["path"]?.string ?? ""
        pending = Set(texts("pending"))
        target = Set(texts("target"))
        failure = Set(texts("failure"))
        reasons = texts("reason")
        limit = .seconds(json["seconds"]?.int ?? 0)
        times = json["times"]?.int ?? 1
        pace = json["every"]?.int.map { Pace(first: .seconds($0) / 3, longest: .seconds($0)) } ?? Pace()
    }

    /// Reads the state that an answer shows; `nil` is the answer where AWS says that there is no such thing.
    ///
    /// - Parameters:
    ///   - answer: The answer of AWS.
    ///   - subject: The thing that is waited for, as a person reads it.
    ///   - elapsed: The time since the first look.
    /// - Returns: Whether the wait is over.
    /// - Throws: ``FailedState`` for a value that will never change to a target.
    func status(_ answer: JSON?, for subject: String, after elapsed: Duration) throws -> WaitStatus<Void> {
        let found = (answer?.all(at: path) ?? []).filter { $0 != "" }.map { $0.string ?? Self.present }
        let values = found.isEmpty ? [Self.absent] : found
        if values.contains(where: isTarget), !values.contains(where: isPending) { return .ready(()) }
        let isKnown = values.contains { isPending($0) || $0 == Self.absent }
        let isLost = !pending.isEmpty && !isKnown && elapsed > Self.lag
        if let value = values.first(where: failure.contains) ?? (isLost ? values.first : nil) {
            let why = reasons.compactMap { answer?.text(at: $0) }.joined(separator: ": ")
            throw FailedState(subject: subject, state: why.isEmpty ? value : "\(value): \(why)")
        }
        return .pending(found.first { !isTarget($0) } ?? found.first ?? "not there")
    }

    private func isTarget(_ value: String) -> Bool {
        target.contains(value) || value != Self.absent && target.contains(Self.present)
    }

    private func isPending(_ value: String) -> Bool {
        pending.contains(value) || value != Self.absent && pending.contains(Self.present)
    }
}

extension ResourceOperation {
    /// Waits as the facts of the type ask for after a step.
    ///
    /// - Parameters:
    ///   - step: `create`, `update`, `delete`, or a name that the facts of the type use.
    ///   - subject: The thing that is waited for, as a person reads it; the resource if `nil`.
    /// - Throws: ``WaitTimeout``, or ``FailedState`` for a value that will never change to a target.
    func wait(after step: String, for subject: String? = nil) async throws {
        let subject = subject ?? (step == Kind.delete.rawValue ? "\(self.subject) to be deleted" : self.subject)
        for rule in facts.waits where rule.steps.contains(step) {
            let input = filled(rule.input ?? facts.lookup?.input ?? [:])
            for _ in 0..<rule.times {
                let start = session.clock.now()
                try await wait(for: subject, upTo: limit(rule.limit), pace: rule.pace) {
                    let answer = try await find(rule.operation, input)
                    return try rule.status(answer, for: subject, after: session.clock.now() - start)
                }
            }
        }
    }
}
