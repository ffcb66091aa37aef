internal import Connections

/// A message about a build that is under way.
package enum BuildReport: Hashable, Sendable {
    /// A line that the builder wrote, with the step that it belongs to; `nil` outside of steps.
    case line(String, step: String?, elapsed: Duration)
    /// A step has ended.
    case step(String, elapsed: Duration)

    /// The report as one line, with the step and its time in seconds.
    package var text: String {
        switch self {
        case .line(let line, let step, let elapsed): step.map { "\($0) (\(elapsed.inTenths) s): \(line)" } ?? line
        case .step(let step, let elapsed): "\(step) (\(elapsed.inTenths) s)"
        }
    }
}

extension Duration {
    /// The duration in seconds with one decimal.
    fileprivate var inTenths: String {
        let tenths = components.seconds * 10 + components.attoseconds / 100_000_000_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}

/// Follows the steps of a build by the lines that the builder writes.
struct BuildProgress {
    private struct Step {
        let label: String
        let begin: Moment
    }

    private let format: BuilderDescriptor.OutputFormat
    /// The steps that run, by the number that BuildKit gives them.
    private var running: [Substring: Step] = [:]
    /// The label of the last step that began.
    private(set) var lastLabel: String?

    init(_ format: BuilderDescriptor.OutputFormat) {
        self.format = format
    }

    /// Returns what a line tells.
    mutating func take(_ line: String, at now: Moment) -> [BuildReport] {
        switch format {
        case .steps: takeStepLine(line, now)
        case .buildKit: takeBuildKitLine(line, now)
        }
    }

    /// Returns what is still to be told when the builder has ended.
    mutating func finish(at now: Moment) -> [BuildReport] {
        defer { running = [:] }
        return running.values.map { .step($0.label, elapsed: now - $0.begin) }
    }

    /// A line of a builder that does one step after the other: `STEP 2/3: RUN x`, `[1/2] STEP 2/3: …`, `Step 2/3 : …`.
    private mutating func takeStepLine(_ line: String, _ now: Moment) -> [BuildReport] {
        let isStep = StepLabel(line) != nil
        guard isStep || line.hasPrefix("COMMIT") else {
            let step = running[""]
            return [.line(line, step: step?.label, elapsed: step.map { now - $0.begin } ?? .zero)]
        }
        let ended = finish(at: now)
        guard isStep else { return ended }
        running[""] = Step(label: line, begin: now)
        lastLabel = line
        return ended
    }

    /// A line of BuildKit: `#7 [2/4] RUN x` begins a step, `#7 DONE 1.2s` and `#7 CACHED` end it.
    private mutating func takeBuildKitLine(_ line: String, _ now: Moment) -> [BuildReport] {
        let parts = line.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].hasPrefix("#"), parts[0].dropFirst().allSatisfy(\.isNumber) else {
            return [.line(line, step: nil, elapsed: .zero)]
        }
        let (number, text) = (parts[0], String(parts[1]))
        guard let step = running[number] else {
            running[number] = Step(label: text, begin: now)
            if text.hasPrefix("[") { lastLabel = text }
            return []
        }
        if text.hasPrefix("DONE") || text == "CACHED" || text.hasPrefix("ERROR") {
            running[number] = nil
            let isTold = step.label.hasPrefix("[")
            return isTold ? [.step(step.label, elapsed: now - step.begin)] : []
        }
        return [.line(text, step: step.label, elapsed: now - step.begin)]
    }
}

/// A line with which a builder begins a step.
struct StepLabel: Hashable {
    /// The number of the stage, from 1; `nil` if the line tells none.
    let stage: Int?
    /// The number of the step, from 1, within its stage or within the file.
    let step: Int
    /// The number of steps.
    let count: Int
    /// The instruction.
    let instruction: String

    /// Reads a line; `nil` if it begins no step.
    init?(_ line: String) {
        var rest = line[...]
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            stage = Int(rest.dropFirst().prefix { $0.isNumber })
            rest = rest[end...].dropFirst(2)
        } else {
            stage = nil
        }
        guard rest.lowercased().hasPrefix("step "), let colon = rest.firstIndex(of: ":") else { return nil }
        let numbers = rest[..<colon].dropFirst(5).split(separator: "/").compactMap { Int($0.trimmingSpaces) }
        guard numbers.count == 2 else { return nil }
        step = numbers[0]
        count = numbers[1]
        instruction = rest[colon...].dropFirst().trimmingSpaces
    }
}
