/// Configuration that a provider needs and was not given.
public struct MissingConfiguration: Error, Sendable {
    /// One key that is missing.
    public struct Key: Sendable {
        /// The key, such as `aws:region`.
        public var name: String
        /// Its purpose, and the way to set it.
        public var description: String

        /// A key from its parts.
        public init(name: String, description: String) {
            self.name = name
            self.description = description
        }
    }

    /// The missing settings, never empty.
    public var keys: [Key]

    /// A failure from its keys.
    public init(_ keys: [Key]) {
        self.keys = keys
    }
}
