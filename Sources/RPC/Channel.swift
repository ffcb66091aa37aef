/// The caller's end of a connection, whichever transport carries it.
public protocol Channel: Sendable {
    /// The address at which the callee reaches the services that this end serves, as requests give it.
    var callbackAddress: String { get }

    /// Sends one unary call and waits for its answer.
    ///
    /// Cancelling the surrounding task cancels the call at the callee.
    ///
    /// - Parameters:
    ///   - method: The gRPC path, such as `/pulumirpc.ResourceMonitor/RegisterResource`.
    ///   - request: The encoded request.
    ///   - timeout: The time that the callee has; `nil` for no limit.
    ///   - metadata: Values by lower-case key.
    /// - Returns: The encoded response.
    /// - Throws: ``StatusError`` with the callee's status, `DEADLINE_EXCEEDED`, or `UNAVAILABLE` if the connection
    ///   ended; `CancellationError` if the task was cancelled.
    func call(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String]
    ) async throws -> [UInt8]

    /// Sends one call that is answered by any number of messages, such as `/pulumirpc.ResourceProvider/List`.
    ///
    /// Ending the iteration early, or cancelling its task, cancels the call at the callee.
    ///
    /// - Returns: The encoded messages as they arrive; it throws what ``call(_:_:timeout:metadata:)`` throws.
    func stream(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String]
    ) -> AsyncThrowingStream<[UInt8], any Error>
}

extension Channel {
    /// Sends one unary call without a deadline or metadata.
    public func call(_ method: String, _ request: [UInt8]) async throws -> [UInt8] {
        try await call(method, request, timeout: nil, metadata: [:])
    }

    /// Sends one call with any number of answers, without a deadline or metadata.
    public func stream(_ method: String, _ request: [UInt8]) -> AsyncThrowingStream<[UInt8], any Error> {
        stream(method, request, timeout: nil, metadata: [:])
    }

    /// Refuses the call, for channels that carry only unary calls.
    public func stream(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String]
    ) -> AsyncThrowingStream<[UInt8], any Error> {
        AsyncThrowingStream { throw StatusError(.unimplemented, "\(method): this channel carries only unary calls") }
    }
}
