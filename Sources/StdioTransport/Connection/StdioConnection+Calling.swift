internal import Connections
internal import RPC
internal import Synchronization

extension StdioConnection {
    /// The id of the call that a cancellation is for; 0 until the call is open.
    private final class CallIdentity: Sendable {
        let call = Atomic<UInt32>(0)
        let isCancelled = Atomic(false)
    }

    /// Sends one unary call and waits for its answer.
    public func call(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String]
    ) async throws -> [UInt8] {
        let identity = CallIdentity()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                open(.unary(continuation), identity, method, request, timeout, metadata)
            }
        } onCancel: {
            abandon(identity)
        }
    }

    /// Sends one call whose answer is any number of messages.
    ///
    /// Messages that arrive are kept until they are asked for.
    public func stream(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String]
    ) -> AsyncThrowingStream<[UInt8], any Error> {
        let identity = CallIdentity()
        let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        continuation.onTermination = { [self] in
            if case .cancelled = $0 { abandon(identity) }
        }
        open(.stream(continuation), identity, method, request, timeout, metadata)
        return stream
    }

    /// Sends a PING and waits for its PONG.
    ///
    /// - Returns: The time until the answer.
    /// - Throws: ``StatusError`` with `DEADLINE_EXCEEDED` after ``ConnectionLimits/pongTimeout``, or `UNAVAILABLE`.
    public func ping() async throws -> Duration {
        let start = Moment.now
        _ = try await withCheckedThrowingContinuation { continuation in
            let caller = Caller.unary(continuation)
            update { state, actions in
                do throws(StatusError) {
                    try state.machine.ping(caller, now: start)
                } catch {
                    actions.append(.finish(caller, .failure(error)))
                }
            }
        }
        return Moment.now - start
    }

    private func open(
        _ caller: Caller,
        _ identity: CallIdentity,
        _ method: String,
        _ request: [UInt8],
        _ timeout: Duration?,
        _ metadata: [String: String]
    ) {
        let isCancelled = update { state, actions in
            // Read under the lock that `abandon` takes after it has set it: one of the two sees the other.
            guard !identity.isCancelled.load(ordering: .relaxed) else { return true }
            do throws(StatusError) {
                let call = try state.machine.open(
                    method,
                    request,
                    timeout: timeout,
                    metadata: metadata,
                    streams: caller.isStream,
                    caller: caller,
                    now: .now
                )
                identity.call.store(call, ordering: .relaxed)
            } catch {
                actions.append(.finish(caller, .failure(error)))
            }
            return false
        }
        if isCancelled { caller.cancel() }
    }

    private func abandon(_ identity: CallIdentity) {
        let caller = update { state, _ in
            identity.isCancelled.store(true, ordering: .relaxed)
            return state.machine.abandon(call: identity.call.load(ordering: .relaxed))
        }
        caller?.cancel()
    }
}

extension StdioConnection.Caller {
    fileprivate var isStream: Bool {
        if case .stream = self { true } else { false }
    }

    /// Ends the call with the cancellation of the caller's own task.
    fileprivate func cancel() {
        switch self {
        case .unary(let continuation): continuation.resume(throwing: CancellationError())
        case .stream(let continuation): continuation.finish(throwing: CancellationError())
        }
    }
}
