import Engine
import Glibc

extension Command {
    /// The command `awsx about`.
    static let about = Command(
        name: "about",
        summary: "Print the versions, programs and settings in use, for a bug report",
        flags: [.boolean("json", short: "j", "Print JSON")]
    ) { arguments in
        var facts = InstallationFacts(environment: Console.current.environment())
        facts.add(arguments)
        let about = AboutText(sections: facts.sections)
        writeOut(arguments.has("json") ? about.json : about.text)
        return .success
    }
}

/// The facts of `awsx about`; what is missing or damaged is a fact too, because a bug report needs it most.
private struct InstallationFacts {
    private(set) var sections: [AboutText.Section] = []
    private let environment: [String: String]
    private var faults: [String] = []

    init(environment: [String: String]) { self.environment = environment }

    /// Adds all facts.
    mutating func add(_ arguments: ParsedArguments) {
        let project = find { try Project.file(from: Console.current.workingFolder()).map(Project.init(readingFile:)) }
        add("Command", "command", [.init("Version", "version", CommandLineTool.version)])
        addProviders(of: project ?? nil)
        addHost()
        addBackend(of: project ?? nil)
        if let project = project ?? nil {
            add(
                "Project",
                "project",
                [
                    .init("Name", "name", project.name), .init("Runtime", "runtime", project.runtime ?? "none"),
                    .init("File", "file", project.file),
                ]
            )
            addStack(arguments)
        }
        addAWS()
        let errors = faults.enumerated().map { AboutText.Fact("\($0 + 1)", "\($0 + 1)", $1) }
        if !errors.isEmpty { add("Errors", "errors", errors) }
    }

    private mutating func add(_ title: String, _ key: String, _ facts: [AboutText.Fact]) {
        sections.append(AboutText.Section(title: title, key: key, facts: facts))
    }

    /// Returns a value, or `nil` after noting the error.
    private mutating func find<Value>(_ value: () throws -> Value) -> Value? {
        do { return try value() } catch {
            faults.append("\(error)")
            return nil
        }
    }

    private mutating func addProviders(of project: Project?) {
        let locator = PluginLocator(for: project, environment: environment)
        var facts: [AboutText.Fact] = []
        for package in PluginLocator.OwnProgram.provider.packages.sorted() {
            let path = find { try locator.locate(PluginRequest(package)).path }
            facts.append(.init(package, package, path ?? "not found"))
        }
        add("Providers", "providers", facts)
    }

    private mutating func addHost() {
        var system = utsname()
        uname(&system)
        let release = (try? readFile("/etc/os-release")) ?? ""
        let name = release.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }?.dropFirst(12)
        let kernel = withUnsafeBytes(of: &system.release) { Self.text($0) }
        let machine = withUnsafeBytes(of: &system.machine) { Self.text($0) }
        add(
            "Host",
            "host",
            [
                .init("System", "os", String(name?.filter { $0 != "\"" } ?? "Linux")),
                .init("Kernel", "kernel", kernel), .init("Architecture", "arch", machine),
            ]
        )
    }

    private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private mutating func addBackend(of project: Project?) {
        let environment = environment
        guard let backend = find({ try FileBackend.current(project: project, environment: environment) }) else {
            return
        }
        add("Backend", "backend", [.init("URL", "url", backend.url), .init("User", "user", Command.userName)])
    }

    private mutating func addStack(_ arguments: ParsedArguments) {
        let stack = find { () throws -> AboutText.Section? in
            let place = try ProjectContext.find(arguments)
            guard let stack = try place.named(arguments) else { return nil }
            guard place.backend.exists(stack) else { throw place.missing(stack) }
            let snapshot = try place.backend.snapshot(stack, secrets: RedactingSecrets.forCheckpoint)
            let pending = snapshot.pendingOperations.count
            return AboutText.Section(
                title: "Stack",
                key: "stack",
                facts: [
                    .init("Name", "name", stack.description),
                    .init("Resources", "resources", String(snapshot.resources.count)),
                    .init("Pending operations", "pendingOperations", String(pending)),
                ]
            )
        }
        if let stack = stack ?? nil { sections.append(stack) }
    }

    private mutating func addAWS() {
        let local = LocalCloud.running(in: LocalCloudHome(environment: environment))
        let variables = ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ENDPOINT_URL"]
        let facts = variables.compactMap { name in environment[name].map { AboutText.Fact(name, name, $0) } }
        add("AWS", "aws", facts + [.init("Local AWS", "local", local?.endpoint ?? "not running")])
    }
}
