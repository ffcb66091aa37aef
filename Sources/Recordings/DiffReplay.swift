import JSON
import PulumiProtocol

/// The replay of a recording's `Diff` calls.
struct DiffReplay {
    let recording: Recording
    let plugin: ReplayedPlugin
    let types: String
    let changesInputs: Bool

    func run(_ report: inout ReplayReport) async {
        var seen: Set<String> = []
        for entry in recording.calls("ResourceProvider/Diff", types: types) {
            var finding: Finding
            do {
                let answer = try await plugin.ask("Diff", entry.request)
                finding = Finding(Comparison.differences(Self.outcome(entry.response), Self.outcome(answer)))
            } catch {
                finding = .failure(error.message)
            }
            report.add(.diff, entry.urn, finding, child: entry.type)
            guard changesInputs, entry.response["changes"]?.string == "DIFF_NONE" else { continue }
            // Previews and updates repeat each other.
            let parts = ["urn", "olds", "news"].map { entry.request[$0] ?? .null }
            if seen.insert(Comparison.canonical(.array(parts))).inserted { await change(entry, &report) }
        }
    }

    /// The kind of change, and the properties that replace.
    private static func outcome(_ response: JSON.Object) -> JSON {
        let replaces = Set((response["replaces"]?.array ?? []).compactMap(\.string)).sorted()
        return [
            "changes": response["changes"] ?? "DIFF_UNKNOWN", "replaces": .array(replaces.map { .string($0) }),
        ]
    }

    /// Sends a `Diff` again, each time with another input changed.
    ///
    /// An input among the recorded `stables` must replace the resource, and any other update it.
    private func change(_ entry: Recording.Entry, _ report: inout ReplayReport) async {
        let news = entry.request["news"]?.object ?? [:]
        let stables = Set((entry.response["stables"]?.array ?? []).compactMap(\.string))
        for key in news.keys.sorted() where !key.hasPrefix("__") {
            guard let value = news[key], !value.isNull, !value.text().contains(Signature.unknown),
                let changed = ChangedValue.of(value),
                let score = ChangeRules.score("\(entry.type).\(key)", isStable: stables.contains(key))
            else { continue }
            var changedNews = news.merging([key: changed])
            if let defaults = news["__defaults"]?.array {
                changedNews["__defaults"] = .array(defaults.filter { $0.string != key })
            }
            var finding: Finding
            do {
                let answer = try await plugin.ask("Diff", entry.request.merging(["news": .object(changedNews)]))
                finding = Self.finding(answer, key, replaces: score == .replace)
            } catch {
                finding = .failure(error.message)
            }
            let item = "\(entry.urn) \(key): \(value.text().prefix(80)) -> \(changed.text().prefix(80))"
            report.add(score, item, finding, child: entry.type)
        }
    }

    private static func finding(_ answer: JSON.Object, _ key: String, replaces: Bool) -> Finding {
        var paths = (answer["replaces"]?.array ?? []).compactMap(\.string)
        for member in answer["detailedDiff"]?.object ?? [:]
        where (member.value["kind"]?.string ?? "ADD").hasSuffix("_REPLACE") {
            paths.append(member.key)
        }
        let because = Set(paths.map { String($0.prefix { $0 != "." && $0 != "[" }) })
        let changes = answer["changes"]?.string ?? "DIFF_UNKNOWN"
        if changes == "DIFF_SOME", replaces ? because.contains(key) : because.isEmpty { return .matched }
        func outcome(_ changes: String, _ because: [String]) -> JSON {
            ["changes": .string(changes), "replaces": .array(because.map { .string($0) })]
        }
        return Finding([
            Difference(
                path: key,
                expected: outcome("DIFF_SOME", replaces ? [key] : []),
                actual: outcome(changes, because.sorted())
            )
        ])
    }
}

/// The inputs for which the recorded `stables` are not the whole truth.
private enum ChangeRules {
    /// Inputs that replace by a rule of their own.
    private static let replacing: Set = ["aws:ec2/vpc:Vpc.instanceTenancy"]
    /// Inputs about which versions of the provider disagree.
    private static let unclear: Set = [
        "aws:ec2/vpcEndpoint:VpcEndpoint.privateDnsEnabled",
        "aws:lb/loadBalancer:LoadBalancer.enableCrossZoneLoadBalancing",
        "aws:lb/targetGroup:TargetGroup.lambdaMultiValueHeadersEnabled",
    ]

    /// Returns the score of a changed input; `nil` if nothing can be expected.
    static func score(_ property: String, isStable: Bool) -> Score? {
        if unclear.contains(property) { return nil }
        return isStable || replacing.contains(property) ? .replace : .update
    }
}
