import Engine

extension Command {
    /// `awsx stack …`; without a subcommand it shows the stack.
    static let stack = Command(
        name: "stack",
        summary: "look at the stack, or make, list, select and change stacks",
        flags: [
            .boolean("show-ids", short: "i", "show the id of each resource"),
            .boolean("show-urns", short: "u", "show the URN of each resource"),
            .boolean("show-secrets", "show secret outputs"),
            .boolean("show-name", "print the stack's name only"),
            .boolean("json", short: "j", "as JSON"),
        ],
        subcommands: [
            stackInit, stackList, stackSelect, stackUnselect, stackRemove, stackRename, stackOutput, stackHistory,
            stackTag, stackExport, stackImport, stackChangeSecretsProvider,
        ]
    ) { arguments in
        let whole = try ProjectPlace.find(arguments)
        let stack = try whole.existing(nil, arguments)
        guard !arguments.has("show-name") else {
            writeOut(stack.name + "\n")
            return .success
        }
        let place = try ProjectStack(whole, stack)
        // Only outputs are shown, and what is secret of them only if asked for.
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

    /// `awsx cancel`.
    static let cancel = Command(
        name: "cancel",
        summary: "unlock a stack whose deployment is gone",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [.boolean("yes", short: "y", "do it without asking")]
    ) { arguments in
        let place = try ProjectPlace.find(arguments, stack: arguments.operands.first)
        let stack = try place.existing(arguments.operands.first, arguments)
        let holders = try place.backend.cancel(stack)
        writeOut(
            holders.isEmpty
                ? "the stack \(stack.name) was not locked\n"
                : "unlocked \(stack.name), which was held by \(holders.map(\.description).joined(separator: ", "))\n"
        )
        return .success
    }
}
