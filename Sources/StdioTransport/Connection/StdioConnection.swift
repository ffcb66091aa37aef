public import RPC
internal import Synchronization

/// One end of a connection over two file descriptors, which carries calls both ways at once.
///
/// It is a channel from the start; what is called before ``run(serving:)`` leaves when that begins. One thread reads,
/// writes and keeps time; handlers run in a task group that ``run(serving:)`` owns.
public final class StdioConnection: Channel {
    /// How a connection ended.
    public struct Ending: Sendable {
        /// What a process exits with whose purpose this connection was: 0, 1 if calls were cut off, 2 after a protocol
        /// error.
        public let exitStatus: Int32
        /// What the other end sent that is not allowed.
        public let violation: ProtocolViolation?
    }

    typealias Machine = ConnectionMachine<Caller>

    /// Who waits for the outcome of a call of ours.
    enum Caller: Sendable {
        case unary(CheckedContinuation<[UInt8], any Error>)
        case stream(AsyncThrowingStream<[UInt8], any Error>.Continuation)
    }

    /// All that the loop's thread and the callers' tasks share.
    struct State {
        var machine: Machine
        /// Whether the loop will look at the machine again before it sleeps.
        var loopIsAwake = true
        /// Whether the loop, while it sleeps, waits for room in the output.
        var loopAwaitsOutput = false
        /// When the loop wakes by itself.
        var loopWakes: Moment?
        /// Calls whose handlers have not been started.
        var requests: [(Machine.InboundRequest, HandlerTask)] = []
        var requestWaiter: CheckedContinuation<Void, Never>?
        var handlers: [UInt32: HandlerTask] = [:]
        var senders: [UInt32: CheckedContinuation<Void, Never>] = [:]
        /// Set when no handler runs and none will be started.
        var handlersAreDone = false
        /// When the handlers have had their time; `nil` while the other end is there.
        var graceEnds: Moment?
        /// Set when it has been told that handlers are running after that.
        var isOverdue = false
        /// Set when the input is not worth waiting for any longer.
        var isAbandoned = false
    }

    /// Something to do once the lock is released.
    enum Effect {
        case resume(CheckedContinuation<Void, Never>)
        case cancel(HandlerTask)
        case deliver([UInt8], Caller)
        case finish(Caller, Result<[UInt8], StatusError>)
    }

    private let state: Mutex<State>
    let wakeUp: WakeUp
    let input: CInt
    let output: CInt
    /// Says why the other end closed its stream; may take a while, because nothing else is left to do.
    let explainEnd: @Sendable () -> String
    /// Called from the loop's thread when handlers are still running ``ConnectionLimits/handlerGrace`` after the other
    /// end went away.
    let handlersAreOverdue: @Sendable () -> Void

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
        state = Mutex(State(machine: Machine(role: role, limits: limits)))
        wakeUp = try WakeUp()
        self.input = input
        self.output = output
        self.explainEnd = explainEnd
        self.handlersAreOverdue = handlersAreOverdue
    }

    /// Carries calls until the other end goes away or ``close()`` is called, and every handler has returned.
    ///
    /// Call it once. Cancelling its task cancels the handlers but does not end the connection.
    public func run(serving service: Service) async -> Ending {
        let loopEnd = LoopEnd()
        IOLoop.start(for: self, ending: loopEnd)
        await withDiscardingTaskGroup { group in
            while let requests = await nextRequests() {
                for (request, task) in requests {
                    group.addTask { await task.run { await self.handle(request, service) } }
                }
            }
        }
        update(wakingLoop: true) { state, _ in state.handlersAreDone = true }
        await loopEnd.wait()
        return state.withLock { state in
            if case .broken(let violation) = state.machine.phase {
                return Ending(exitStatus: state.machine.exitStatus, violation: violation)
            }
            return Ending(exitStatus: state.machine.exitStatus, violation: nil)
        }
    }

    /// Says GOAWAY, takes no more calls, cancels the handlers that run, and closes the output once all has been written.
    public func close() {
        update(wakingLoop: true) { state, actions in
            state.machine.goAway()
            state.machine.endCalls(.ended, &actions)
        }
    }

    /// Stops waiting for the other end to close its stream.
    func abandon() {
        update(wakingLoop: true) { state, _ in state.isAbandoned = true }
    }

    /// Changes the state under the lock, then does what follows from it.
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
                if !state.loopIsAwake, wakingLoop || state.loopIsNeeded {
                    state.loopIsAwake = true
                    wakes = true
                }
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
