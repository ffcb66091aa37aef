import Engine

extension Command {
    /// The commands `awsx stack …`; without a subcommand they show the stack.
    static let stack = Command(
        name: "stack",
        summary: "Manage stacks and show the current one",
        flags: [
            .boolean("show-ids", short: "i", "Show the id of each resource"),
            .boolean("show-urns", short: "u", "Show the URN of each resource"),
            .boolean("show-secrets", "Show secret outputs"),
            .boolean("show-name", "Print only the stack's name"),
            .boolean("json", short: "j", "Print JSON"),
        ],
        subcommands: [
            stackInit, stackList, stackSelect, stackUnselect, stackRemove, stackRename, stackOutput, stackHistory,
            stackTag, stackGraph, stackExport, stackImport, stackChangeSecretsProvider,
        ]
    ) { arguments in
        let whole = try ProjectContext.find(arguments)
        let stack = try whole.existing(nil, arguments)
        guard !arguments.has("show-name") else {
            writeOut(stack.name + "\n")
            return .success
        }
        let place = try ProjectStack(whole, stack)
        // Only outputs are shown, and their secrets only on request.
        let isShown = arguments.has("show-secrets")
        let secrets: any SecretsProvider = isShown ? place.secrets : RedactingSecrets.forCheckpoint
        let view = StackView(
            stack: stack,
            name: whole.spelling(of: stack),
            lastUpdate: try place.backend.load(stack).checkpoint.lastUpdate,
            resources: try place.backend.snapshot(stack, secrets: secrets).resources,
            showsURNs: arguments.has("show-urns"),
            showsIDs: arguments.has("show-ids"),
            showsSecrets: arguments.has("show-secrets")
        )
        writeOut(arguments.has("json") ? view.json : view.text)
        return .success
    }

    /// The command `awsx cancel`.
    static let cancel = Command(
        name: "cancel",
        summary: "Remove the locks of a stack after its deployment has died",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [
            .boolean("yes", short: "y", "Confirm automatically"),
            .boolean("force", short: "f", "Remove the lock of a running process too, which then stops"),
        ]
    ) { arguments in
        let place = try ProjectContext.find(arguments, stack: arguments.operands.first)
        let stack = try place.existing(arguments.operands.first, arguments)
        let holders = try place.backend.lockHolders(stack)
        guard !holders.isEmpty else {
            writeOut("stack \(stack.name) was not locked\n")
            return .success
        }
        let force = arguments.has("force")
        let names = holders.map(\.description).joined(separator: ", ")
        if !arguments.has("yes"), force || !holders.contains(where: \.isRunning) {
            let confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
            guard confirmation.canAsk else { throw UsageError("not an interactive terminal: pass --yes") }
            let question = "This will remove the lock of stack '\(stack.name)', which is held by \(names)."
            guard confirmation.confirm(typing: stack.name, question) else { return .failure }
        }
        try place.backend.cancel(stack, force: force)
        writeOut("unlocked \(stack.name), which was held by \(names)\n")
        return .success
    }
}
