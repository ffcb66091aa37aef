/// A plugin cannot be used.
public struct PluginError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    public var description: String

    /// An error with what a person reads.
    public init(_ description: String) {
        self.description = description
    }
}
