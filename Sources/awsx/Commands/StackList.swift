import Engine
import JSON

/// The answer to `awsx stack ls`.
struct StackList {
    let stacks: [FileBackend.StackSummary]
    let selected: StackReference?

    /// A table; the selected stack carries an asterisk.
    var text: String {
        let rows =
            [("NAME", "LAST UPDATE", "RESOURCE COUNT")]
            + stacks.map { stack in
                let mark = stack.reference == selected ? "*" : ""
                return (
                    stack.reference.name + mark, stack.lastUpdate ?? "never",
                    stack.resourceCount.map(String.init) ?? "-"
                )
            }
        let widths = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
        return rows.map { row in
            row.0 + String(repeating: " ", count: widths.0 - row.0.count + 2) + row.1
                + String(repeating: " ", count: widths.1 - row.1.count + 2) + row.2 + "\n"
        }.joined()
    }

    /// The same as a JSON document.
    var json: String {
        let entries = stacks.map { stack -> JSON in
            var object: JSON.Object = [
                "name": .string(stack.reference.name), "current": .bool(stack.reference == selected),
            ]
            if let time = stack.lastUpdate { object["lastUpdate"] = .string(time) }
            if let count = stack.resourceCount { object["resourceCount"] = .number(count) }
            return .object(object)
        }
        return JSON.array(entries).text([.indented]) + "\n"
    }
}
