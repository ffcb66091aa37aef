/// What a callee knows of one call besides its request.
public struct CallContext: Sendable {
    /// The gRPC path, such as `/pulumirpc.ResourceProvider/Check`.
    public var method: String
    /// When the call's time runs out; `nil` if it has no limit. The transport cancels the handler's task then.
    public var deadline: ContinuousClock.Instant?
    /// Lower-case keys, such as `traceparent`.
    public var metadata: [String: String]

    /// A context from its parts.
    public init(method: String, deadline: ContinuousClock.Instant? = nil, metadata: [String: String] = [:]) {
        self.method = method
        self.deadline = deadline
        self.metadata = metadata
    }
}

/// A table from method path to handler: all that a transport needs to know of a service.
public struct Service: Sendable {
    /// Answers one unary call. Both messages are encoded protobuf. A thrown ``StatusError`` is sent as it is, a
    /// `CancellationError` as `CANCELLED`, anything else as `INTERNAL`. It runs in a task that the transport cancels
    /// when the caller gives up.
    public typealias Handler = @Sendable (_ request: [UInt8], _ context: CallContext) async throws -> [UInt8]

    private var handlers: [String: Handler]

    /// A service from its handlers, by gRPC path.
    public init(_ handlers: [String: Handler] = [:]) {
        self.handlers = handlers
    }

    /// The handler of a method, or `nil`: the transport then answers `UNIMPLEMENTED`.
    public subscript(method: String) -> Handler? {
        get { handlers[method] }
        set { handlers[method] = newValue }
    }

    /// The methods of both services; the other's where both have one.
    public func merging(_ other: Service) -> Service {
        Service(handlers.merging(other.handlers) { $1 })
    }
}
