import JSON
import PulumiProtocol

/// The replay of a recording's `Construct` calls.
struct ConstructReplay {
    let recording: Recording
    let plugin: ReplayedPlugin
    let engine: RecordedEngine

    func run(_ report: inout ReplayReport) async {
        for (number, phase) in recording.phases.enumerated() {
            for entry in phase.calls("ResourceProvider/Construct") where !entry.hasFailed {
                await replay(entry, in: phase, number + 1, &report)
            }
        }
    }

    private func replay(
        _ entry: Recording.Entry,
        in phase: Recording.Phase,
        _ number: Int,
        _ report: inout ReplayReport
    ) async {
        let component = entry.key.type
        let pass = entry.request["dryRun"]?.bool == true ? "preview" : "update"
        let place = "phase \(number) (\(pass)) \(component) \(entry.key.name)"
        let monitor = RecordedMonitor(recording, phase, entry)
        engine.serve(monitor)
        var answer: JSON.Object = [:]
        var finding = Finding.matched
        do {
            answer = try await plugin.ask("Construct", entry.request.merging(["monitorEndpoint": "stdio:"]))
        } catch {
            finding = .failure(error.message)
        }
        engine.serve(nil)
        let hasFailed = if case .failure = finding { true } else { false }
        report.add(.constructs, place, finding, component: component)
        let children = ChildComparison(monitor: monitor, component: component, place: place, isQuiet: hasFailed)
        for child in monitor.children { children.compare(child, &report) }
        for (key, reason) in monitor.unexpected {
            let item = "\(place) > \(key.type) \(key.name)"
            report.add(.children, item, .fault("unexpected child, \(reason)"), component: component, child: key.type)
        }
        for (call, isKnown) in monitor.calls {
            let finding = isKnown ? Finding.matched : .fault("not in the recording")
            report.add(.calls, "\(place) > \(call)", finding, component: component)
        }
        compareState(entry, answer, place, isQuiet: hasFailed, &report)
    }

    private func compareState(
        _ entry: Recording.Entry,
        _ answer: JSON.Object,
        _ place: String,
        isQuiet: Bool,
        _ report: inout ReplayReport
    ) {
        func state(_ response: JSON.Object) -> JSON.Object {
            let state = Comparison.normal(response["state"] ?? [:])?.object ?? [:]
            return state.merging(["(urn)": response["urn"] ?? .null])
        }
        let (wanted, got) = (state(entry.response), state(answer))
        for key in Set(wanted.keys + got.keys).sorted() {
            let found = Finding(Comparison.differences(wanted[key], got[key], at: key))
            report.add(.state, place, found, component: entry.key.type, quiet: isQuiet)
        }
        func urns(_ response: JSON.Object) -> [String: Set<String>] {
            Dependencies.urns(response["stateDependencies"], properties: response["state"])
        }
        let (theirs, ours) = (urns(entry.response), urns(answer))
        for key in Set(Array(theirs.keys) + ours.keys).sorted() {
            let found = Dependencies.difference(key, theirs[key], ours[key])
            let isSame = theirs[key] != nil && ours[key] != nil
            let finding = isSame ? Finding.matched : Finding([found])
            report.add(.stateDependencies, place, finding, component: entry.key.type, quiet: isQuiet)
        }
    }
}

/// The comparison of a recorded child with what was registered in its place.
private struct ChildComparison {
    let monitor: RecordedMonitor
    let component: String
    let place: String
    let isQuiet: Bool

