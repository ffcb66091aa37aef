/// The caller's end of a connection, whichever transport carries it.
public protocol Channel: Sendable {
    /// Sends one unary call and waits for its answer.
    ///
    /// Cancelling the surrounding task cancels the call at the callee.
    ///
    /// - Parameters:
    ///   - method: The gRPC path, such as `/pulumirpc.ResourceMonitor/RegisterResource`.
    ///   - request: The encoded request.
    ///   - timeout: The time that the callee has; `nil` for no limit.
    ///   - metadata: Lower-case keys.
    /// - Returns: The encoded response.
    /// - Throws: ``StatusError`` with the callee's status, `DEADLINE_EXCEEDED`, or `UNAVAILABLE` if the connection
    ///   ended; `CancellationError` if the task was cancelled.
    func call(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String]
    ) async throws -> [UInt8]
}

extension Channel {
    /// Sends one unary call without a deadline or metadata.
    public func call(_ method: String, _ request: [UInt8]) async throws -> [UInt8] {
        try await call(method, request, timeout: nil, metadata: [:])
    }
}
