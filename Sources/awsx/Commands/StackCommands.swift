import Engine
import JSON
import PulumiProtocol

extension Command {
    /// `awsx stack …`.
    static let stack = Command(
        name: "stack",
        summary: "make, list, select or look at stacks",
        subcommands: [
            Command(
                name: "init",
                summary: "make a stack",
                operands: "[NAME]",
                operandCount: 0...1,
                flags: [.value("secrets-provider", "KIND", "")]
            ) { arguments in
                let session = try StackSession.open(arguments, mustExist: false, name: arguments.operands.first)
                _ = try YAMLProgram(of: session.project)
                try session.store.save(Snapshot(), session.stack)
                writeOut("Created stack '\(session.stack)'\n")
                return .success
            },
            Command(
                name: "export",
                summary: "print the state",
                flags: [.boolean("show-secrets", "with secrets in the clear")]
            ) { arguments in
                let session = try StackSession.open(arguments)
                writeOut(try session.store.export(try session.store.load(session.stack)).text([.indented]) + "\n")
                return .success
            },
            Command(
                name: "output",
                summary: "print outputs",
                operands: "[NAME]",
                operandCount: 0...1,
                flags: [.boolean("show-secrets", "show secrets"), .boolean("json", short: "j", "as JSON")]
            ) { arguments in
                let session = try StackSession.open(arguments)
                let snapshot = try session.store.load(session.stack)
                let root = snapshot.resources.first { $0.type == "pulumi:pulumi:Stack" }
                let outputs = root?.outputs ?? [:]
                let shown = arguments.has("show-secrets") ? outputs.plain : outputs.mapValues(\.masked)
                writeOut(try shown.json().text([.indented]) + "\n")
                return .success
            },
        ]
    )

    /// `awsx state …`.
    static let state = Command(
        name: "state",
        summary: "change the state by hand",
        subcommands: [
            editing(
                "delete",
                "forget a resource, which goes on to exist",
                "URN",
                1...1,
                [.boolean("target-dependents", "and what depends on it"), .boolean("force", "even if it is protected")]
            ) { editor, arguments in
                _ = try editor.delete(
                    arguments.operands[0],
                    withDependents: arguments.has("target-dependents"),
                    evenIfProtected: arguments.has("force")
                )
            },
            editing("rename", "give a resource another name", "URN NAME", 2...2, []) { editor, arguments in
                _ = try editor.rename(arguments.operands[0], to: arguments.operands[1])
            },
            editing("protect", "protect resources", "URN…", 1...100, []) { editor, arguments in
                for urn in arguments.operands { try editor.setProtected(true, urn) }
            },
            editing(
                "unprotect",
                "lift the protection of resources",
                "[URN…]",
                0...100,
                [.boolean("all", "of all resources")]
            ) { editor, arguments in
                if arguments.has("all") { editor.unprotectAll() }
                for urn in arguments.operands { try editor.setProtected(false, urn) }
            },
        ]
    )

    private static func editing(
        _ name: String,
        _ summary: String,
        _ operands: String,
        _ count: ClosedRange<Int>,
        _ flags: [Flag],
        _ edit: @escaping @Sendable (inout SnapshotEditor, ParsedArguments) throws -> Void
    ) -> Command {
        Command(
            name: name,
            summary: summary,
            operands: operands,
            operandCount: count,
            flags: flags + [.boolean("yes", short: "y", "do it without asking")]
        ) { arguments in
            let session = try StackSession.open(arguments)
            var editor = SnapshotEditor(try session.store.load(session.stack))
            try edit(&editor, arguments)
            try session.store.save(editor.snapshot, session.stack)
            return .success
        }
    }
}

extension PropertyValue {
    /// The value with secrets covered.
    var masked: PropertyValue {
        switch self {
        case .secret: "[secret]"
        case .output(let output): output.isSecret ? "[secret]" : output.value?.masked ?? .unknown
        case .list(let elements): .list(elements.map(\.masked))
        case .map(let map): .map(map.mapValues(\.masked))
        default: self
        }
    }
}
