import JSON
import Recordings

/// The text of a replay's result: a table of numbers, and what was not as recorded.
struct ReplayText {
    let report: ReplayReport
    /// The number of mismatches to show.
    let limit: Int

    /// The most differences to show of one mismatch.
    private static let differenceLimit = 8
    /// The most characters to show of one value.
    private static let valueLimit = 300

    /// The whole text.
    var text: String {
        guard !report.scores.isEmpty else { return "Nothing of this kind is recorded.\n" }
        // Those that only inform come last.
        let mismatches =
            report.mismatches.filter(\.score.isRequired) + report.mismatches.filter { !$0.score.isRequired }
        let shown = mismatches.prefix(limit).map(paragraph).joined()
        let rest =
            mismatches.count > limit ? "\n\(mismatches.count - limit) more mismatches; --show N shows more\n" : ""
        let accepted = report.accepted.sorted { $0.key < $1.key }.map { "accepted \($0.value): \($0.key)\n" }.joined()
        return table + shown + rest + accepted
    }

    private var table: String {
        let rows = report.scores.map { score -> [String] in
            let tally = report.total(score)
            let remark = score.isRequired ? "" : "informs only"
            return [score.rawValue, "\(tally.matched)", "\(tally.accepted)", "\(tally.total)", remark]
        }
        return TextTable(["SCORE", "MATCHED", "ACCEPTED", "OF", ""], rows).text
    }

    private func paragraph(_ mismatch: ReplayReport.Mismatch) -> String {
        let head = "\n[\(mismatch.score.rawValue)] \(mismatch.recording): \(PlainText.line(mismatch.item))\n"
        let message = mismatch.message.isEmpty ? "" : "    \(PlainText.line(mismatch.message))\n"
        let lines = mismatch.differences.prefix(Self.differenceLimit).map { difference in
            "    \(difference.path)\n      recorded  \(Self.shown(difference.expected))\n"
                + "      got       \(Self.shown(difference.actual))\n"
        }
        let more = mismatch.differences.count - lines.count
        return head + message + lines.joined() + (more > 0 ? "    and \(more) more\n" : "")
    }

    private static func shown(_ value: JSON?) -> String {
        guard let text = value?.text(.sortedKeys) else { return "nothing" }
        return text.count <= valueLimit ? text : text.prefix(valueLimit - 1) + "…"
    }

    /// The numbers and mismatches as JSON.
    var json: String {
        let scores = report.scores.map { score -> (String, JSON) in
            let tally = report.total(score)
            let numbers: JSON.Object = [
                "matched": .number(tally.matched), "accepted": .number(tally.accepted), "total": .number(tally.total),
                "required": .bool(score.isRequired),
            ]
            return (score.rawValue, .object(numbers))
        }
        let mismatches = report.mismatches.map { mismatch -> JSON in
            let differences = mismatch.differences.map { one -> JSON in
                ["path": .string(one.path), "recorded": one.expected ?? .null, "got": one.actual ?? .null]
            }
            return [
                "recording": .string(mismatch.recording), "score": .string(mismatch.score.rawValue),
                "item": .string(mismatch.item), "message": .string(mismatch.message),
                "differences": .array(differences),
            ]
        }
        let whole: JSON = [
            "passed": .bool(report.hasPassed), "scores": .object(JSON.Object(scores)), "mismatches": .array(mismatches),
        ]
        return whole.text() + "\n"
    }
}
