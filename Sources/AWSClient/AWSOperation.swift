/// One API operation, by the names of AWS's own models: `ecs.CreateCluster`.
public struct AWSOperation: Hashable, Sendable, CustomStringConvertible {
    /// The service as botocore names its model, such as `elbv2` or `application-autoscaling`.
    public let service: String
    /// The operation's name, such as `CreateCluster`.
    public let name: String

    /// An operation from its parts.
    public init(service: String, name: String) {
        self.service = service
        self.name = name
    }

    /// An operation from `service.Operation`; a text without a full stop names an operation of no service, which every
    /// call refuses with a sentence.
    public init(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(service: parts.count == 2 ? String(parts[0]) : "", name: String(parts.last ?? ""))
    }

    /// `service.Operation`.
    public var description: String { "\(service).\(name)" }
}

extension AWSOperation: ExpressibleByStringLiteral {
    /// An operation from `service.Operation`.
    public init(stringLiteral value: String) { self.init(value) }
}
