/// How to start a plugin.
public struct PluginCommand: Hashable, Sendable {
    /// The executable's path; a name without a slash is looked up in the `PATH` of this process.
    public var executable: String
    /// The arguments after the program's own name.
    public var arguments: [String]
    /// What the program is told its own name is; `nil` for ``executable``.
    public var name: String?
    /// All of the plugin's environment; `nil` for the environment of this process.
    public var environment: [String: String]?
    /// Where the plugin runs; `nil` for the directory of this process.
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
}
