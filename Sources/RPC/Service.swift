/// A table from method path to handler: all that a transport needs to know of a service.
public struct Service: Sendable {
    /// Answers one unary call.
    ///
    /// Both messages are encoded protobuf. A thrown ``StatusError`` is sent as it is, a `CancellationError` as
    /// `CANCELLED`, anything else as `INTERNAL`. It runs in a task that the transport cancels when the caller gives up.
    public typealias Handler = @Sendable (_ request: [UInt8], _ context: CallContext) async throws -> [UInt8]

    /// Answers one call with any number of messages: each is given to `send`, which waits while the transport is
    /// behind.
    ///
    /// Returning ends the call. Errors and cancellation are as for ``Handler``.
    public typealias StreamingHandler =
        @Sendable (
            _ request: [UInt8],
            _ context: CallContext,
            _ send: @Sendable (_ message: [UInt8]) async throws -> Void
        ) async throws -> Void

    /// How a method answers.
    public enum Method: Sendable {
        /// With one message.
        case unary(Handler)
        /// With any number of messages.
        case serverStreaming(StreamingHandler)
    }

    private var methods: [String: Method]

    /// A service from the handlers of its unary methods, by gRPC path.
    public init(_ handlers: [String: Handler] = [:]) {
        methods = handlers.mapValues(Method.unary)
    }

    /// The handler of a unary method; `nil` if there is none, which a transport answers with `UNIMPLEMENTED`.
    public subscript(method: String) -> Handler? {
        get {
            guard case .unary(let handler)? = methods[method] else { return nil }
            return handler
        }
        set { methods[method] = newValue.map(Method.unary) }
    }

    /// The handler of a server-streaming method; `nil` if there is none.
    public subscript(streaming method: String) -> StreamingHandler? {
        get {
            guard case .serverStreaming(let handler)? = methods[method] else { return nil }
            return handler
        }
        set { methods[method] = newValue.map(Method.serverStreaming) }
    }

    /// How a method answers; `nil` if the service does not have it.
    public func method(_ path: String) -> Method? {
        methods[path]
    }

    /// The methods of both services; the other's where both have one.
    public func merging(_ other: Service) -> Service {
        var merged = self
        merged.methods.merge(other.methods) { $1 }
        return merged
    }
}
