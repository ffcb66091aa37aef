import Engine
import Glibc
import JSON
import PulumiProtocol

/// The output of `awsx stack`.
struct StackView {
    let stack: StackReference
    /// The name as a user of the project types it.
    let name: String
    let lastUpdate: String?
    let resources: [ResourceState]
    let showsURNs: Bool
    let showsIDs: Bool
    let showsSecrets: Bool

    /// The stack as text: its location, its resources as a tree, its outputs.
    var text: String {
        var text = "Current stack is \(name):\n    Managed by \(Self.hostName)\n"
        if let moment = lastUpdate.flatMap(DateText.init) {
            text += "    Last updated: \(moment.ago()) (\(moment.readable))\n"
        } else {
            text += "    No updates yet; run `awsx up`\n"
        }
        text += "Current stack resources (\(resources.count)):\n"
        if resources.isEmpty {
            text += "    No resources currently in this stack\n"
        } else {
            text += TextTable(["TYPE", "NAME"], rows: rows, margin: "    ").text + "\n" + outputs.text
        }
        return text + "\nUse `awsx stack select` to change stack; `awsx stack ls` lists known ones\n"
    }

    /// The stack as a JSON document.
    var json: String {
        var object: JSON.Object = [
            "project": .string(stack.project), "stack": .string(stack.name), "backend": .string(Self.hostName),
            "tags": [:],
        ]
        if let moment = lastUpdate.flatMap(DateText.init) { object["manifest"] = ["time": .string(moment.precise)] }
        object["resources"] = .array(resources.map(Self.listing))
        object["outputs"] = (try? JSON(parsing: outputs.json)) ?? [:]
        return JSON.object(object).text([.indentedByTwo, .escapingLineSeparators]) + "\n"
    }

    private static func listing(_ state: ResourceState) -> JSON {
        var object: JSON.Object = [
            "urn": .string(state.urn), "type": .string(state.type), "name": .string(state.name),
        ]
        if !state.id.isEmpty { object["id"] = .string(state.id) }
        if !state.parent.isEmpty { object["parent"] = .string(state.parent) }
        return .object(object)
    }

    private var outputs: OutputList {
        let root = resources.first { $0.type == URN.stackType && $0.parent.isEmpty }
        let outputs = root?.outputs ?? [:]
        return OutputList(showsSecrets ? outputs.plain : outputs.mapValues(\.redacted))
    }

    static var hostName: String {
        var buffer = [CChar](repeating: 0, count: 256)
        gethostname(&buffer, buffer.count - 1)
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

// MARK: - Tree

extension StackView {
    /// The resources below their parents, or in the order of the state if a parent is missing.
    private var rows: [TextTable.Row] {
        var children: [String: [ResourceState]] = [:]
        var orphans: [ResourceState] = []
        var root: ResourceState?
        for state in resources {
            if !state.parent.isEmpty {
                children[state.parent, default: []].append(state)
            } else if state.type == URN.stackType {
                root = state
            } else {
                orphans.append(state)
            }
        }
        let known = Set(resources.map(\.urn))
        guard let root, children.keys.allSatisfy(known.contains) else {
            return resources.map { row($0, prefix: "", remarkPrefix: "    ") }
        }
        children[root.urn, default: []] += orphans
        var rows: [TextTable.Row] = []
        add(root, "", "", children, to: &rows)
        return rows
    }

    private func add(
        _ state: ResourceState,
        _ padding: String,
        _ branch: String,
        _ children: [String: [ResourceState]],
        to rows: inout [TextTable.Row]
    ) {
        let below = padding + (branch == "├─ " ? "│  " : branch == "└─ " ? "   " : "")
        // Two states with the same URN share their children, which are shown below the last one.
        let own = children[state.urn] ?? []
        rows.append(row(state, prefix: padding + branch, remarkPrefix: below + (own.isEmpty ? "   " : "│  ")))
        for (index, child) in own.enumerated() where child.urn != state.urn {
            add(child, below, index == own.count - 1 ? "└─ " : "├─ ", children, to: &rows)
        }
    }

    private func row(_ state: ResourceState, prefix: String, remarkPrefix: String) -> TextTable.Row {
        var remarks = ""
        if showsURNs { remarks += "    \(remarkPrefix)URN: \(state.urn)\n" }
        if showsIDs, !state.id.isEmpty { remarks += "    \(remarkPrefix)ID: \(state.id)\n" }
        return TextTable.Row(cells: [prefix + state.type, state.name], remarks: remarks)
    }
}
