/// Inputs that are wrong, with the path of each property and what to do about it.
public struct InputFailure: Error, Sendable, Equatable {
    /// One wrong property.
    public struct Fault: Sendable, Equatable {
        /// The property's path as Pulumi writes it, such as `listeners[0].port`; empty for the whole resource.
        public var path: String
        /// One or two sentences: what is wrong, and the remedy.
        public var reason: String

        /// A fault from its parts.
        public init(path: String, reason: String) {
            self.path = path
            self.reason = reason
        }
    }

    /// The URN, type or function token whose inputs they are.
    public var subject: String
    /// The faults, never empty.
    public var faults: [Fault]

    /// A failure from its parts.
    public init(_ subject: String, _ faults: [Fault]) {
        self.subject = subject
        self.faults = faults
    }

    /// A failure with one fault.
    public init(_ subject: String, at path: String, _ reason: String) {
        self.init(subject, [Fault(path: path, reason: reason)])
    }
}

extension InputFailure: CustomStringConvertible {
    /// Every fault, as a person reads it.
    public var description: String {
        let lines = faults.map { $0.path.isEmpty ? $0.reason : "property \($0.path): \($0.reason)" }
        return "\(subject): " + lines.joined(separator: "\n  ")
    }
}
