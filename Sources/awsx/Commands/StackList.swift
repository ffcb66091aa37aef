import Engine
import JSON

/// The output of `awsx stack ls`.
struct StackList {
    let stacks: [FileBackend.StackSummary]
    let selected: StackReference?
    /// The current project, whose stacks are listed by name only.
    let project: String

    /// The stacks as a table, with an asterisk for the current one.
    var text: String {
        let rows = sorted.map { stack, name in
            [
                name + (stack.reference == selected ? "*" : ""),
                stack.lastUpdate.flatMap(DateText.init)?.ago() ?? "n/a",
                stack.resourceCount.map(String.init) ?? "n/a",
            ]
        }
        return TextTable(["NAME", "LAST UPDATE", "RESOURCE COUNT"], rows).text
    }

    /// The stacks as a JSON document.
    var json: String {
        let entries = sorted.map { stack, name -> JSON in
            var object: JSON.Object = ["name": .string(name), "current": .bool(stack.reference == selected)]
            object["lastUpdate"] = stack.lastUpdate.flatMap(DateText.init).map { .string($0.precise) }
            object["resourceCount"] = stack.resourceCount.map { .number($0) }
            return .object(object)
        }
        return JSON.array(entries).text([.indentedByTwo, .escapingLineSeparators]) + "\n"
    }

    private var sorted: [(stack: FileBackend.StackSummary, name: String)] {
        stacks.map { stack in
            (stack, stack.reference.project == project ? stack.reference.name : stack.reference.description)
        }.sorted { $0.name < $1.name }
    }
}
