/// Why a stack's state, settings or secrets cannot be used as asked.
public struct StateError: Error, Hashable, Sendable {
    /// What kind of obstacle it is, for callers that go on differently.
    public enum Kind: Hashable, Sendable {
        /// There is no such stack.
        case noStack
        /// There is one already.
        case stackExists
        /// Another process works on the stack.
        case locked
        /// A file is cut short or otherwise not what it must be.
        case damaged
        /// The passphrase is missing or wrong.
        case passphrase
        /// What was asked for cannot be.
        case refused
        /// The operating system refused.
        case system
    }

    /// What kind of obstacle it is.
    public var kind: Kind
    /// What is wrong and where, in one sentence without a full stop.
    public var message: String
    /// What to do about it; `nil` where the message says it all.
    public var remedy: String?

    /// An error from its parts.
    public init(_ kind: Kind, _ message: String, remedy: String? = nil) {
        self.kind = kind
        self.message = message
        self.remedy = remedy
    }
}

extension StateError: CustomStringConvertible {
    /// The message with the remedy.
    public var description: String { remedy.map { "\(message)\n  \($0)" } ?? message }
}
