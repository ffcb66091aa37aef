/// The facts about one call that a callee gets besides the request.
public struct CallContext: Sendable {
    /// The gRPC path, such as `/pulumirpc.ResourceProvider/Check`.
    public var method: String
    /// The end of the call's time; `nil` if it has no limit.
    ///
    /// The transport cancels the handler's task then.
    public var deadline: ContinuousClock.Instant?
    /// Lower-case keys, such as `traceparent`.
    public var metadata: [String: String]
    /// The way to the addresses that the request names.
    public var dialler: any Dialler

    /// A context from its parts.
    public init(
        method: String,
        deadline: ContinuousClock.Instant? = nil,
        metadata: [String: String] = [:],
        dialler: any Dialler = NoDialler()
    ) {
        self.method = method
        self.deadline = deadline
        self.metadata = metadata
        self.dialler = dialler
    }
}
