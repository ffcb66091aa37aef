public import JSON

/// The calls of a recording that can be replayed.
public enum ReplayedCall: String, CaseIterable, Sendable {
    case construct, check, diff, create

    /// The package that is asked.
    var package: String { self == .construct ? "awsx" : "aws" }
}

/// A question of which a replay counts how often the answer was as recorded.
public enum Score: String, CaseIterable, Sendable {
    // Construct: calls that were answered, children that were registered, and what was said of them.
    case constructs, children, inputs, properties, options, state, stateDependencies
    case jsonText, dependencies, aliases, calls
    // Check and Diff; and with one input changed, replacements and updates.
    case check, diff, replace, update
    // Create: the type is known, the resource was made, its id looks as recorded, its outputs are there, Read repeats
    // them, Diff finds nothing, Delete succeeds, and a second time too.
    case implemented, created, idShape, outputs, read, unchanged, deleted, idempotent

    /// Indicates whether the replay fails if one answer is not as recorded; the others only inform.
    public var isRequired: Bool { ![.jsonText, .dependencies, .aliases, .calls].contains(self) }
}

/// The outcome of one item of a score.
enum Finding: Sendable {
    /// The answer was as recorded.
    case matched
    /// It differs.
    case differences([Difference])
    /// There is no answer, for this reason.
    case failure(String)
    /// Something else is wrong.
    case fault(String)

    /// Nothing, or what differs.
    init(_ differences: [Difference]) { self = differences.isEmpty ? .matched : .differences(differences) }
}

/// The result of replays.
public struct ReplayReport: Sendable {
    /// The numbers of a score.
    public struct Tally: Hashable, Sendable {
        /// The number of answers that are as recorded.
        public var matched = 0
        /// The number of those that differ as intended.
        public var accepted = 0
        /// The number of all.
        public var total = 0

        /// The share that matched or is accepted, in tenths of a percent, rounded down.
        var permille: Int { total == 0 ? 1000 : (matched + accepted) * 1000 / total }
    }

    /// An answer that was not as recorded.
    public struct Mismatch: Sendable {
        /// The name of the recording.
        public let recording: String
        /// The question.
        public let score: Score
        /// The call, or the resource in it.
        public let item: String
        /// The fault, if it is no difference of values.
        public let message: String
        /// The places that differ.
        public let differences: [Difference]
    }

    /// The numbers, by recording and score.
    public private(set) var tallies: [String: [Score: Tally]] = [:]
    /// The recordings in the order of their replay.
    public private(set) var recordings: [String] = []
    /// The items that were not as recorded, and not intended.
    public private(set) var mismatches: [Mismatch] = []
    /// The reasons for intended differences, with their numbers.
    public private(set) var accepted: [String: Int] = [:]

    private let expectations: [Expectation]

    /// A report that accepts some differences.
    public init(expecting expectations: [Expectation] = []) { self.expectations = expectations }

    /// Begins a recording.
    mutating func begin(_ recording: String) {
        recordings.append(recording)
        tallies[recording] = tallies[recording] ?? [:]
    }

    /// Counts one item; one that is `quiet` is counted, but told of by another.
    mutating func add(
        _ score: Score,
        _ item: String,
        _ finding: Finding,
        component: String = "",
        child: String = "",
        quiet: Bool = false
    ) {
        let recording = recordings.last ?? ""
        var tally = tallies[recording, default: [:]][score] ?? Tally()
        tally.total += 1
        defer { tallies[recording, default: [:]][score] = tally }
        let (message, differences): (String, [Difference])
        switch finding {
        case .matched:
            tally.matched += 1
            return
        case .differences(let found): (message, differences) = ("", found)
        case .failure(let text), .fault(let text): (message, differences) = (text, [])
        }
        let place = Expectation.Place(score: score, component: component, child: child)
        if let reason = reason(finding, differences, place) {
            tally.accepted += 1
            accepted[reason, default: 0] += 1
        } else if !quiet {
            mismatches.append(
                Mismatch(recording: recording, score: score, item: item, message: message, differences: differences)
            )
        }
    }

    /// Returns why all of some differences are intended, if they are.
    private func reason(_ finding: Finding, _ differences: [Difference], _ place: Expectation.Place) -> String? {
        var known = expectations
        // A call that failed is accepted only where the score is named.
        if case .failure = finding { known = known.filter(\.namesScore) }
        let paths = differences.isEmpty ? [""] : differences.map(\.path)
        let reasons = paths.map { path in known.first { $0.covers(place, path) }?.reason }
        guard !reasons.contains(nil) else { return nil }
        return Set(reasons.compactMap(\.self)).sorted().joined(separator: "; ")
    }

    /// Returns the numbers of a score in all recordings.
    public func total(_ score: Score) -> Tally {
        tallies.values.reduce(into: Tally()) { sum, scores in
            guard let one = scores[score] else { return }
            sum.matched += one.matched
            sum.accepted += one.accepted
            sum.total += one.total
        }
    }

    /// The scores that have items.
    public var scores: [Score] { Score.allCases.filter { total($0).total > 0 } }

    /// Indicates whether there was something to replay, and every required answer was as recorded or as intended.
    public var hasPassed: Bool {
        let required = scores.filter(\.isRequired)
        return !required.isEmpty && required.allSatisfy { total($0).permille == 1000 }
    }
}

/// A difference from recordings that is intended.
public struct Expectation: Sendable {
    /// The place of a difference, apart from its path.
    struct Place {
        let score: Score
        let component: String
        let child: String
    }

    /// The patterns by name; what is left out may be anything.
    private let patterns: [String: Pattern]
    /// The reason for the difference.
    let reason: String

    /// Indicates whether the expectation is for a certain score.
    var namesScore: Bool { patterns["score"] != nil }

    /// Reads a list of expectations: objects with patterns for `component`, `child`, `property` and `score`, and a
    /// `reason`.
    public static func list(_ json: JSON) -> [Expectation] {
        (json.array ?? []).map { one in
            let names = ["component", "child", "property", "score"]
            let patterns = names.compactMap { name in one[name]?.string.map { (name, Pattern($0)) } }
            return Expectation(
                patterns: Dictionary(uniqueKeysWithValues: patterns),
                reason: one["reason"]?.string ?? "expected"
            )
        }
    }

    /// Returns whether a difference at a path is covered; a path includes those below it.
    func covers(_ place: Place, _ path: String) -> Bool {
        let top = String(path.prefix { $0 != "." && $0 != "[" })
        let values = [
            "component": [place.component], "child": [place.child], "property": [path, top],
            "score": [place.score.rawValue, Self.formerNames[place.score] ?? place.score.rawValue],
        ]
        return patterns.allSatisfy { name, pattern in (values[name] ?? []).contains(where: pattern.matches) }
    }

    /// The names of scores in files of expectations where they differ.
    private static let formerNames: [Score: String] = [
        .stateDependencies: "stateDeps", .jsonText: "text", .dependencies: "deps",
    ]
}
