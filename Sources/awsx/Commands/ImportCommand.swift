import Engine

extension Command {
    /// `awsx import`.
    static let `import` = Command(
        name: "import",
        summary: "bring resources that exist under the stack's management",
        operands: "[TYPE NAME ID]",
        operandCount: 0...3,
        flags: Flag.changing + [
            .value("file", short: "f", "FILE", "a list of resources, as JSON, instead of TYPE NAME ID"),
            .value("parent", "[NAME=]URN", "the resource above it"),
            .value("provider", "[NAME=]URN", "the provider to use"),
            .boolean("protect", "protect it (so unless --protect=false)"),
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
            else { throw UsageError("--file says everything: leave TYPE NAME ID, --parent and --provider away") }
            let stack = try ProjectStack.open(arguments).stack
            return try ImportFile(parsing: try readFile(path), path: path).requests(for: stack.identity)
        }
        guard arguments.operands.count == 3 else {
            throw UsageError("say what to import: awsx import TYPE NAME ID, or awsx import --file FILE")
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

    /// The URN in `NAME=URN`, where the name only matters to generated code; or the URN alone.
    private static func urn(in text: String) -> String {
        guard !text.hasPrefix("urn:"), let sign = text.firstIndex(of: "=") else { return text }
        return String(text[text.index(after: sign)...])
    }
}
