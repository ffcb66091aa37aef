internal import Connections
public import RPC

extension StdioConnection {
    /// Waits for calls whose handlers are to be started.
    ///
    /// - Returns: The calls, or `nil` when none will come any more.
    func nextRequests() async -> [(Machine.InboundRequest, HandlerTask)]? {
        while true {
            let (requests, isOver) = update { state, _ in
                defer { state.requests = [] }
                return (state.requests, !state.machine.takesCalls)
            }
            if !requests.isEmpty { return requests }
            if isOver { return nil }
            await withCheckedContinuation { continuation in
                update { state, _ in state.requestWaiter = continuation }
            }
        }
    }

    /// Answers one call.
    func handle(_ request: Machine.InboundRequest, _ service: Service) async {
        let outcome: Result<[UInt8]?, StatusError>
        do {
            outcome = .success(try await answer(request, service))
        } catch {
            outcome = .failure(Self.status(of: error, method: request.method))
        }
        update { state, _ in
            state.handlers[request.call] = nil
            state.machine.answer(outcome, call: request.call)
        }
    }

    private func answer(_ request: Machine.InboundRequest, _ service: Service) async throws -> [UInt8]? {
        let context = CallContext(
            method: request.method,
            deadline: request.deadline.map { .now + ($0 - .now) },
            metadata: request.metadata,
            dialler: self
        )
        switch service.method(request.method) {
        case .unary(let handler):
            return try await handler(request.request, context)
        case .serverStreaming(let handler):
            try await handler(request.request, context) { message in
                try await self.send(message, call: request.call)
            }
            return nil
        case nil:
            throw StatusError(.unimplemented, "this end serves no method \(request.method)")
        }
    }

    /// Sends one message of a streaming answer; waits while the outbox is over its bound.
    private func send(_ message: [UInt8], call: UInt32) async throws {
        try Task.checkCancellation()
        let mustWait = try update { state, _ throws(StatusError) in try state.machine.send(message, call: call) }
        guard mustWait else { return }
        await withCheckedContinuation { continuation in
            update { state, actions in
                state.senders[call] = continuation
                // The outbox may have drained, or the call ended, between the two locks.
                if !state.machine.waitingCalls.contains(call) { actions.append(.proceed(call: call)) }
            }
        }
    }

    private static func status(of error: any Error, method: String) -> StatusError {
        switch error {
        case let status as StatusError where status.code != .ok: status
        case is CancellationError: StatusError(.cancelled, "\(method): the call was cancelled")
        default: StatusError(.internal, "\(method): \(String(explaining: error))")
        }
    }
}

extension StdioConnection: Dialler {
    /// The address that stands for the connection which carries the request.
    public static let address = "stdio:"

    /// The connection itself, on which the other end calls back.
    public var callbackAddress: String { Self.address }

    /// Returns the connection itself, if that is the address.
    ///
    /// - Throws: ``StatusError`` with `FAILED_PRECONDITION` for every other address.
    public func channel(to address: String) async throws(StatusError) -> any Channel {
        guard address == Self.address else {
            throw StatusError(
                .failedPrecondition,
                """
                cannot call the engine back at "\(address)": this build speaks the stdio protocol only; \
                start the provider with --stdio from an engine that names its monitor "\(Self.address)"
                """
            )
        }
        return self
    }
}

extension StdioConnection.State {
    /// Carries out the part of an action that concerns the state; the rest becomes an effect.
    mutating func resolve(_ action: StdioConnection.Machine.Action, _ effects: inout [StdioConnection.Effect]) {
        switch action {
        case .start(let request):
            let task = HandlerTask()
            handlers[request.call] = task
            requests.append((request, task))
        case .stop(let call):
            if let task = handlers[call] { effects.append(.cancel(task)) }
            if let sender = senders.removeValue(forKey: call) { effects.append(.resume(sender)) }
        case .proceed(let call):
            if let sender = senders.removeValue(forKey: call) { effects.append(.resume(sender)) }
        case .deliver(let message, let caller):
            effects.append(.deliver(message, caller))
        case .finish(let caller, let outcome):
            effects.append(.finish(caller, outcome))
        }
    }
}
