import Engine
import Glibc
import JSON

extension Command {
    /// The command `awsx login`.
    static let login = Command(
        name: "login",
        summary: "Select the backend for projects that do not configure one",
        operands: "[URL]",
        operandCount: 0...1,
        flags: [
            .value("cloud-url", short: "c", "URL", "The URL, instead of the operand"),
            .boolean("local", "Use the home folder, file://~"),
        ]
    ) { arguments in
        let url = arguments.operands.first ?? arguments.value("cloud-url") ?? "file://~"
        let backend = try FileBackend(url: url, environment: Console.current.environment())
        try Login(environment: Console.current.environment()).choose(url)
        writeOut("Logged in to \(StackView.hostName) as \(userName) (\(backend.url))\n")
        return .success
    }

    /// The command `awsx logout`.
    static let logout = Command(
        name: "logout",
        summary: "Deselect the backend of `login`",
        operands: "[URL]",
        operandCount: 0...1
    ) { arguments in
        let login = Login(environment: Console.current.environment())
        guard let url = arguments.operands.first ?? login.url else {
            writeOut("Not logged in\n")
            return .success
        }
        try login.forget(url)
        writeOut("Logged out of \(url)\n")
        return .success
    }

    /// The command `awsx whoami`.
    static let whoami = Command(
        name: "whoami",
        summary: "Print the name of the current user",
        flags: [
            .boolean("verbose", short: "v", "Print the backend too"), .boolean("json", short: "j", "Print JSON"),
        ]
    ) { arguments in
        let environment = Console.current.environment()
        let here = try Console.current.workingFolder()
        let project = try Project.file(from: here).map { try Project(readingFile: $0) }
        let url = try FileBackend.current(project: project, environment: environment).url
        if arguments.has("json") {
            writeOut(JSON.object(["user": .string(userName), "url": .string(url)]).text(.indentedByTwo) + "\n")
        } else if arguments.has("verbose") {
            writeOut("User: \(userName)\nOrganizations: \nBackend URL: \(url)\n")
        } else {
            writeOut(userName + "\n")
        }
        return .success
    }

    /// The command `awsx version`.
    static let version = Command(name: "version", summary: "Print the version") { _ in
        writeOut("v\(CommandLineTool.version)\n")
        return .success
    }

    /// The name of the user that runs the command.
    static var userName: String {
        getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? String(getuid())
    }
}
