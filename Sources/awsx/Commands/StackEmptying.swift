import Engine
import PulumiProtocol

/// An update that would delete every resource of a stack, because its program has none.
///
/// Pulumi takes a program without a runtime or with a misspelt `resources` as one that registers nothing.
struct StackEmptying {
    /// The flag that allows it without asking.
    static let flag = "allow-delete-all"

    private let stack: String
    private let count: Int
    /// The fault in the project's file that probably is the reason.
    private let suspect: Diagnostic?
    private let confirmation: Confirmation
    private let canAsk: Bool
    private let isAllowed: Bool

    /// Finds out whether an update is one; `nil` if it deletes nothing, or not because of the program.
    init?(
        _ program: (any ProjectProgram)?,
        _ place: ProjectStack,
        _ options: DeploymentOptions,
        _ arguments: ParsedArguments
    ) throws {
        guard options.goal == .update, let program, !program.hasResources, options.targets.isEmpty else { return nil }
        let snapshot = try place.backend.snapshot(place.stack, secrets: RedactingSecrets.forCheckpoint)
        count = snapshot.entries.count {
            $0.state.type != URN.stackType && !$0.state.isProvider && !$0.state.isExternal
        }
        guard count > 0 else { return nil }
        stack = place.stack.name
        suspect = program.suspectOfEmptiness
        confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
        canAsk = confirmation.canAsk && !arguments.has("yes") && !arguments.has("json")
        isAllowed = arguments.has(Self.flag)
    }

    /// Refuses the update where nobody can be asked and no flag allows it; warns of a preview of it.
    ///
    /// - Throws: ``StateError``.
    func checkIsAllowed(isPreview: Bool) throws(StateError) {
        if isPreview { return writeWarnings([text]) }
        guard !isAllowed, !canAsk else { return }
        throw StateError(
            .refused,
            text,
            remedy: "correct the program; to delete all of them, pass --\(Self.flag) or run `awsx destroy`"
        )
    }

    /// Asks whether the resources are really to be deleted, unless the flag is set.
    func isConfirmed() -> Bool {
        isAllowed || confirmation.confirm(typing: stack, "\n\(text).")
    }

    private var text: String {
        let resources = count == 1 ? "the only resource" : "all \(count) resources"
        let reason = suspect.map { "; \($0.description)" } ?? ""
        return "this update deletes \(resources) of stack '\(stack)', because the program has no resources\(reason)"
    }
}
