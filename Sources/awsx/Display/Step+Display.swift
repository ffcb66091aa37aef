import Engine
import PulumiProtocol

extension EngineEvent.Step {
    /// Indicates a step to list: not the parts of a replacement, nor default providers.
    var isOfInterest: Bool { isLogical && !isInternal }

    /// Indicates a component.
    var isComponent: Bool { !((new ?? old)?.isCustom ?? true) }

    /// Indicates that the resource is kept when the stack drops it (`retainOnDelete`).
    var isRetained: Bool {
        let lettingGo: Set<StepOperation> = [.delete, .replace, .createReplacement, .deleteReplaced]
        return old?.retainOnDelete == true && lettingGo.contains(operation)
    }

    /// Indicates a refresh before an update that found changes.
    var hasDrifted: Bool {
        guard isRefresh, operation == .refresh, let old else { return false }
        guard let new else { return true }
        return old.outputs.plain != new.outputs.plain
    }

    /// The changed top-level properties.
    var changes: ChangedNames { ChangedNames(self) }
}

/// The names of the properties that a step changes.
struct ChangedNames: Sendable {
    private var added: [String] = []
    private var removed: [String] = []
    private var updated: [String] = []

    init(_ step: EngineEvent.Step) {
        guard let old = step.old, let new = step.new, step.operation != .same, step.operation != .delete else { return }
        if step.detailedDifference.isEmpty {
            let (olds, news) = step.isRefresh ? (old.outputs, new.outputs) : (old.inputs, new.inputs)
            let wanted = Set(step.differingKeys)
            for key in Set(olds.keys).union(news.keys) where wanted.isEmpty || wanted.contains(key) {
                if !key.hasPrefix("__"), olds[key]?.plain != news[key]?.plain { add(key, olds[key], news[key]) }
            }
        } else {
            add(step.detailedDifference)
        }
        if old.provider != new.provider { updated.append("provider") }
        if old.isProtected != new.isProtected { updated.append("protect") }
    }

    private mutating func add(_ key: String, _ old: PropertyValue?, _ new: PropertyValue?) {
        if old == nil { added.append(key) } else if new == nil { removed.append(key) } else { updated.append(key) }
    }

    /// Adds differences by path; one inside a property is an update of it.
    private mutating func add(_ differences: [String: PropertyDifference]) {
        for (path, difference) in differences {
            let name = String(path.prefix { $0 != "." && $0 != "[" })
            guard name == path else {
                updated.append(name)
                continue
            }
            switch difference.kind {
            case .add, .addReplace: added.append(name)
            case .delete, .deleteReplace: removed.append(name)
            case .update, .updateReplace: updated.append(name)
            }
        }
    }

    /// Indicates that no named property changes.
    var isEmpty: Bool { added.isEmpty && removed.isEmpty && updated.isEmpty }

    /// The names in Pulumi's format: `[diff: +a,b-c~d]`.
    var text: String {
        let parts = [("+", added), ("-", removed), ("~", updated)].map { sign, names in
            names.isEmpty ? "" : sign + Set(names.map(PlainText.line)).sorted().joined(separator: ",")
        }
        return isEmpty ? "" : "[diff: \(parts.joined())]"
    }
}
