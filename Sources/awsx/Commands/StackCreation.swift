import Engine

extension Command {
    static let stackInit = Command(
        name: "init",
        aliases: ["new"],
        summary: "Create a stack and select it",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [
            .value("secrets-provider", "KIND", "The secrets provider; only passphrase is supported"),
            .value("copy-config-from", "STACK", "Copy the configuration of this stack"),
            .boolean("no-select", "Do not select the stack"),
        ]
    ) { arguments in
        try requirePassphrase(arguments.value("secrets-provider"))
        let given = arguments.operands.first ?? arguments.value("stack")
        let place = try ProjectContext.find(arguments, stack: given)
        guard let name = try given ?? StackChoice(place: place, arguments: arguments).name() else {
            throw UsageError("missing stack name: use awsx stack init NAME")
        }
        let source = try arguments.value("copy-config-from").map { name in
            let stack = try place.backend.reference(name, project: place.project.name)
            guard place.backend.exists(stack) else { throw place.missing(stack) }
            return try ProjectStack(place, stack)
        }
        let made = try place.create(name, selects: !arguments.has("no-select"))
        writeOut("Created stack '\(place.spelling(of: made.stack))'\n")
        if let source {
            try made.settings.copy(nil, isPath: false, from: source.settings, source.secrets, made.secrets)
        }
        return .success
    }

    /// Refuses any secrets provider but `passphrase`.
    static func requirePassphrase(_ kind: String?) throws {
        guard let kind, kind != "passphrase", kind != "default" else { return }
        throw UsageError("secrets provider \(kind): only passphrase is supported")
    }

    static let stackSelect = Command(
        name: "select",
        summary: "Select the current stack",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [
            .boolean("create", short: "c", "Create the stack if it does not exist"),
            .value("secrets-provider", "KIND", "The secrets provider; only passphrase is supported"),
        ]
    ) { arguments in
        try requirePassphrase(arguments.value("secrets-provider"))
        let given = arguments.operands.first ?? arguments.value("stack")
        let place = try ProjectContext.find(arguments, stack: given)
        guard let name = given else {
            let choice = StackChoice(place: place, arguments: arguments)
            if try choice.ask(offersNew: true) != nil { return .success }
            throw UsageError("missing stack name: use awsx stack select NAME")
        }
        let stack = try place.backend.reference(name, project: place.project.name)
        guard !place.backend.exists(stack) else {
            try place.workspace.select(stack, in: place.backend)
            return .success
        }
        guard arguments.has("create") else { throw place.missing(stack) }
        let made = try place.create(name)
        writeOut("Created stack '\(place.spelling(of: made.stack))'\n")
        return .success
    }

    static let stackUnselect = Command(
        name: "unselect",
        summary: "Deselect the current stack"
    ) { arguments in
        let place = try ProjectContext.find(arguments)
        guard try place.workspace.selectedStack(in: place.backend) != nil else { return .success }
        try place.workspace.select(nil, in: place.backend)
        writeError("Stack was unselected\n")
        return .success
    }

    static let stackRemove = Command(
        name: "rm",
        aliases: ["remove", "delete"],
        summary: "Remove a stack, its history and its settings file",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [
            .boolean("yes", short: "y", "Confirm automatically"),
            .boolean("force", short: "f", "Remove the stack even if it has resources, which are not deleted"),
            .boolean("preserve-config", "Keep the settings file"),
            .boolean("remove-backups", "Remove the backups of its state too"),
        ]
    ) { arguments in
        let place = try ProjectContext.find(arguments, stack: arguments.operands.first)
        let stack = try place.existing(arguments.operands.first, arguments)
        if !arguments.has("yes") {
            let confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
            guard confirmation.canAsk else { throw UsageError("not an interactive terminal: pass --yes") }
            guard confirmation.confirm(typing: stack.name, "This will permanently remove the '\(stack.name)' stack!")
            else { return .failure }
        }
        try place.remove(
            stack,
            keepingSettings: arguments.has("preserve-config"),
            force: arguments.has("force"),
            removesBackups: arguments.has("remove-backups")
        )
        return .success
    }
}
