/// A waiter of AWS's models, which polls an operation until a resource is in a state: `ecs.ServicesStable`.
public struct AWSWaiter: Hashable, Sendable, CustomStringConvertible {
    /// The service as botocore names its model, such as `elbv2`.
    public let service: String
    /// The waiter's name, such as `ServicesStable`.
    public let name: String

    /// A waiter from its parts.
    public init(service: String, name: String) {
        self.service = service
        self.name = name
    }

    /// A waiter from `service.Waiter`.
    public init(_ text: String) {
        let operation = AWSOperation(text)
        self.init(service: operation.service, name: operation.name)
    }

    /// `service.Waiter`.
    public var description: String { "\(service).\(name)" }
}

extension AWSWaiter: ExpressibleByStringLiteral {
    /// A waiter from `service.Waiter`.
    public init(stringLiteral value: String) { self.init(value) }
}
