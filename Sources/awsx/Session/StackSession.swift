import Engine
import Glibc
import JSON
import PulumiProtocol

/// A project and the stack that a command works on.
struct StackSession: Sendable {
    let project: Project
    let store: ScratchStore
    let stack: String
    let environment: [String: String]

    static func open(_ arguments: ParsedArguments, mustExist: Bool = true, name: String? = nil) throws -> StackSession {
        let environment = Environment.variables
        let here = getcwd(nil, 0).map { path in
            defer { free(path) }
            return String(cString: path)
        }
        let project = try Project.find(from: here ?? ".")
        let store = try ScratchStore(project: project, environment: environment)
        let stack = name ?? arguments.value("stack") ?? "dev"
        let session = StackSession(project: project, store: store, stack: stack, environment: environment)
        if mustExist, !store.exists(stack) { throw LocalCloudError(description: "no stack named \(stack)") }
        return session
    }

    var configuration: [String: PropertyValue] {
        guard let text = try? readFile(settingsPath),
            let document = try? YAMLDocument(parsing: Array(text.utf8), file: "Pulumi.\(stack).yaml")
        else { return [:] }
        _ = document
        var values: [String: PropertyValue] = [:]
        var inside = false
        for line in text.split(separator: "\n") {
            if line == "config:" { inside = true; continue }
            guard inside, line.hasPrefix("  "), let colon = line.lastIndex(of: ":") else { continue }
            let key = line[..<colon].drop { $0 == " " }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            values[String(key)] = .string(value.filter { $0 != "\"" })
        }
        return values
    }

    var settingsPath: String { "\(project.folder)/Pulumi.\(stack).yaml" }
}
