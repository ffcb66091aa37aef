internal import Connections

/// A plugin's program, arguments and environment.
public struct PluginCommand: Hashable, Sendable {
    /// The executable's path; a name without a slash is looked up in the `PATH` of this process.
    public var executable: String
    /// The arguments after the program's own name.
    public var arguments: [String]
    /// The program's own name (`argv[0]`); `nil` for ``executable``.
    public var name: String?
    /// The plugin's whole environment; `nil` for the environment of this process.
    public var environment: [String: String]?
    /// The plugin's working directory; `nil` for the directory of this process.
    public var workingDirectory: String?

    /// A command from its parts.
    public init(
        _ executable: String,
        arguments: [String] = ["--stdio"],
        name: String? = nil,
        environment: [String: String]? = nil,
        workingDirectory: String? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.name = name
        self.environment = environment
        self.workingDirectory = workingDirectory
    }

    /// The program to start.
    var program: ProgramCommand {
        ProgramCommand(
            executable,
            arguments: arguments,
            name: name,
            environment: environment,
            workingDirectory: workingDirectory
        )
    }
}
