import Engine
import JSON
import PackageSchema
import PulumiProtocol

extension Command {
    static let stackList = Command(
        name: "ls",
        aliases: ["list"],
        summary: "list the project's stacks",
        flags: [
            .boolean("all", short: "a", "those of all projects"), .boolean("json", short: "j", "as JSON"),
            .value("project", short: "p", "NAME", "those of this project"),
            .value("tag", short: "t", "NAME[=VALUE]", "those that have this tag"),
        ]
    ) { arguments in
        let wanted = arguments.value("project")
        let here = try ProjectPlace.workingFolder()
        let isEverywhere = arguments.has("all") || wanted != nil
        // Outside of a project, all or those of a project that is named can still be listed.
        let project =
            try isEverywhere && Project.file(from: here) == nil
            ? Project.named(wanted ?? "none", in: here) : Project.find(from: here)
        let environment = Environment.variables
        let backend = try FileBackend.current(project: project, environment: environment)
        for warning in backend.warnings { writeError("warning: \(warning)\n") }
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
        summary: "print the stack's outputs, or one of them",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [
            .boolean("show-secrets", "show secret outputs"), .boolean("json", short: "j", "as JSON"),
            .boolean("shell", "as assignments for a shell"),
        ]
    ) { arguments in
        guard !arguments.has("json") || !arguments.has("shell") else {
            throw UsageError("only one of --json and --shell may be set")
        }
        let place = try ProjectStack.open(arguments)
        let isShown = arguments.has("show-secrets")
        let secrets: any SecretsProvider = isShown ? place.secrets : RedactingSecrets.forCheckpoint
        let outputs = try place.backend.outputs(place.stack, secrets: secrets)
        let list = OutputList(isShown ? outputs.plain : outputs.mapValues(\.masked))
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
        summary: "list what was done to the stack, the latest first",
        flags: [
            .boolean("json", short: "j", "as JSON"),
            .boolean("show-secrets", "show secret values of the configuration"),
            .boolean("full-dates", "show dates instead of how long ago it was"),
            .value("page-size", "N", "at most so many (10)"), .value("page", "N", "which page of that size (1)"),
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
        summary: "print the stack's state as JSON",
        flags: [
            .boolean("show-secrets", "with secrets in the clear"),
            .value("file", "FILE", "write it there instead"),
            .value("version", "N", "as it was after the N-th deployment of the history"),
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
