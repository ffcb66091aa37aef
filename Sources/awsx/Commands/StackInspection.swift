import Engine
import JSON
import PackageSchema
import PulumiProtocol

extension Command {
    static let stackList = Command(
        name: "ls",
        aliases: ["list"],
        summary: "List the project's stacks",
        flags: [
            .boolean("all", short: "a", "List the stacks of all projects"), .boolean("json", short: "j", "Print JSON"),
            .value("project", short: "p", "NAME", "List the stacks of this project"),
            .value("tag", short: "t", "NAME[=VALUE]", "List the stacks with this tag"),
        ]
    ) { arguments in
        let wanted = arguments.value("project")
        let here = try Console.current.workingFolder()
        let isEverywhere = arguments.has("all") || wanted != nil
        // Outside a project, the stacks of all projects or of a named one can still be listed.
        let project =
            try isEverywhere && Project.file(from: here) == nil
            ? Project.named(wanted ?? "none", in: here) : Project.find(from: here)
        let environment = Console.current.environment()
        let backend = try FileBackend.current(project: project, environment: environment)
        writeWarnings(backend.warnings)
        var stacks = try backend.stacks(project: arguments.has("all") ? nil : wanted ?? project.name)
        if let tag = arguments.value("tag") {
            let parts = tag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            stacks = try stacks.filter { stack in
                guard let value = try backend.tags(stack.reference)[parts[0]] else { return false }
                return parts.count == 1 || value == parts[1]
            }
        }
        let list = StackList(
            stacks: stacks,
            selected: try Workspace(project, environment: environment).selectedStack(in: backend),
            project: project.name
        )
        writeOut(arguments.has("json") ? list.json : list.text)
        return .success
    }

    static let stackOutput = Command(
        name: "output",
        summary: "Print the stack's outputs, or one of them",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [
            .boolean("show-secrets", "Show secret outputs"), .boolean("json", short: "j", "Print JSON"),
            .boolean("shell", "Print shell assignments"),
        ]
    ) { arguments in
        guard !arguments.has("json") || !arguments.has("shell") else {
            throw UsageError("only one of --json and --shell may be set")
        }
        let place = try ProjectStack.open(arguments)
        let isShown = arguments.has("show-secrets")
        let secrets: any SecretsProvider = isShown ? place.secrets : RedactingSecrets.forCheckpoint
        let outputs = try place.backend.outputs(place.stack, secrets: secrets)
        let list = OutputList(isShown ? outputs.plain : outputs.mapValues(\.redacted))
        guard let name = arguments.operands.first else {
            writeOut(arguments.has("json") ? list.json : arguments.has("shell") ? list.shell : list.text)
            return .success
        }
        guard let output = list.single(name) else {
            let hint = Spelling.suggestion(for: name, among: outputs.keys)
            throw StateError(.refused, "current stack does not have output property '\(name)'\(hint)")
        }
        writeOut(arguments.has("json") ? output.json : arguments.has("shell") ? output.shell : output.text)
        return .success
    }

    static let stackHistory = Command(
        name: "history",
        aliases: ["hist"],
        summary: "List the updates of the stack, the latest first",
        flags: [
            .boolean("json", short: "j", "Print JSON"),
            .boolean("show-secrets", "Show secret values of the configuration"),
            .boolean("full-dates", "Show full dates instead of relative ones"),
            .value("page-size", "N", "The number of entries on a page (default: 10)"),
            .value("page", "N", "The number of the page (default: 1)"),
        ]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let page = try arguments.number("page") ?? 1
        let records = try place.backend.history(
            place.stack,
            pageSize: try arguments.number("page-size", atLeast: 0) ?? 10,
            page: page
        )
        if arguments.has("show-secrets") { try place.secrets.verify() }
        let list = HistoryList(
            records: records,
            page: page,
            secrets: arguments.has("show-secrets") ? place.secrets : nil,
            showsDates: arguments.has("full-dates")
        )
        writeOut(arguments.has("json") ? list.json : list.text)
        return .success
    }

    static let stackExport = Command(
        name: "export",
        summary: "Print the stack's state as JSON",
        flags: [
            .boolean("show-secrets", "Print secrets in plain text"),
            .value("file", "FILE", "Write to this file instead of standard output"),
            .value("version", "N", "Export the state after the N-th update of the history"),
        ]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let text = try place.backend.export(
            place.stack,
            version: try arguments.number("version"),
            showing: arguments.has("show-secrets") ? place.secrets : nil
        )
        if let file = arguments.value("file") { try writeFile(text, to: file) } else { writeOut(text) }
        return .success
    }
}
