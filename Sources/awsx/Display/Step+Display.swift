import Engine
import PulumiProtocol

extension EngineEvent.Step {
    /// Whether people want to see it: not the halves of a replacement, nor providers that nobody asked for.
    var isOfInterest: Bool { isLogical && !isInternal }

    /// Whether the resource has no provider of its own.
    var isComponent: Bool { !((new ?? old)?.isCustom ?? true) }

    /// Whether the resource stays where it is although the stack lets go of it.
    var isRetained: Bool {
        let lettingGo: Set<StepOperation> = [.delete, .replace, .createReplacement, .deleteReplaced]
        return old?.retainOnDelete == true && lettingGo.contains(operation)
    }

    /// Whether a read before an update found something else than was known.
    var hasDrifted: Bool {
        guard isRefresh, operation == .refresh, let old else { return false }
        guard let new else { return true }
        return old.outputs.plain != new.outputs.plain
    }

    /// Which top-level properties change, and how.
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

    /// A difference inside a property updates it.
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

    /// Whether nothing changes that has a name.
    var isEmpty: Bool { added.isEmpty && removed.isEmpty && updated.isEmpty }

    /// `[diff: +a,b-c~d]`, as Pulumi writes it.
    var text: String {
        let parts = [("+", added), ("-", removed), ("~", updated)].map { sign, names in
            names.isEmpty ? "" : sign + Set(names.map(PlainText.line)).sorted().joined(separator: ",")
        }
        return isEmpty ? "" : "[diff: \(parts.joined())]"
    }
}
