import Engine

extension Command {
    /// `awsx state …`.
    static let state = Command(
        name: "state",
        summary: "change a stack's state by hand",
        subcommands: [
            editing(
                Command(
                    name: "delete",
                    summary: "forget a resource, which goes on to exist",
                    operands: "URN",
                    operandCount: 1...1,
                    flags: [
                        .boolean("target-dependents", "and what depends on it"),
                        .boolean("force", "even if it is protected"),
                    ]
                )
            ) { editor, arguments in
                let forgotten = try editor.delete(
                    arguments.operands[0],
                    withDependents: arguments.has("target-dependents"),
                    evenIfProtected: arguments.has("force")
                )
                return forgotten.map { "forgot \($0)" }
            },
            editing(
                Command(
                    name: "rename",
                    summary: "give a resource another name",
                    operands: "URN NAME",
                    operandCount: 2...2
                )
            ) { editor, arguments in
                ["renamed to \(try editor.rename(arguments.operands[0], to: arguments.operands[1]))"]
            },
            marking("protect", "protect resources against deletion") { try $0.setProtected(true, $1) },
            editing(
                Command(
                    name: "unprotect",
                    summary: "lift the protection of resources",
                    operands: "[URN…]",
                    operandCount: 0...1000,
                    flags: [.boolean("all", "of all resources")]
                )
            ) { editor, arguments in
                if arguments.has("all") { editor.unprotectAll() }
                for urn in arguments.operands { try editor.setProtected(false, urn) }
                return []
            },
            marking("taint", "replace resources at the next update") { try $0.setTainted(true, $1) },
            marking("untaint", "take `taint` back") { try $0.setTainted(false, $1) },
        ]
    )

    /// A command that does one thing to each resource named.
    private static func marking(
        _ name: String,
        _ summary: String,
        _ mark: @escaping @Sendable (inout SnapshotEditor, String) throws -> Void
    ) -> Command {
        editing(
            Command(name: name, summary: summary, operands: "URN…", operandCount: 1...1000)
        ) { editor, arguments in
            for urn in arguments.operands { try mark(&editor, urn) }
            return []
        }
    }

    /// A command that loads the state, changes it and saves it, with the stack locked.
    ///
    /// - Parameter edit: Makes the change; returns lines that tell what was done.
    private static func editing(
        _ command: Command,
        _ edit: @escaping @Sendable (inout SnapshotEditor, ParsedArguments) throws -> [String]
    ) -> Command {
        var command = command
        command.flags.append(.boolean("yes", short: "y", "do it without asking"))
        command.action = { arguments in
            let place = try ProjectStack.open(arguments)
            return try await place.backend.withStack(place.stack, secrets: place.secrets) { session in
                var editor = SnapshotEditor(session.snapshot)
                let lines = try edit(&editor, arguments)
                try session.finish(editor.snapshot, record: nil)
                writeOut(lines.map { $0 + "\n" }.joined())
                return .success
            }
        }
        return command
    }
}
