/// An error about a stack's state, settings or secrets.
public struct StateError: Error, Hashable, Sendable {
    /// The kind of error, for callers that handle some of them.
    public enum Kind: Hashable, Sendable {
        /// The stack does not exist.
        case noStack
        /// The stack exists already.
        case stackExists
        /// Another process holds the stack's lock.
        case locked
        /// A file is truncated or malformed.
        case damaged
        /// The passphrase is missing or wrong.
        case passphrase
        /// The request is not possible.
        case refused
        /// An error of the operating system.
        case system
    }

    /// The kind of error.
    public var kind: Kind
    /// The fault and its place, in one sentence without a full stop.
    public var message: String
    /// The remedy; `nil` if the message is enough.
    public var remedy: String?

    /// Creates an error.
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
