public import PulumiProtocol

/// Inputs that are wrong, with the path of each property and what to do about it.
public struct InputFailure: Error, Sendable, Equatable {
    /// The URN, type or function token whose inputs they are.
    public var subject: String
    /// The faults, never empty; each names the property's path as Pulumi writes it, such as `listeners[0].port`.
    public var faults: [CheckFailure]

    /// A failure from its parts.
    public init(_ subject: String, _ faults: [CheckFailure]) {
        self.subject = subject
        self.faults = faults
    }

    /// A failure with one fault.
    public init(_ subject: String, at path: String, _ reason: String) {
        self.init(subject, [CheckFailure(property: path, reason: reason)])
    }
}

extension InputFailure: CustomStringConvertible {
    /// Every fault, as a person reads it.
    public var description: String {
        let lines = faults.map { $0.property.isEmpty ? $0.reason : "property \($0.property): \($0.reason)" }
        return "\(subject): " + lines.joined(separator: "\n  ")
    }
}
