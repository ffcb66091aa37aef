/// A package whose plugin is wanted, with its version and environment.
public struct PluginRequest: Hashable, Sendable, CustomStringConvertible {
    /// The package, such as `aws`.
    public var package: String
    /// The version, such as `7.42.0`; empty for any.
    public var version: String
    /// Variables of the environment that the plugin gets under a second name: the second name by the first.
    public var variables: [String: String]

    /// A request from its parts.
    public init(_ package: String, version: String = "", variables: [String: String] = [:]) {
        self.package = package
        self.version = version
        self.variables = variables
    }

    /// The package and its version, such as `aws 7.42.0`.
    public var description: String { version.isEmpty ? package : "\(package) \(version)" }
}
