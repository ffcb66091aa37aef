import Engine

/// A resource that a plan takes away: deleted, or deleted after another has come in its place.
struct Loss: Sendable {
    let operation: StepOperation
    let type: String
    let name: String
    let id: String
    /// Why it is replaced.
    let reasons: [String]
    let isProtected: Bool
    let isRetained: Bool

    /// The order in which people should read of it.
    fileprivate var rank: Int { isProtected ? 0 : operation == .delete ? 1 : 2 }

    /// What a step would take away; `nil` if nothing: components and providers hold nothing of their own.
    init?(_ step: EngineEvent.Step) {
        guard step.operation == .delete || step.operation == .replace, !step.isRefresh, !step.isInternal,
            let old = step.old, old.isCustom, !old.isProvider, !old.isExternal
        else { return nil }
        operation = step.operation
        (type, name) = ResourceTree.typeAndName(of: step.urn)
        id = PlainText.line(old.id)
        reasons = step.replaceKeys.map(PlainText.line)
        isProtected = old.isProtected && (operation == .delete || step.new?.isProtected ?? true)
        isRetained = old.retainOnDelete == true
    }
}

/// The warning that stands below a plan that deletes or replaces.
struct LossText {
    let losses: [Loss]
    let terminal: Terminal

    /// So many are named; of more a person reads only how many there are of each type.
    private static let limit = 40

    /// The warning; empty if nothing is lost.
    var text: String {
        guard !losses.isEmpty else { return "" }
        // Those that would fail first, then those without a successor.
        let ordered = losses.sorted { ($0.rank, $0.type, $0.name) < ($1.rank, $1.type, $1.name) }
        let named = ordered.prefix(Self.limit)
        var lines = [terminal.styled(heading, .bold)] + named.map(line)
        if named.count < ordered.count { lines.append("    … and " + rest(ordered.dropFirst(named.count))) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What is not named, by type.
    private func rest(_ losses: ArraySlice<Loss>) -> String {
        let counts = losses.reduce(into: [:]) { $0[$1.type, default: 0] += 1 }
        let types = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return "\(losses.count) more: " + types.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }

    private var heading: String {
        let lost = losses.filter { !$0.isRetained }
        let deleted = lost.count { $0.operation == .delete }
        let kept = losses.count - lost.count
        let parts = [(deleted, "deletes"), (lost.count - deleted, "replaces"), (kept, "lets go of")]
            .filter { $0.0 > 0 }.map { "\($0.1) \($0.0) resource\($0.0 == 1 ? "" : "s")" }
        let end = lost.isEmpty ? "" : kept == 0 ? "; what these hold is lost" : "; what the former hold is lost"
        return "This \(parts.joined(separator: ", "))\(end):"
    }

    private func line(_ loss: Loss) -> String {
        var notes = loss.id.isEmpty || loss.id == loss.name ? [] : ["id \(loss.id.cutInside(to: 60))"]
        if !loss.reasons.isEmpty { notes.append("because of \(loss.reasons.joined(separator: ", "))") }
        if loss.isProtected { notes.append("protected, so this will fail; `awsx state unprotect` lifts that") }
        if loss.isRetained { notes.append("stays where it is (retainOnDelete)") }
        let head = terminal.styled(
            " \(loss.operation.prefix) \(loss.type) \(loss.name.cutInside(to: 60))",
            loss.operation.style
        )
        return "  " + head + (notes.isEmpty ? "" : "  (\(notes.joined(separator: "; ")))")
    }
}
