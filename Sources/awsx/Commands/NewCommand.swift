import Engine
import Glibc
import PackageSchema

extension Command {
    /// The command `awsx new`.
    static let new = Command(
        name: "new",
        summary: "Create a project from a template",
        operands: "[TEMPLATE]",
        operandCount: 0...1,
        flags: [
            .value("dir", "FOLDER", "The folder of the project, which is created (default: the working folder)"),
            .value("name", short: "n", "NAME", "The name of the project (default: that of its folder)"),
            .value("description", short: "d", "TEXT", "The description of the project"),
            .boolean("force", short: "f", "Create the project even if the folder is not empty"),
            .boolean("list-templates", short: "l", "List the templates"),
            .boolean("yes", short: "y", "Use the default name without asking"),
        ]
    ) { arguments in
        guard !arguments.has("list-templates") else {
            writeOut(templateList)
            return .success
        }
        let template = try template(arguments.operands.first, arguments)
        let folder = try projectFolder(arguments)
        let name = try projectName(folder, arguments)
        for file in template.files(named: name, description: arguments.value("description")) {
            try write(file, in: folder)
        }
        let here = arguments.value("dir").map { " --cwd \(ShellWord($0).quoted)" } ?? ""
        writeOut(
            """
            Created project '\(name)' in \(folder)

            Deploy it to local AWS:                 awsx up --local\(here)
            Deploy it to your account and region:   awsx up\(here)

            """
        )
        if let stack = arguments.value("stack") {
            let made = try ProjectContext(creating: Project(readingFile: folder + "/Pulumi.yaml")).create(stack)
            writeOut("\nCreated stack '\(made.stack.name)'\n")
        }
        return .success
    }

    private static var templateList: String {
        TextTable(["NAME", "DESCRIPTION"], ProjectTemplate.all.map { [$0.name, $0.description] }).text
    }

    /// Returns the template of a name, or the one that the user chooses.
    private static func template(_ name: String?, _ arguments: ParsedArguments) throws -> ProjectTemplate {
        let prompt = Prompt(nonInteractive: arguments.has("non-interactive") || arguments.has("yes"))
        let templates = ProjectTemplate.all
        guard let name else {
            if prompt.canAsk, let choice = prompt.choice("Please choose a template:", templates.map(\.name)) {
                return templates[choice]
            }
            throw UsageError("missing template: use awsx new TEMPLATE with one of these\n\n" + templateList)
        }
        if let found = templates.first(where: { $0.name == name }) { return found }
        let hint = Spelling.suggestion(for: name, among: templates.map(\.name))
        throw UsageError("unknown template \"\(name)\"\(hint)\n\n" + templateList)
    }

    /// Returns the path of the project's folder, which is created if it is missing.
    ///
    /// - Throws: ``UsageError`` if it is not empty and `--force` is not set.
    private static func projectFolder(_ arguments: ParsedArguments) throws -> String {
        let here = try Console.current.workingFolder()
        let given = arguments.value("dir") ?? here
        let folder = given.hasPrefix("/") ? given : "\(here)/\(given)"
        guard mkdir(folder, 0o777) != 0 else { return folder }
        guard errno == EEXIST, let entries = opendir(folder) else {
            throw UsageError("cannot create the folder \(folder): \(String(cString: strerror(errno)))")
        }
        defer { closedir(entries) }
        // An empty folder has two entries: itself and its parent.
        var count = 0
        while readdir(entries) != nil { count += 1 }
        guard count <= 2 || arguments.has("force") else {
            throw UsageError("\(folder) is not empty: name a new folder with --dir, or pass --force")
        }
        return folder
    }

    /// Writes a file of a project, with the folders that its path names.
    private static func write(_ file: ProjectTemplate.File, in folder: String) throws {
        var path = folder
        for part in file.path.split(separator: "/").dropLast() {
            path += "/\(part)"
            guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
                throw UsageError("cannot create the folder \(path): \(String(cString: strerror(errno)))")
            }
        }
        try writeFile(file.text, to: "\(folder)/\(file.path)")
    }

    /// Returns the name of `--name` or of a prompt; it defaults to the folder's, with hyphens for what no name may hold.
    private static func projectName(_ folder: String, _ arguments: ParsedArguments) throws -> String {
        let base = folder.split(separator: "/").last.map(String.init) ?? "app"
        let suggested = String(base.prefix(100).map { Project.isNameCharacter($0) ? $0 : "-" })
        let name = arguments.value("name") ?? ask("Project name", default: suggested, arguments)
        guard name.allSatisfy(Project.isNameCharacter), (1...100).contains(name.count) else {
            throw UsageError(
                "project name \"\(name)\": a name may only hold letters, digits, hyphens, underscores and periods "
                    + "(at most 100)"
            )
        }
        return name
    }

    /// Returns the answer to a prompt, or the default for an empty one and where nobody can be asked.
    private static func ask(_ question: String, default value: String, _ arguments: ParsedArguments) -> String {
        let prompt = Prompt(nonInteractive: arguments.has("non-interactive") || arguments.has("yes"))
        return prompt.canAsk ? prompt.line(question, default: value) ?? value : value
    }
}
