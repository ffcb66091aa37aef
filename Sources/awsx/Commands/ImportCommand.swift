import Engine

extension Command {
    /// The command `awsx import`.
    static let `import` = Command(
        name: "import",
        summary: "Import existing resources into a stack",
        operands: "[TYPE NAME ID]",
        operandCount: 0...3,
        flags: changing + [
            .value("file", short: "f", "FILE", "A JSON file of resources, instead of TYPE NAME ID"),
            .value("parent", "[NAME=]URN", "The parent of the resource"),
            .value("provider", "[NAME=]URN", "The provider of the resource"),
            .boolean("protect", "Protect the resource (default: true)"),
            .boolean("generate-code", "Print the program text of the imported resources (default: true)"),
            .value("out", short: "o", "FILE", "Write the program text to this file instead"),
        ]
    ) { arguments in
        var requests = try await requests(arguments)
        for index in requests.indices { requests[index].isProtected = arguments.value("protect") != "false" }
        return try await StackDeployment(.import(requests), arguments).run()
    }

    /// The flags of commands that change a stack, with `-f` free for the file.
    private static let changing = Flag.changing.map { flag in
        var flag = flag
        if flag.short == "f" { flag.short = nil }
        return flag
    }

    private static func requests(_ arguments: ParsedArguments) async throws -> [DeploymentOptions.ImportRequest] {
        if let path = arguments.value("file") {
            guard arguments.operands.isEmpty, arguments.value("parent") == nil, arguments.value("provider") == nil
            else { throw UsageError("--file cannot be used with TYPE NAME ID, --parent or --provider") }
            var file = try ImportFile(parsing: try readFile(path), path: path)
            let place = try ProjectStack.open(arguments)
            file.types = try await fullTypes(file.writtenTypes, place)
            return try file.requests(for: place.stack.identity)
        }
        guard arguments.operands.count == 3 else {
            throw UsageError("nothing to import: use awsx import TYPE NAME ID or awsx import --file FILE")
        }
        let place = try ProjectStack.open(arguments)
        let type = arguments.operands[0]
        var request = DeploymentOptions.ImportRequest(
            type: try await fullTypes([type], place)[type] ?? type,
            name: arguments.operands[1],
            id: arguments.operands[2]
        )
        let urns = try place.urns()
        request.parent = ShortTokens.urn(urn(in: arguments.value("parent") ?? ""), among: urns)
        request.provider = ShortTokens.urn(urn(in: arguments.value("provider") ?? ""), among: urns)
        return [request]
    }

    /// Returns the full tokens of types, which the plugins of their packages know.
    private static func fullTypes(_ types: [String], _ place: ProjectStack) async throws -> [String: String] {
        let launcher = ProcessLauncher(
            place.pluginLocator,
            workingDirectory: place.project.folder,
            environment: place.environment
        )
        return try await PluginHost.with(launcher) { plugins in
            await ShortTokens.full(types, in: PluginSchemas(plugins: plugins))
        }
    }

    /// Returns the URN of `NAME=URN` or of a plain URN; the name is used only in generated code.
    private static func urn(in text: String) -> String {
        guard !text.hasPrefix("urn:"), let sign = text.firstIndex(of: "=") else { return text }
        return String(text[text.index(after: sign)...])
    }
}
