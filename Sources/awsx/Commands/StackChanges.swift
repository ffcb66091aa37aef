import Engine
import Glibc
import JSON

extension Command {
    static let stackImport = Command(
        name: "import",
        summary: "Replace the stack's state by the output of `stack export`",
        flags: [
            .value("file", "FILE", "Read the state from this file instead of standard input"),
            .boolean("force", short: "f", "Import the state even if it has faults"),
        ]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let text = try arguments.value("file").map(readFile) ?? Console.current.readAll()
        let warnings = try place.backend.import(
            place.stack,
            Array(text.utf8),
            secrets: place.secrets,
            force: arguments.has("force")
        )
        writeWarnings(warnings)
        writeOut("Import complete.\n")
        return .success
    }

    static let stackRename = Command(
        name: "rename",
        summary: "Rename the stack, or move it to another project",
        operands: "NEW-NAME",
        operandCount: 1...1
    ) { arguments in
        let place = try ProjectContext.find(arguments)
        let stack = try place.existing(nil, arguments)
        let new = try place.backend.reference(arguments.operands[0], project: place.project.name)
        let old = try StackSettings(of: place.project, stack: stack.name).path
        let target = try StackSettings(of: place.project, stack: new.name).path
        let hasSettings = access(old, F_OK) == 0
        guard !hasSettings || old == target || access(target, F_OK) != 0 else {
            throw StateError(
                .refused,
                "cannot rename the settings of '\(stack.name)': \(target) already exists",
                remedy: "move or delete it first"
            )
        }
        try place.backend.rename(stack, to: new)
        if hasSettings, rename(old, target) != 0 {
            throw StateError(.system, "renaming configuration file to \(target): \(String(cString: strerror(errno)))")
        }
        try place.workspace.select(new, in: place.backend)
        writeOut("Renamed \(place.spelling(of: stack)) to \(place.spelling(of: new))\n")
        return .success
    }

    static let stackChangeSecretsProvider = Command(
        name: "change-secrets-provider",
        summary: "Encrypt the stack's state and settings with a new passphrase",
        operands: "passphrase",
        operandCount: 1...1
    ) { arguments in
        try requirePassphrase(arguments.operands[0])
        let place = try ProjectStack.open(arguments)
        // Existing secrets must be readable before anything changes.
        try place.secrets.verify()
        let new = PassphraseSecrets(salt: nil, source: PassphraseSource(try newPassphrase(arguments)))
        try new.establish()
        writeOut("Migrating old configuration and state to new secrets provider\n")
        try place.backend.reencrypt(place.stack, from: place.secrets, to: new)
        try place.settings.reencrypt(from: place.secrets, to: new)
        return .success
    }

    /// Reads the new passphrase: twice from a terminal, or the first line of standard input.
    private static func newPassphrase(_ arguments: ParsedArguments) throws -> String {
        guard Console.current.readsTerminal, !arguments.has("non-interactive") else {
            guard let line = Console.current.readLine({ false }) else {
                throw UsageError("the new passphrase must be given on standard input")
            }
            return line.trimmingBlanks
        }
        guard let passphrase = PassphrasePrompt.passphrase(to: .protect) else {
            throw UsageError("no new passphrase was entered")
        }
        return passphrase
    }
}

extension String {
    /// The text without leading and trailing whitespace, as passphrases from files are read.
    fileprivate var trimmingBlanks: String {
        let tail = drop(while: \.isWhitespace)
        return String(
            tail.prefix(
                tail.lastIndex { !$0.isWhitespace }.map { tail.distance(from: tail.startIndex, to: $0) + 1 } ?? 0
            )
        )
    }
}

// MARK: - Tags

extension Command {
    static let stackTag = Command(
        name: "tag",
        summary: "Manage the stack's tags",
        subcommands: [
            Command(name: "get", summary: "Print the value of a tag", operands: "NAME", operandCount: 1...1) {
                arguments in
                let place = try ProjectStack.open(arguments)
                let name = arguments.operands[0]
                guard let value = try place.backend.tags(place.stack)[name] else {
                    throw StateError(.refused, "stack tag '\(name)' not found for stack '\(place.stack.name)'")
                }
                writeOut(value + "\n")
                return .success
            },
            Command(
                name: "ls",
                aliases: ["list"],
                summary: "List the tags",
                flags: [.boolean("json", short: "j", "Print JSON")]
            ) { arguments in
                let place = try ProjectStack.open(arguments)
                let tags = try place.backend.tags(place.stack).sorted { $0.key < $1.key }
                guard arguments.has("json") else {
                    writeOut(TextTable(["NAME", "VALUE"], tags.map { [$0.key, $0.value] }).text)
                    return .success
                }
                let object = JSON.object(JSON.Object(tags.map { ($0.key, .string($0.value)) }).sorted())
                writeOut(object.text([.indentedByTwo, .escapingLineSeparators]) + "\n")
                return .success
            },
            Command(
                name: "rm",
                aliases: ["remove", "delete"],
                summary: "Remove a tag",
                operands: "NAME",
                operandCount: 1...1
            ) { arguments in
                let place = try ProjectStack.open(arguments)
                var tags = try place.backend.tags(place.stack)
                tags[arguments.operands[0]] = nil
                try place.backend.setTags(tags, of: place.stack)
                return .success
            },
            Command(name: "set", summary: "Set a tag", operands: "NAME VALUE", operandCount: 2...2) { arguments in
                let place = try ProjectStack.open(arguments)
                var tags = try place.backend.tags(place.stack)
                tags[arguments.operands[0]] = arguments.operands[1]
                try place.backend.setTags(tags, of: place.stack)
                return .success
            },
        ]
    )
}
