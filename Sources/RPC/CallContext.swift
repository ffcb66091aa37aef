/// What a callee knows of one call besides its request.
public struct CallContext: Sendable {
    /// The gRPC path, such as `/pulumirpc.ResourceProvider/Check`.
    public var method: String
    /// When the call's time runs out; `nil` if it has no limit.
    ///
    /// The transport cancels the handler's task then.
    public var deadline: ContinuousClock.Instant?
    /// Lower-case keys, such as `traceparent`.
    public var metadata: [String: String]
    /// The connection that carried the call, where the callee can call back over it; otherwise `nil`.
    public var channel: (any Channel)?

    /// A context from its parts.
    public init(
        method: String,
        deadline: ContinuousClock.Instant? = nil,
        metadata: [String: String] = [:],
        channel: (any Channel)? = nil
    ) {
        self.method = method
        self.deadline = deadline
        self.metadata = metadata
        self.channel = channel
    }
}
