import Engine

extension Command {
    /// The command `awsx import`.
    static let `import` = Command(
        name: "import",
        summary: "Import existing resources into a stack",
        operands: "[TYPE NAME ID]",
        operandCount: 0...3,
        flags: Flag.changing + [
            .value("file", short: "f", "FILE", "A JSON file of resources, instead of TYPE NAME ID"),
            .value("parent", "[NAME=]URN", "The parent of the resource"),
            .value("provider", "[NAME=]URN", "The provider of the resource"),
            .boolean("protect", "Protect the resource (default: true)"),
            .boolean("generate-code", ""), .value("out", short: "o", "FILE", ""),
        ]
    ) { arguments in
        var requests = try requests(arguments)
        for index in requests.indices { requests[index].isProtected = arguments.value("protect") != "false" }
        return try await StackDeployment(.import(requests), arguments).run()
    }

    private static func requests(_ arguments: ParsedArguments) throws -> [DeploymentOptions.ImportRequest] {
        if let path = arguments.value("file") {
            guard arguments.operands.isEmpty, arguments.value("parent") == nil, arguments.value("provider") == nil
            else { throw UsageError("--file cannot be used with TYPE NAME ID, --parent or --provider") }
            let stack = try ProjectStack.open(arguments).stack
            return try ImportFile(parsing: try readFile(path), path: path).requests(for: stack.identity)
        }
        guard arguments.operands.count == 3 else {
            throw UsageError("nothing to import: use awsx import TYPE NAME ID or awsx import --file FILE")
        }
        var request = DeploymentOptions.ImportRequest(
            type: arguments.operands[0],
            name: arguments.operands[1],
            id: arguments.operands[2]
        )
        request.parent = urn(in: arguments.value("parent") ?? "")
        request.provider = urn(in: arguments.value("provider") ?? "")
        return [request]
    }

    /// Returns the URN of `NAME=URN` or of a plain URN; the name is used only in generated code.
    private static func urn(in text: String) -> String {
        guard !text.hasPrefix("urn:"), let sign = text.firstIndex(of: "=") else { return text }
        return String(text[text.index(after: sign)...])
    }
}
