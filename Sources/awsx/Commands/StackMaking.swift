import Engine

extension Command {
    static let stackInit = Command(
        name: "init",
        aliases: ["new"],
        summary: "make a stack and select it",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [
            .value("secrets-provider", "KIND", "passphrase, the only kind there is here"),
            .value("copy-config-from", "STACK", "with the configuration of this stack"),
            .boolean("no-select", "without selecting it"),
        ]
    ) { arguments in
        try requirePassphrase(arguments.value("secrets-provider"))
        guard let name = arguments.operands.first ?? arguments.value("stack") else {
            throw UsageError("a stack needs a name: awsx stack init NAME")
        }
        let place = try ProjectPlace.find(arguments, stack: name)
        let source = try arguments.value("copy-config-from").map { name in
            let stack = try place.backend.reference(name, project: place.project.name)
            guard place.backend.exists(stack) else { throw place.missing(stack) }
            return try ProjectStack(place, stack)
        }
        let made = try place.make(name, selects: !arguments.has("no-select"))
        writeOut("Created stack '\(place.spelling(of: made.stack))'\n")
        if let source {
            try made.settings.copy(nil, isPath: false, from: source.settings, source.secrets, made.secrets)
        }
        return .success
    }

    /// The one kind of secrets provider that there is.
    static func requirePassphrase(_ kind: String?) throws {
        guard let kind, kind != "passphrase", kind != "default" else { return }
        throw UsageError("secrets provider \(kind): only passphrase is supported")
    }

    static let stackSelect = Command(
        name: "select",
        summary: "choose the stack that commands are about",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [
            .boolean("create", short: "c", "make it if there is none of that name"),
            .value("secrets-provider", "KIND", "passphrase, the only kind there is here"),
        ]
    ) { arguments in
        try requirePassphrase(arguments.value("secrets-provider"))
        guard let name = arguments.operands.first ?? arguments.value("stack") else {
            throw UsageError("name a stack: awsx stack select NAME")
        }
        let place = try ProjectPlace.find(arguments, stack: name)
        let stack = try place.backend.reference(name, project: place.project.name)
        guard !place.backend.exists(stack) else {
            try place.workspace.select(stack, in: place.backend)
            return .success
        }
        guard arguments.has("create") else { throw place.missing(stack) }
        let made = try place.make(name)
        writeOut("Created stack '\(place.spelling(of: made.stack))'\n")
        return .success
    }

    static let stackUnselect = Command(
        name: "unselect",
        summary: "have commands be about no stack"
    ) { arguments in
        let place = try ProjectPlace.find(arguments)
        guard try place.workspace.selectedStack(in: place.backend) != nil else { return .success }
        try place.workspace.select(nil, in: place.backend)
        writeError("Stack was unselected\n")
        return .success
    }

    static let stackRemove = Command(
        name: "rm",
        aliases: ["remove", "delete"],
        summary: "remove a stack, its history and its settings file",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [
            .boolean("yes", short: "y", "do it without asking"),
            .boolean("force", short: "f", "even if it has resources, which go on to exist"),
            .boolean("preserve-config", "leave its settings file"),
            .boolean("remove-backups", "and the copies of its state"),
        ]
    ) { arguments in
        let place = try ProjectPlace.find(arguments, stack: arguments.operands.first)
        let stack = try place.existing(arguments.operands.first, arguments)
        if !arguments.has("yes") {
            let confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
            guard confirmation.canAsk else { throw UsageError("nobody can be asked here: give --yes") }
            guard confirmation.askForWord(stack.name, "This will permanently remove the '\(stack.name)' stack!")
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
