internal import Connections
internal import RPC

/// The protocol state of one end of a connection: it takes events and returns the actions that follow from them.
///
/// It does no I/O, holds no task and reads no clock.
///
/// `Caller` is the adapter's record of one of its own calls; the machine hands it back with the call's outcome.
struct ConnectionMachine<Caller: Sendable>: Sendable {
    /// A step that the adapter takes; actions are carried out in order.
    enum Action: Sendable {
        /// Start the handler of a call whose request is complete.
        case start(InboundRequest)
        /// Cancel the handler of a call.
        case stop(call: UInt32)
        /// Resume a handler that ``ConnectionMachine/send(_:call:)`` made wait.
        case proceed(call: UInt32)
        /// Give one message of a streaming answer to its caller.
        case deliver([UInt8], Caller)
        /// Give the caller the outcome of its call: the answer (no bytes for a streaming call) or the failure.
        case finish(Caller, Result<[UInt8], StatusError>)
    }

    /// A call of the other end, ready to be handled.
    struct InboundRequest: Sendable {
        let call: UInt32
        let method: String
        let deadline: Moment?
        let metadata: [String: String]
        let request: [UInt8]
    }

    /// The stage of the connection's life.
    enum Phase: Sendable {
        /// The other end may open calls.
        case open
        /// The other end said GOAWAY or closed its stream.
        case ended
        /// The other end broke the protocol.
        case broken(ProtocolViolation)
    }

    /// A call of ours.
    struct OutboundCall: Sendable {
        let caller: Caller
        let method: String
        let streams: Bool
        let deadline: Moment?
        var message: [UInt8] = []
        var answer: [UInt8]?
    }

    /// A call of the other end.
    struct InboundCall: Sendable {
        enum Progress: Hashable, Sendable {
            /// Its request has not arrived in whole.
            case receiving
            /// Its handler runs.
            case running
            /// Its answer leaves.
            case answering
        }

        let method: String
        let deadline: Moment?
        let metadata: [String: String]
        var request: [UInt8] = []
        var progress = Progress.receiving
    }

    let role: ConnectionRole
    let limits: ConnectionLimits
    var decoder = FrameDecoder()
    var outbox: Outbox
    var phase = Phase.open
    /// Indicates whether any call of the other end was open when ``phase`` left `open`.
    var hadOpenCalls = false
    var outbound: [UInt32: OutboundCall] = [:]
    var inbound: [UInt32: InboundCall] = [:]
    var nextCall: UInt32
    var lastInboundCall: UInt32 = 0
    /// The reason why no more calls of ours can be opened; `nil` while they can.
    var refusal: StatusError?
    /// PINGs of ours that have no PONG yet, by their payload.
    var pings: [[UInt8]: (caller: Caller, deadline: Moment)] = [:]
    var pingCount: UInt64 = 0
    /// Not later than the first deadline of any open call.
    var earliestDeadline: Moment?
    /// The payload of a frame that did not lie in one buffer.
    var gathered: [UInt8] = []
    /// Calls whose handlers wait for the outbox.
    var waitingCalls: Set<UInt32> = []
    var outputIsClosed = false

    /// A connection at its start, with the preface ready to be written.
    init(role: ConnectionRole, limits: ConnectionLimits = ConnectionLimits()) {
        self.role = role
        self.limits = limits
        nextCall = role.firstCall
        outbox = Outbox(pieceSize: min(limits.pieceSize, FrameHeader.maximumPayload))
        outbox.append(raw: Preface.bytes)
    }

    /// Indicates whether the other end may still open calls.
    var takesCalls: Bool {
        if case .open = phase { true } else { false }
    }

    /// The exit status of a process that served this connection only: 0, 1 if calls were cut off, 2 after a protocol
    /// error.
    var exitStatus: Int32 {
        switch phase {
        case .broken: 2
        case .open, .ended: hadOpenCalls ? 1 : 0
        }
    }
}

// MARK: - Writing

extension ConnectionMachine {
    /// Takes the bytes to write next.
    ///
    /// - Parameters:
    ///   - spare: A buffer whose storage may be used again.
    ///   - actions: Receives the actions that follow from it.
    /// - Returns: The bytes; `nil` if nothing waits.
    mutating func nextBatch(reusing spare: consuming [UInt8] = [], _ actions: inout [Action]) -> OutputBatch? {
        let batch = outbox.next(reusing: spare)
        if let call = batch?.finishedCall, inbound[call]?.progress == .answering {
            inbound[call] = nil
        }
        if !waitingCalls.isEmpty {
            for call in waitingCalls where !mustWait(call: call) {
                waitingCalls.remove(call)
                actions.append(.proceed(call: call))
            }
        }
        return batch?.output
    }

    /// Returns whether a handler that streams should wait before it sends its next message.
    func mustWait(call: UInt32) -> Bool {
        outbox.byteCount > limits.outboxBound || outbox.holdsMessage(of: call)
    }

    /// Notes that nothing can be written any more; a plugin, which cannot answer then, ends.
    mutating func closeOutput(_ actions: inout [Action]) {
        outputIsClosed = true
        outbox.removeAll()
        for (call, entry) in inbound where entry.progress == .answering { inbound[call] = nil }
        for call in waitingCalls { actions.append(.proceed(call: call)) }
        waitingCalls = []
        if role == .plugin { endCalls(.ended, &actions) }
    }
}
