import Engine
import JSON
import ProviderKit
import PulumiProtocol

extension Command {
    /// `awsx stack …`.
    static let stack = Command(
        name: "stack",
        summary: "make, list, select or look at stacks",
        subcommands: [stackInit, stackList, stackSelect, stackRemove, stackOutput, stackExport, stackImport]
    )

    private static let stackInit = Command(
        name: "init",
        summary: "make a stack and select it",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [.value("secrets-provider", "KIND", "passphrase, the only kind there is here")]
    ) { arguments in
        if let kind = arguments.value("secrets-provider"), kind != "passphrase", kind != "default" {
            throw UsageError("--secrets-provider \(kind): only passphrase is supported")
        }
        guard let name = arguments.operands.first ?? arguments.value("stack") else {
            throw UsageError("a stack needs a name: awsx stack init NAME")
        }
        let made = try ProjectPlace.find().make(name)
        writeOut("Created stack '\(made.stack.name)'\n")
        return .success
    }

    private static let stackList = Command(
        name: "ls",
        summary: "list the project's stacks",
        flags: [
            .boolean("all", short: "a", "those of all projects"), .boolean("json", short: "j", "as JSON"),
        ]
    ) { arguments in
        let place = try ProjectPlace.find()
        let selected = try place.workspace.selectedStack(in: place.backend)
        let stacks = try place.backend.stacks(project: arguments.has("all") ? nil : place.project.name)
        writeOut(
            arguments.has("json")
                ? StackList(stacks: stacks, selected: selected).json
                : StackList(stacks: stacks, selected: selected).text
        )
        return .success
    }

    private static let stackSelect = Command(
        name: "select",
        summary: "choose the stack that commands are about",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [.boolean("create", short: "c", "make it if there is none of that name")]
    ) { arguments in
        let place = try ProjectPlace.find()
        guard let name = arguments.operands.first ?? arguments.value("stack") else {
            throw UsageError("name a stack: awsx stack select NAME")
        }
        let stack = try StackReference(parsing: name, project: place.project.name)
        if !place.backend.exists(stack) {
            guard arguments.has("create") else { throw place.missing(stack) }
            _ = try place.make(name)
        }
        try place.workspace.select(stack, in: place.backend)
        return .success
    }

    private static let stackRemove = Command(
        name: "rm",
        summary: "remove a stack and its history",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [
            .boolean("yes", short: "y", "do it without asking"),
            .boolean("force", short: "f", "even if it has resources, which go on to exist"),
            .boolean("preserve-config", "leave its settings file"),
        ]
    ) { arguments in
        let place = try ProjectPlace.find()
        let named = try arguments.operands.first.map { try StackReference(parsing: $0, project: place.project.name) }
        guard let stack = try named ?? place.named(arguments) else {
            throw UsageError("name a stack: awsx stack rm NAME")
        }
        guard place.backend.exists(stack) else { throw place.missing(stack) }
        if !arguments.has("yes") {
            let confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
            guard confirmation.canAsk else { throw UsageError("nobody can be asked here: give --yes") }
            guard confirmation.askForWord(stack.name, "This removes the stack \(stack.name).") else { return .failure }
        }
        try remove(stack, keepingSettings: arguments.has("preserve-config"), force: arguments.has("force"))
        return .success
    }

    /// Removes a stack, and its settings file unless that is to stay.
    static func remove(_ stack: StackReference, keepingSettings: Bool, force: Bool) throws {
        let place = try ProjectPlace.find()
        try place.backend.remove(stack, force: force)
        if try place.workspace.selectedStack(in: place.backend) == stack {
            try place.workspace.select(nil, in: place.backend)
        }
        if !keepingSettings { try StackSettings(of: place.project, stack: stack.name).delete() }
        writeOut("Removed stack '\(stack.name)'\n")
    }

    private static let stackOutput = Command(
        name: "output",
        summary: "print the stack's outputs, or one of them",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [.boolean("show-secrets", "show secret outputs"), .boolean("json", short: "j", "as JSON")]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let outputs = try place.backend.outputs(place.stack, secrets: place.secrets)
        let shown = arguments.has("show-secrets") ? outputs.plain : outputs.mapValues(\.masked)
        guard let name = arguments.operands.first else {
            writeOut(arguments.has("json") ? try shown.json().text([.indented]) + "\n" : OutputList(shown).text)
            return .success
        }
        guard let value = shown[name] else {
            let hint = Spelling.suggestion(for: name, among: outputs.keys)
            throw StateError(.refused, "the stack has no output \"\(name)\"\(hint)")
        }
        writeOut(
            (arguments.has("json") ? try value.json().text([.indented]) : ValueText().text(value, indent: 0)) + "\n"
        )
        return .success
    }

    private static let stackExport = Command(
        name: "export",
        summary: "print the stack's state as JSON",
        flags: [
            .boolean("show-secrets", "with secrets in the clear"), .value("file", "FILE", "write it there instead"),
        ]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let secrets = arguments.has("show-secrets") ? place.secrets : nil
        let text = try place.backend.export(place.stack, showing: secrets)
        if let file = arguments.value("file") { try writeFile(text, to: file) } else { writeOut(text) }
        return .success
    }

    private static let stackImport = Command(
        name: "import",
        summary: "replace the stack's state by what `stack export` wrote",
        flags: [
            .value("file", "FILE", "read it from there instead of standard input"),
            .boolean("force", short: "f", "whatever is wrong with it"),
        ]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let text = try readFile(arguments.value("file") ?? "/dev/stdin")
        try place.backend.import(
            place.stack,
            Array(text.utf8),
            secrets: place.secrets,
            force: arguments.has("force")
        )
        writeOut("Import complete.\n")
        return .success
    }

    /// `awsx cancel`.
    static let cancel = Command(
        name: "cancel",
        summary: "unlock a stack whose deployment is gone",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [.boolean("yes", short: "y", "do it without asking")]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let holders = try place.backend.cancel(place.stack)
        writeOut(
            holders.isEmpty
                ? "the stack \(place.stack.name) was not locked\n"
                : "unlocked \(place.stack.name), which was held by \(holders.map(\.description).joined(separator: ", "))\n"
        )
        return .success
    }
}
