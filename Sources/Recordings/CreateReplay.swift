import JSON
import PulumiProtocol
import RPC

/// The replay of the first deployment that really created something: every resource is created, read, compared with
/// its inputs, and in the end deleted, twice.
struct CreateReplay {
    let recording: Recording
    let plugin: ReplayedPlugin
    let types: String

    /// A resource that was created, as the requests about it name it.
    private struct Made {
        let urn: String
        let type: String
        let request: JSON.Object
    }

    /// The values known while the deployment goes on.
    private struct Progress {
        var known = Substitution()
        /// The reasons for which resources were not created, by their recorded ids.
        var absent: [String: String] = [:]
        var made: [Made] = []
    }

    func run(_ report: inout ReplayReport) async {
        let created = recording.phases.first { phase in
            phase.calls("ResourceProvider/Create").contains { $0.request["preview"]?.bool != true }
        }
        var progress = Progress()
        for entry in created?.entries ?? [] {
            if entry.method == "ResourceProvider/Invoke", entry.request["tok"]?.string?.hasPrefix("aws:") == true {
                await ask(entry, &progress)
            } else if entry.method == "ResourceProvider/Create", entry.type.hasPrefix("aws:"),
                Pattern(types).matches(entry.type), !entry.hasFailed
            {
                await create(entry, &progress, &report)
            }
        }
        for one in progress.made.reversed() {
            for score in [Score.deleted, .idempotent] {
                var finding = Finding.matched
                do { _ = try await plugin.ask("Delete", one.request) } catch { finding = .failure(error.message) }
                report.add(score, one.urn, finding, child: one.type)
            }
        }
    }

    /// Asks a function, whose answer tells which account, images and networks stand for the recorded ones.
    private func ask(_ entry: Recording.Entry, _ progress: inout Progress) async {
        let request = progress.known.apply(.object(entry.request)).object ?? [:]
        guard let answer = try? await plugin.ask("Invoke", request) else { return }
        progress.known.learn(
            entry.response["return"] ?? .null,
            answer["return"] ?? .null,
            inputs: entry.request["args"] ?? .null
        )
    }

    private func create(_ entry: Recording.Entry, _ progress: inout Progress, _ report: inout ReplayReport) async {
        let (urn, type) = (entry.urn, entry.type)
        let inputs = progress.known.apply(entry.request["properties"] ?? [:])
        let recordedID = entry.response["id"]?.string ?? ""
        let texts = Leaves.texts(of: inputs).values
        if let absent = progress.absent.first(where: { absent in texts.contains { $0.contains(absent.key) } })?.value {
            let score: Score = absent.hasPrefix("needs") ? .implemented : .created
            report.add(score, urn, .fault(absent), child: type)
            progress.absent[recordedID] = absent
            return
        }
        let identity: JSON.Object = [
            "urn": .string(urn), "type": .string(type), "name": .string(URN.name(in: urn)),
        ]
        do {
            let answer = try await plugin.ask("Create", entry.request.merging(identity).merging(["properties": inputs]))
            report.add(.implemented, urn, .matched, child: type)
            guard let id = answer["id"]?.string, !id.isEmpty else {
                progress.absent[recordedID] = "needed \(urn), which was not created"
                return report.add(.created, urn, .fault("the answer has no id"), child: type)
            }
            report.add(.created, urn, .matched, child: type)
            let made = identity.merging([
                "id": .string(id), "properties": answer["properties"] ?? [:], "inputs": inputs, "oldInputs": inputs,
            ])
            progress.made.append(Made(urn: urn, type: type, request: made))
            compareOutputs(entry, made, &progress, &report)
            await lookAgain(Made(urn: urn, type: type, request: made), &report)
        } catch {
            let isUnknown = error.code == .unimplemented
            report.add(.implemented, urn, isUnknown ? .failure(error.message) : .matched, child: type)
            if !isUnknown { report.add(.created, urn, .failure(error.message), child: type) }
            progress.absent[recordedID] =
                isUnknown ? "needs \(type), which is not implemented" : "needed \(urn), which was not created"
        }
    }

    private func compareOutputs(
        _ entry: Recording.Entry,
        _ made: JSON.Object,
        _ progress: inout Progress,
        _ report: inout ReplayReport
    ) {
        let (id, recordedID) = (made["id"]?.string ?? "", entry.response["id"]?.string ?? "")
        let expected = progress.known.apply(.string(recordedID)).string ?? recordedID
        let isAlike = expected == id || IdentifierShape.of(expected) == IdentifierShape.of(id)
        let difference = Difference(path: "id", expected: .string(expected), actual: .string(id))
        report.add(.idShape, entry.urn, Finding(isAlike ? [] : [difference]), child: entry.type)
        let outputs = made["properties"]?.object ?? [:]
        let recorded = entry.response["properties"]?.object ?? [:]
        for property in recorded where !property.value.isNull && !property.key.hasPrefix("__") {
            let isThere = outputs[property.key].map { !$0.isNull } ?? false
            let missing = Difference(
                path: property.key,
                expected: progress.known.apply(property.value),
                actual: nil
            )
            report.add(.outputs, entry.urn, Finding(isThere ? [] : [missing]), child: entry.type)
        }
        progress.known.learn(["id": .string(recordedID)], ["id": .string(id)])
        progress.known.learn(.object(recorded), .object(outputs), inputs: entry.request["properties"] ?? .null)
    }

    /// Reads a resource, which must be as it was created, and compares it with its inputs, which must find nothing.
    private func lookAgain(_ one: Made, _ report: inout ReplayReport) async {
        var finding: Finding
        do {
            let answer = try await plugin.ask("Read", one.request)
            finding = Finding(Comparison.differences(Self.comparable(one.request), Self.comparable(answer)))
        } catch {
            finding = .failure(error.message)
        }
        report.add(.read, one.urn, finding, child: one.type)
        do {
            let (olds, news) = (one.request["properties"] ?? [:], one.request["inputs"] ?? [:])
            let answer = try await plugin.ask("Diff", one.request.merging(["olds": olds, "news": news]))
            let isUnchanged = answer["changes"]?.string == "DIFF_NONE"
            let found = JSON.Object(
                ["changes", "diffs", "replaces"].compactMap { name in answer[name].map { (name, $0) } }
            )
            let difference = Difference(path: "changes", expected: "DIFF_NONE", actual: .object(found))
            finding = Finding(isUnchanged ? [] : [difference])
        } catch {
            finding = .failure(error.message)
        }
        report.add(.unchanged, one.urn, finding, child: one.type)
    }

    private static func comparable(_ message: JSON.Object) -> JSON {
        let whole = (message["properties"]?.object ?? [:]).merging(["id": message["id"] ?? .null])
        let normal = Comparison.normal(.object(whole)) ?? .null
        return normal.withSortedLists.without { $0.hasPrefix("__") }
    }
}
