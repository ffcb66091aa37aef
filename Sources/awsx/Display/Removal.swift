import Engine

/// A resource that a plan deletes or replaces.
struct Removal: Sendable {
    let operation: StepOperation
    let urn: String
    let type: String
    let name: String
    let id: String
    /// The properties that cause the replacement.
    let reasons: [String]
    let isProtected: Bool
    let isRetained: Bool
    /// The contents that are lost with it, such as `its log events`; `nil` if it holds nothing or is not deleted.
    let loss: String?

    /// The position in the warning: resources that will fail first, then deletions.
    fileprivate var rank: Int { isProtected ? 0 : operation == .delete ? 1 : 2 }

    /// Creates the removal of a step; `nil` if the step removes nothing, or only a component or provider.
    init?(_ step: EngineEvent.Step, _ holdings: Holdings = .none) {
        guard step.operation == .delete || step.operation == .replace, !step.isRefresh, !step.isInternal,
            let old = step.old, old.isCustom, !old.isProvider, !old.isExternal
        else { return nil }
        operation = step.operation
        urn = step.urn
        (type, name) = ResourceTree.typeAndName(of: step.urn)
        id = PlainText.line(old.id)
        reasons = step.replaceKeys.map(PlainText.line)
        isProtected = old.isProtected && (operation == .delete || step.new?.isProtected ?? true)
        isRetained = old.retainOnDelete == true
        loss = isRetained ? nil : holdings[step.type]
    }
}

/// The warning below a plan that deletes or replaces resources.
struct RemovalWarning {
    let removals: [Removal]
    let terminal: Terminal
    var options = DisplayOptions()

    /// The maximum number of resources named; others are counted by type.
    private static let limit = 40

    /// The warning; empty if nothing is removed.
    var text: String {
        guard !removals.isEmpty else { return "" }
        // Resources that would fail come first, then those without a successor.
        let ordered = removals.sorted { ($0.rank, $0.type, $0.name) < ($1.rank, $1.type, $1.name) }
        let named = ordered.prefix(Self.limit)
        var lines = [terminal.styled(heading, .bold)] + named.map(line)
        if named.count < ordered.count { lines.append("    … and " + rest(ordered.dropFirst(named.count))) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Returns the counts by type of the resources that are not named.
    private func rest(_ removals: ArraySlice<Removal>) -> String {
        let counts = removals.reduce(into: [:]) { $0[$1.type, default: 0] += 1 }
        let types = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return "\(removals.count) more: " + types.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }

    private var heading: String {
        let deleted = removals.count { !$0.isRetained && $0.operation == .delete }
        let kept = removals.count { $0.isRetained }
        let parts = [(deleted, "deletes"), (removals.count - deleted - kept, "replaces"), (kept, "abandons")]
            .filter { $0.0 > 0 }.map { "\($0.1) \($0.0) resource\($0.0 == 1 ? "" : "s")" }
        return "This \(parts.joined(separator: ", ")):"
    }

    private func line(_ removal: Removal) -> String {
        var notes = removal.id.isEmpty || removal.id == removal.name ? [] : ["id \(removal.id.cutInside(to: 60))"]
        if !removal.reasons.isEmpty { notes.append("because of \(removal.reasons.joined(separator: ", "))") }
        if let loss = removal.loss { notes.append("loses \(loss)") }
        if removal.isProtected { notes.append("protected, so this will fail; run `awsx state unprotect` first") }
        if removal.isRetained { notes.append("is not deleted (retainOnDelete)") }
        let label =
            options.showsURNs ? options.label(removal.urn) : "\(removal.type) \(removal.name.cutInside(to: 60))"
        let head = terminal.styled(" \(removal.operation.prefix) \(label)", removal.operation.style)
        return "  " + head + (notes.isEmpty ? "" : "  (\(notes.joined(separator: "; ")))")
    }
}
