public import Connections
public import RPC
internal import Synchronization

/// One end of a connection over two file descriptors, which carries calls both ways at once.
///
/// It is a channel from the start; calls made before ``run(serving:)`` are sent when that begins. One thread reads,
/// writes and keeps time; handlers run in a task group that ``run(serving:)`` owns.
public final class StdioConnection: Channel {
    /// The result of a connection that has ended.
    public struct Ending: Sendable {
        /// The exit status of a process that served this connection only: 0, 1 if calls were cut off, 2 after a
        /// protocol error.
        public let exitStatus: Int32
        /// The protocol error of the other end that ended the connection, if there was one.
        public let violation: ProtocolViolation?
    }

    typealias Machine = ConnectionMachine<Caller>

    /// The task that waits for the outcome of a call of ours.
    enum Caller: Sendable {
        case unary(CheckedContinuation<[UInt8], any Error>)
        case stream(AsyncThrowingStream<[UInt8], any Error>.Continuation)
    }

    /// The state that the loop's thread and the tasks of callers and handlers share.
    struct State {
        var machine: Machine
        var loop: LoopState
        /// Calls whose handlers have not been started.
        var requests: [(Machine.InboundRequest, HandlerTask)] = []
        var requestWaiter: CheckedContinuation<Void, Never>?
        var handlers: [UInt32: HandlerTask] = [:]
        var senders: [UInt32: CheckedContinuation<Void, Never>] = [:]
    }

    /// Something to do once the lock is released.
    enum Effect {
        case resume(CheckedContinuation<Void, Never>)
        case cancel(HandlerTask)
        case deliver([UInt8], Caller)
        case finish(Caller, Result<[UInt8], StatusError>)
    }

    private let state: Mutex<State>
    private let wakeUp: WakeUp
    private let input: CInt
    private let output: CInt
    /// Returns why the other end closed its stream; may take a while, because nothing else is left to do.
    private let explainEnd: @Sendable () -> String
    /// Called from the loop's thread when handlers are still running ``ConnectionLimits/handlerGrace`` after the other
    /// end went away.
    private let handlersAreOverdue: @Sendable () -> Void

    /// A connection that owns two open descriptors; they may be the same socket.
    ///
    /// - Throws: ``DescriptorError`` if the system has no descriptor left.
    public convenience init(
        role: ConnectionRole,
        input: CInt,
        output: CInt,
        limits: ConnectionLimits = ConnectionLimits()
    ) throws(DescriptorError) {
        try self.init(
            role: role,
            input: input,
            output: output,
            limits: limits,
            explainEnd: { "the \(role.peer.name) closed the connection" },
            handlersAreOverdue: {}
        )
    }

    init(
        role: ConnectionRole,
        input: CInt,
        output: CInt,
        limits: ConnectionLimits,
        explainEnd: @escaping @Sendable () -> String,
        handlersAreOverdue: @escaping @Sendable () -> Void
    ) throws(DescriptorError) {
        let loop = LoopState(handlerGrace: limits.handlerGrace, waitsForPeer: role == .host)
        state = Mutex(State(machine: Machine(role: role, limits: limits), loop: loop))
        wakeUp = try WakeUp()
        self.input = input
        self.output = output
        self.explainEnd = explainEnd
        self.handlersAreOverdue = handlersAreOverdue
    }

    /// Carries calls until the other end goes away or ``close()`` is called, and every handler has returned.
    ///
    /// Call it once. Cancelling its task cancels the handlers but does not end the connection.
    ///
    /// - Throws: ``DescriptorError`` if the system has no thread left; all calls fail with the same sentence then.
    public func run(serving service: Service) async throws(DescriptorError) -> Ending {
        let loopEnd = ThreadEnd()
        try startLoop(ending: loopEnd)
        await withDiscardingTaskGroup { group in
            while let requests = await nextRequests() {
                for (request, task) in requests {
                    group.addTask { await task.run { await self.handle(request, service) } }
                }
            }
        }
        update(wakingLoop: true) { state, _ in state.loop.handlersAreDone = true }
        await loopEnd.wait()
        return state.withLock { state in
            if case .broken(let violation) = state.machine.phase {
                return Ending(exitStatus: state.machine.exitStatus, violation: violation)
            }
            return Ending(exitStatus: state.machine.exitStatus, violation: nil)
        }
    }

