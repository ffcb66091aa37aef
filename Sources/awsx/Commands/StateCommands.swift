import Engine

extension Command {
    /// The commands `awsx state …`.
    static let state = Command(
        name: "state",
        summary: "Edit the stack's state",
        subcommands: [
            stateDelete, stateRename,
            marking("protect", "protected", .protected, true, "Protect resources from deletion"),
            marking("unprotect", "unprotected", .protected, false, "Unprotect resources"),
            marking("taint", "tainted", .tainted, true, "Mark resources for replacement by the next update"),
            marking("untaint", "untainted", .tainted, false, "Remove the mark of `taint`"),
            stateMove, stateRepair, stateEdit, stateUpgrade,
        ]
    )

    static let withoutAsking: Flag = .boolean("yes", short: "y", "Confirm automatically")

    private static let stateDelete = editing(
        Command(
            name: "delete",
            aliases: ["remove", "rm"],
            summary: "Remove resources from the state without deleting them",
            operands: "URN…",
            operandCount: 0...1000,
            flags: [
                .boolean("all", "Apply to all resources"), .boolean("target-dependents", "Remove their dependents too"),
                .boolean("force", "Remove protected resources too"),
            ]
        )
    ) { editor, arguments in
        let urns = try targets(arguments, all: editor.snapshot.resources.map(\.urn), of: editor, to: "delete")
        _ = try editor.delete(
            urns,
            withDependents: arguments.has("target-dependents"),
            evenIfProtected: arguments.has("force")
        )
        if arguments.has("all") { return "Resources deleted" }
        return urns.count == 1 ? "Resource deleted" : "\(urns.count) resources deleted"
    }

    private static let stateRename = editing(
        Command(
            name: "rename",
            summary: "Rename a resource",
            operands: "[URN NAME]",
            operandCount: 0...2
        )
    ) { editor, arguments in
        let operands = arguments.operands
        let prompt = Prompt(nonInteractive: arguments.has("non-interactive"))
        guard let urn = operands.first ?? chosen(of: editor, to: "rename", prompt),
            let name = operands.dropFirst().first ?? (operands.isEmpty ? prompt.line("New name") : nil)
        else { throw UsageError("an argument is missing; usage: awsx state rename URN NAME") }
        _ = try editor.rename(ShortTokens.urn(urn, among: editor.snapshot.resources.map(\.urn)), to: name)
        return "Resource renamed"
    }

    /// Returns a command that sets or clears a flag of resources.
    private static func marking(
        _ name: String,
        _ done: String,
        _ mark: SnapshotEditor.Mark,
        _ isSet: Bool,
        _ summary: String
    ) -> Command {
        editing(
            Command(
                name: name,
                summary: summary,
                operands: "URN…",
                operandCount: 0...1000,
                flags: [.boolean("all", "Apply to all resources")]
            )
        ) { editor, arguments in
            let urns = try targets(arguments, all: [], of: editor, to: name)
            for urn in urns { try editor.set(mark, isSet, urn) }
            guard arguments.has("all") else { return "\(urns.count) resources \(done)" }
            editor.setAll(mark, isSet)
            return "All resources \(done)"
        }
    }

    /// Returns the resources that a command applies to; a terminal is asked for one if none is named.
    private static func targets(
        _ arguments: ParsedArguments,
        all: [String],
        of editor: SnapshotEditor,
        to verb: String
    ) throws(UsageError) -> [String] {
        guard arguments.has("all") else {
            let urns = editor.snapshot.resources.map(\.urn)
            if !arguments.operands.isEmpty { return arguments.operands.map { ShortTokens.urn($0, among: urns) } }
            let prompt = Prompt(nonInteractive: arguments.has("non-interactive"))
            guard let urn = chosen(of: editor, to: verb, prompt) else {
                throw UsageError("missing URN of a resource; `awsx stack --show-urns` lists the URNs")
            }
            return [urn]
        }
        guard arguments.operands.isEmpty else { throw UsageError("--all and a URN cannot be used together") }
        return all
    }

    /// Returns the URN of the resource that the person at the terminal picks, if there is one.
    private static func chosen(of editor: SnapshotEditor, to verb: String, _ prompt: Prompt) -> String? {
        let urns = editor.snapshot.resources.map(\.urn)
        guard prompt.canAsk, !urns.isEmpty else { return nil }
        let rows = urns.map { urn in
            let (type, name) = ResourceTree.typeAndName(of: urn)
            return "\(type) \(name)"
        }
        return prompt.choice("Please choose the resource to \(verb):", rows).map { urns[$0] }
    }

    /// Returns a command that locks the stack, edits its state and saves it.
    ///
    /// `edit` makes the change and returns the message to print.
    private static func editing(
        _ command: Command,
        _ edit: @escaping @Sendable (inout SnapshotEditor, ParsedArguments) throws -> String
    ) -> Command {
        var command = command
        command.flags.append(withoutAsking)
        command.action = { arguments in
            let place = try ProjectStack.open(arguments)
            return try await place.backend.withStack(place.stack, secrets: place.secrets) { session in
                var editor = SnapshotEditor(session.snapshot)
                let line = try edit(&editor, arguments)
                guard isConfirmed(arguments) else { return .failure }
                try session.finish(editor.snapshot, record: nil)
                writeOut(line + "\n")
                return .success
            }
        }
        return command
    }

    /// Asks for confirmation if the terminal is interactive and `--yes` is not set.
    static func isConfirmed(_ arguments: ParsedArguments) -> Bool {
        let confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
        guard !arguments.has("yes"), confirmation.canAsk else { return true }
        return confirmation.confirm("This command will edit your stack's state directly. Confirm?")
    }
}
