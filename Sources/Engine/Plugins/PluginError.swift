/// The error of a plugin that cannot be used.
public struct PluginError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The fault, its place and the remedy.
    public var description: String

    /// An error from its text.
    public init(_ description: String) {
        self.description = description
    }
}