    /// Sends GOAWAY, takes no more calls, cancels the running handlers, and closes the output once all has been written.
    public func close() {
        update(wakingLoop: true) { state, actions in
            state.machine.goAway()
            state.machine.endCalls(.ended, &actions)
        }
    }

    /// Stops waiting for the other end to close its stream.
    func abandon() {
        update(wakingLoop: true) { state, _ in state.loop.isAbandoned = true }
    }

    /// Changes the state under the lock, then carries out the actions that follow from it.
    @discardableResult
    func update<R, E: Error>(
        wakingLoop: Bool = false,
        _ body: (inout State, inout [Machine.Action]) throws(E) -> sending R
    ) throws(E) -> sending R {
        var effects: [Effect] = []
        var wakes = false
        defer {
            if wakes { wakeUp.signal() }
            for effect in effects { Self.perform(effect) }
        }
        return try state.withLock { state throws(E) in
            var actions: [Machine.Action] = []
            defer {
                for action in actions { state.resolve(action, &effects) }
                if let waiter = state.requestWaiter, !state.requests.isEmpty || !state.machine.takesCalls {
                    state.requestWaiter = nil
                    effects.append(.resume(waiter))
                }
                wakes = state.loop.mustWake(for: state.machine.demand, always: wakingLoop)
            }
            return try body(&state, &actions)
        }
    }

    private static func perform(_ effect: Effect) {
        switch effect {
        case .resume(let waiter): waiter.resume()
        case .cancel(let task): task.cancel()
        case .deliver(let message, .stream(let stream)): stream.yield(message)
        case .deliver: break
        case .finish(.unary(let waiter), let outcome): waiter.resume(with: outcome.mapError { $0 })
        case .finish(.stream(let stream), .success): stream.finish()
        case .finish(.stream(let stream), .failure(let status)): stream.finish(throwing: status)
        }
    }
}

// MARK: - The loop

extension StdioConnection {
    /// Starts the thread that reads and writes; without one, nothing can be called or answered.
    private func startLoop(ending end: ThreadEnd) throws(DescriptorError) {
        do {
            try IOLoop.start(
                serving: LoopSide(connection: self),
                input: input,
                output: output,
                wakeUp: wakeUp,
                ending: end
            )
        } catch {
            update { state, actions in
                state.machine.closeOutput(&actions)
                state.machine.endInput(StatusError(.unavailable, error.description), &actions)
            }
            throw error
        }
    }

    /// The connection as its loop uses it.
    private struct LoopSide: ServedConnection {
        let connection: StdioConnection

        func receive(_ bytes: RawSpan) {
            connection.update { state, actions in
                state.loop.noteAwake()
                state.machine.receive(bytes, now: .now, &actions)
            }
        }

        func nextBatch(reusing spare: consuming [UInt8]) -> OutputBatch? {
            // Taken, not copied: a buffer that somebody else holds could not be used again.
            var spare = Optional(spare)
            return connection.update { state, actions in
                state.loop.noteAwake()
                return state.machine.nextBatch(reusing: spare.take() ?? [], &actions)
            }
        }

        func plan(_ view: LoopView) -> LoopPlan {
            connection.update { state, actions in
                state.machine.expire(now: view.now, &actions)
                return state.loop.plan(view, state.machine.demand)
            }
        }

        func inputEnded() {
            let reason = StatusError(.unavailable, connection.explainEnd())
            connection.update { state, actions in state.machine.endInput(reason, &actions) }
        }

        func outputFailed() {
            connection.update { state, actions in state.machine.closeOutput(&actions) }
        }

        func handlersAreOverdue() {
            connection.handlersAreOverdue()
        }
    }
}

extension ConnectionMachine {
    /// The facts that decide what the loop does.
    fileprivate var demand: MachineDemand {
        MachineDemand(hasOutput: !outbox.isEmpty, takesCalls: takesCalls, deadline: earliestDeadline)
    }
}
