/// The error of a plugin that cannot be used.
public struct PluginError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The fault, its place and the remedy.
    public var description: String

    /// An error from its text.
    public init(_ description: String) {
        self.description = description
    }
}

/// The error of a provider that does not start or refuses its configuration: the same for all of its resources.
struct ProviderFault: Error, Hashable, CustomStringConvertible {
    var description: String
}
