import Engine
import PulumiProtocol

/// The changed properties of one step, a line each: for `--diff`.
struct DifferenceText {
    let step: EngineEvent.Step
    let terminal: Terminal

    /// The resource's line and those of its properties.
    var text: String {
        let (type, name) = ResourceTree.typeAndName(of: step.urn)
        let head = terminal.styled(
            " \(step.operation.sign) \(type) \(name): (\(step.operation.rawValue))",
            step.operation.style
        )
        let old = step.operation == .create ? PropertyMap() : step.old?.inputs ?? [:]
        let new = step.operation == .delete ? PropertyMap() : step.new?.inputs ?? [:]
        let lines = step.operation == .delete ? [] : differences(.map(old), .map(new), path: "")
        return ([head] + lines).joined(separator: "\n") + "\n"
    }

    private func differences(_ old: PropertyValue?, _ new: PropertyValue?, path: String) -> [String] {
        switch (old, new) {
        case (let old?, let new?) where old == new: return []
        case (.map(let old)?, .map(let new)?):
            let keys = Set(old.keys).union(new.keys).filter { !$0.hasPrefix("__") }.sorted()
            return keys.flatMap { differences(old[$0], new[$0], path: path.isEmpty ? $0 : "\(path).\($0)") }
        case (.list(let old)?, .list(let new)?):
            return (0..<max(old.count, new.count)).flatMap { index in
                differences(
                    index < old.count ? old[index] : nil,
                    index < new.count ? new[index] : nil,
                    path: "\(path)[\(index)]"
                )
            }
        case (nil, let new?): return [line("+", path, shown(new), .green)]
        case (let old?, nil): return [line("-", path, shown(old), .red)]
        case (let old?, let new?): return [line("~", path, "\(shown(old)) => \(shown(new))", .yellow)]
        case (nil, nil): return []
        }
    }

    private func line(_ sign: String, _ path: String, _ value: String, _ style: Style) -> String {
        let top = path.prefix { $0 != "." && $0 != "[" }
        let replaces = step.replaceKeys.contains(String(top)) ? " (forces replacement)" : ""
        return terminal.styled("     \(sign) \(path): \(value)\(replaces)", style)
    }

    private func shown(_ value: PropertyValue) -> String {
        ValueText().text(value, indent: 6, isTop: false)
    }
}
