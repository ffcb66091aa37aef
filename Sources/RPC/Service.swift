/// A table from method path to handler, which is all that a transport needs to serve calls.
public struct Service: Sendable {
    /// Answers one unary call.
    ///
    /// Both messages are encoded protobuf. A thrown ``StatusError`` is sent as it is, a `CancellationError` as
    /// `CANCELLED`, anything else as `INTERNAL`. The handler runs in a task that the transport cancels when the caller gives up.
    public typealias Handler = @Sendable (_ request: [UInt8], _ context: CallContext) async throws -> [UInt8]

    /// Answers one call with any number of messages.
    ///
    /// Each message is given to `send`, which waits while the transport is behind; returning ends the call. Errors and cancellation are as for ``Handler``.
    public typealias StreamingHandler =
        @Sendable (
            _ request: [UInt8],
            _ context: CallContext,
            _ send: @Sendable (_ message: [UInt8]) async throws -> Void
        ) async throws -> Void

    /// The handler of a method, by the way in which it answers.
    public enum Method: Sendable {
        /// A handler that answers with one message.
        case unary(Handler)
        /// A handler that answers with any number of messages.
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

    /// Returns the handler of a method, or `nil` if the service does not have it.
    public func method(_ path: String) -> Method? {
        methods[path]
    }

    /// Returns a service with the methods of both; the other's where both have one.
    public func merging(_ other: Service) -> Service {
        var merged = self
        merged.methods.merge(other.methods) { $1 }
        return merged
    }
}
