import Foundation
import JSON
import PulumiProtocol
import TestKit
import Testing

@testable import Engine
@testable import awsx

@Suite("Events as JSON")
struct EventJSONTests {
    private static let documentation =
        (try? String(contentsOf: WorkingCopy.root.appending(path: "docs/events.md"), encoding: .utf8)) ?? ""

    private static let events: [EngineEvent] = {
        let step = Sample.step(
            .update,
            "main",
            old: ["s": .secret("hush"), "u": .unknown],
            new: ["s": .secret("hush")],
            keys: ["s"],
            detailed: ["s": .init(.updateReplace, isOfInputs: true)]
        ) { state in
            state.isProtected = true
            state.retainOnDelete = true
            state.initErrors = ["not ready"]
        }
        return [
            .prelude(configuration: ["app:a": "1"], isPreview: false),
            .resourceWaiting(urn: step.urn, type: step.type, parent: "", for: [step.urn]),
            .resourceStarted(step), .resourceFinished(step), .outputsRegistered(step), .resourceFailed(step),
            .diagnostic(.init(.error, "\u{1B}[31mbad", urn: step.urn, isEphemeral: true)), .cancelling,
            .summary(Sample.result([.create: 1], wasCancelled: true)),
        ]
    }()

    private func objects(isPreview: Bool = false) -> [JSON] {
        var events = EventJSON(isPreview: isPreview)
        return Self.events.flatMap { events.objects($0, secondsSince1970: 7) }
    }

    /// The names of a line's members, those of members of members too where these are of a fixed form.
    private func names(_ json: JSON) -> Set<String> {
        guard let object = json.object else { return [] }
        let open: Set<String> = ["config", "inputs", "outputs", "resourceChanges", "detailedDiff", "PolicyPacks"]
        return object.reduce(into: []) { names, member in
            names.insert(member.key)
            if !open.contains(member.key) { names.formUnion(self.names(member.value)) }
        }
    }

    @Test("every member of every event is documented", arguments: [true, false])
    func isDocumented(_ isPreview: Bool) {
        for name in Set(objects(isPreview: isPreview).flatMap(names)) {
            #expect(Self.documentation.contains("`\(name)`"), "docs/events.md does not tell of \(name)")
        }
    }

    @Test("every documented event exists")
    func documentsNothingElse() {
        let rows = Self.documentation.split(separator: "\n").filter { $0.contains("Event` |") && $0.hasPrefix("| `") }
        let told = Set(rows.map { String($0.dropFirst(3).prefix { $0 != "`" }) })
        let comes = Set(objects().flatMap { $0.object?.keys ?? [] }.filter { $0.hasSuffix("Event") })
        #expect(told == comes)
    }

    @Test("every operation is documented")
    func documentsOperations() {
        for operation in StepOperation.allCases where operation != .removePendingReplace {
            #expect(Self.documentation.contains("`\(operation.rawValue)`"))
        }
    }

    @Test("lines are numbered, and the last one ends the stream")
    func countsLines() {
        let objects = objects()
        #expect(objects.map { $0["sequence"]?.int } == objects.indices.map { $0 })
        #expect(objects.last?["cancelEvent"] == [:])
        #expect(objects.dropLast().allSatisfy { $0["cancelEvent"] == nil })
        #expect(objects.dropLast().last?["summaryEvent"]?["result"]?.string == "canceled")
    }

    @Test("secrets and escape sequences are removed")
    func hidesSecrets() {
        let text = objects().map { $0.text() }.joined()
        #expect(!text.contains("hush"))
        #expect(text.contains("\"ciphertext\":\"[secret]\""))
        #expect(!text.contains("u001b") && !text.contains("\u{1B}"))
    }

    @Test("the plan as JSON lists each change once, with its reasons and states")
    func listsThePlan() throws {
        var display = PlanDisplay()
        let update = Sample.step(.update, "main", old: ["s": .secret("hush")], new: ["s": "x"], keys: ["s"])
        _ = display.receive(.resourceFinished(update), now: Sample.now)
        _ = display.receive(.resourceFinished(Sample.step(.same, "rest")), now: Sample.now)
        let text = display.receive(.summary(Sample.result([.update: 1])), now: Sample.now)
        let plan = try JSON(parsing: text)
        #expect(plan["steps"]?.array?.count == 1)
        #expect(plan["steps"]?[0]?["op"]?.string == "update")
        #expect(plan["steps"]?[0]?["replaceReasons"] == ["s"])
        #expect(plan["steps"]?[0]?["oldState"]?["inputs"]?["s"]?.string == "[secret]")
        #expect(plan["steps"]?[0]?["newState"]?["inputs"]?["s"]?.string == "x")
        #expect(plan["changeSummary"] == ["update": 1])
    }
}
