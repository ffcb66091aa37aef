import Engine

extension Command {
    /// `awsx state …`.
    static let state = Command(
        name: "state",
        summary: "change a stack's state by hand",
        subcommands: [
            stateDelete, stateRename,
            marking("protect", "protected", .protected, true, "protect resources against deletion"),
            marking("unprotect", "unprotected", .protected, false, "lift the protection of resources"),
            marking("taint", "tainted", .tainted, true, "replace resources at the next update"),
            marking("untaint", "untainted", .tainted, false, "take `taint` back"),
            stateMove, stateRepair, stateEdit, stateUpgrade,
        ]
    )

    static let withoutAsking: Flag = .boolean("yes", short: "y", "do it without asking")

    private static let stateDelete = editing(
        Command(
            name: "delete",
            aliases: ["remove", "rm"],
            summary: "forget resources, which go on to exist",
            operands: "URN…",
            operandCount: 0...1000,
            flags: [
                .boolean("all", "all resources"), .boolean("target-dependents", "and what depends on them"),
                .boolean("force", "even if they are protected"),
            ]
        )
    ) { editor, arguments in
        let urns = try targets(arguments, all: editor.snapshot.resources.map(\.urn))
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
            summary: "give a resource another name",
            operands: "URN NAME",
            operandCount: 2...2
        )
    ) { editor, arguments in
        _ = try editor.rename(arguments.operands[0], to: arguments.operands[1])
        return "Resource renamed"
    }

    /// A command that sets or lifts a mark of resources.
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
                flags: [.boolean("all", "all resources")]
            )
        ) { editor, arguments in
            let urns = try targets(arguments, all: [])
            for urn in urns { try editor.set(mark, isSet, urn) }
            guard arguments.has("all") else { return "\(urns.count) resources \(done)" }
            editor.setAll(mark, isSet)
            return "All resources \(done)"
        }
    }

    /// The resources that a command is about.
    private static func targets(_ arguments: ParsedArguments, all: [String]) throws(UsageError) -> [String] {
        guard arguments.has("all") else {
            guard !arguments.operands.isEmpty else {
                throw UsageError("name a resource by its URN; `awsx stack --show-urns` lists them")
            }
            return arguments.operands
        }
        guard arguments.operands.isEmpty else { throw UsageError("--all and a URN exclude each other") }
        return all
    }

    /// A command that loads the state, changes it and saves it, with the stack locked.
    ///
    /// - Parameter edit: Makes the change; returns a line that tells what was done.
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
                guard mayGoOn(arguments) else { return .failure }
                try session.finish(editor.snapshot, record: nil)
                writeOut(line + "\n")
                return .success
            }
        }
        return command
    }

    /// Asks whether to change the state, if there is somebody to ask and no `--yes`.
    static func mayGoOn(_ arguments: ParsedArguments) -> Bool {
        let confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
        guard !arguments.has("yes"), confirmation.canAsk else { return true }
        return confirmation.askToGoOn("This command will edit your stack's state directly. Confirm?")
    }
}
