/// Which plugin is wanted.
public struct PluginRequest: Hashable, Sendable, CustomStringConvertible {
    /// The package, such as `aws`.
    public var package: String
    /// The version, such as `7.42.0`; empty for any.
    public var version: String
    /// Variables of the environment that the plugin gets under other names too: by the present name, the other one.
    public var variables: [String: String]

    /// A request from its parts.
    public init(_ package: String, version: String = "", variables: [String: String] = [:]) {
        self.package = package
        self.version = version
        self.variables = variables
    }

    /// Such as `aws 7.42.0`.
    public var description: String { version.isEmpty ? package : "\(package) \(version)" }
}