    func compare(_ entry: Recording.Entry, _ report: inout ReplayReport) {
        let recorded = entry.request
        let type = entry.key.type
        let item = "\(place) > \(type) \(entry.key.name)"
        let actual = monitor.matched[entry.key]
        let missing: Finding? = actual == nil ? .fault("missing child, parent \(entry.key.parent)") : nil
        report.add(.children, item, missing ?? .matched, component: component, child: type, quiet: isQuiet)
        func add(_ score: Score, _ differences: [Difference], quiet: Bool = false) {
            let finding = differences.isEmpty ? missing ?? .matched : Finding(differences)
            report.add(score, item, finding, component: component, child: type, quiet: quiet || missing != nil)
        }
        let registered = actual ?? ["type": .string(type)]
        let wanted = Comparison.normal(recorded["object"] ?? [:])?.object ?? [:]
        let got = Comparison.normal(registered["object"] ?? [:])?.object ?? [:]
        add(.inputs, Comparison.differences(.object(wanted), .object(got)))
        for key in Set(wanted.keys + got.keys).sorted() {
            add(.properties, Comparison.differences(wanted[key], got[key], at: key), quiet: true)
        }
        for difference in textDifferences(recorded, registered) { add(.jsonText, difference) }
        let options = (monitor.recordedTree.options(of: recorded), monitor.tree.options(of: registered))
        add(.options, Comparison.differences(options.0, options.1))
        for difference in dependencyDifferences(recorded, registered) { add(.dependencies, difference) }
        let former = Set((recorded["aliasURNs"]?.array ?? []).compactMap(\.string))
        guard !former.isEmpty else { return }
        let covered = monitor.tree.aliases[entry.answeredURN ?? ""] ?? []
        add(.aliases, former.isSubset(of: covered) ? [] : [Dependencies.difference("aliases", former, covered)])
    }

    /// For each text that is JSON: nothing if it is equal letter by letter, or the difference.
    private func textDifferences(_ recorded: JSON.Object, _ registered: JSON.Object) -> [[Difference]] {
        func texts(_ request: JSON.Object) -> [String: String] {
            Leaves.texts(of: Comparison.normal(request["object"] ?? [:], parsingText: false) ?? [:])
        }
        let (wanted, got) = (texts(recorded), texts(registered))
        return wanted.sorted { $0.key < $1.key }.filter { Comparison.document($0.value) != nil }.map { path, text in
            Comparison.differences(.string(text), got[path].map { .string($0) }, at: path)
        }
    }

    /// For each property: nothing if one side has the dependencies of the other on custom resources.
    private func dependencyDifferences(_ recorded: JSON.Object, _ registered: JSON.Object) -> [[Difference]] {
        let (wanted, got) = (Dependencies.all(of: recorded), Dependencies.all(of: registered))
        let package = component.prefix { $0 != ":" }
        return Set(Array(wanted.keys) + got.keys).sorted().map { key in
            let (theirs, ours) = (wanted[key] ?? [], got[key] ?? [])
            func custom(_ urns: Set<String>) -> Set<String> {
                urns.filter { (URN($0)?.type ?? "").prefix { $0 != ":" } != package }
            }
            let isEnough = custom(theirs).isSubset(of: ours)
            let isLess = !ours.isEmpty && custom(ours).isSubset(of: theirs)
            return isEnough || isLess ? [] : [Dependencies.difference(key, theirs, ours)]
        }
    }
}

/// The URNs that properties depend on.
private enum Dependencies {
    /// Returns the URNs by property; properties without any are left out.
    static func urns(_ listed: JSON?, properties: JSON?) -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        for member in listed?.object ?? [:] {
            found[member.key] = Set((member.value["urns"]?.array ?? []).compactMap(\.string))
        }
        for member in properties?.object ?? [:] where member.value[Signature.key]?.string == Signature.output {
            let urns = (member.value["dependencies"]?.array ?? []).compactMap(\.string)
            found[member.key, default: []].formUnion(urns)
        }
        return found.filter { !$0.value.isEmpty }
    }

    /// Returns the URNs of a registration: those of its properties, and those of the resource as a whole.
    static func all(of request: JSON.Object) -> [String: Set<String>] {
        var found = urns(request["propertyDependencies"], properties: request["object"])
        let whole = Set((request["dependencies"]?.array ?? []).compactMap(\.string))
        if !whole.isEmpty { found["(dependencies)"] = whole }
        return found
    }

    /// Returns the difference of two sets.
    static func difference(_ path: String, _ wanted: Set<String>?, _ got: Set<String>?) -> Difference {
        func list(_ urns: Set<String>?) -> JSON { .array((urns ?? []).sorted().map { .string($0) }) }
        return Difference(path: path, expected: list(wanted), actual: list(got))
    }
}
