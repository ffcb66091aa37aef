internal import Connections
internal import PulumiProtocol
internal import RPC

/// The serving side: calls of the other end.
extension ConnectionMachine {
    /// Sends one of the messages of a streaming answer.
    ///
    /// - Returns: Whether the handler has to wait for ``Action/proceed(call:)`` before it sends another one.
    /// - Throws: `CANCELLED` if nobody waits for the call's answer any more.
    mutating func send(_ message: [UInt8], call: UInt32) throws(StatusError) -> Bool {
        guard inbound[call]?.progress == .running, !outputIsClosed else {
            throw StatusError(.cancelled, "the \(role.peer.name) does not wait for this answer any more")
        }
        outbox.append(message: message, call: call, flags: [])
        guard mustWait(call: call) else { return false }
        waitingCalls.insert(call)
        return true
    }

    /// Ends a call whose handler has returned; does nothing if it was ended before, such as by its deadline.
    ///
    /// - Parameters:
    ///   - outcome: The answer, `nil` after a streaming answer; or the failure.
    ///   - call: The id of the call.
    mutating func answer(_ outcome: Result<[UInt8]?, StatusError>, call: UInt32) {
        guard var entry = inbound.removeValue(forKey: call) else { return }
        waitingCalls.remove(call)
        guard !outputIsClosed else { return }
        switch outcome {
        case .success(let message?):
            outbox.append(message: message, call: call, flags: .last)
            if message.count > Outbox.smallMessage {
                entry.request = []
                entry.progress = .answering
                inbound[call] = entry
            }
        case .success(nil):
            outbox.append(.status, call: call, EmptyCollection())
        case .failure(let status):
            refuse(call, status)
        }
    }

    /// Ends a call with a status and drops the rest of its answer.
    private mutating func refuse(_ call: UInt32, _ status: StatusError) {
        outbox.drop(call: call)
        var payload = status.payload()
        if payload.count > FrameHeader.maximumPayload {
            let short = StatusError(status.code, String(status.message.prefix(1000)) + "… (details dropped: too large)")
            payload = short.payload()
        }
        outbox.append(.status, call: call, payload)
    }

    /// Takes the payload of a CALL frame.
    ///
    /// - Throws: ``ProtocolViolation`` if the call's id is not a new one of the other end's.
    mutating func receiveCall(
        _ payload: [UInt8],
        _ piece: FrameDecoder.Piece,
        now: Moment
    ) throws(ProtocolViolation) {
        let call = piece.header.call
        guard role.peer.opens(call) else {
            throw ProtocolViolation(
                saw: "the \(role.peer.name) opened call \(call), an id of ours",
                offset: piece.offset
            )
        }
        guard call > lastInboundCall else {
            throw ProtocolViolation(
                saw: "call \(call) was opened after call \(lastInboundCall); ids must grow",
                offset: piece.offset
            )
        }
        lastInboundCall = call
        guard takesCalls else {
            return refuse(call, StatusError(.unavailable, "this \(role.name) is ending and takes no new calls"))
        }
        guard inbound.count < limits.maximumOpenCalls else {
            let reason = "\(limits.maximumOpenCalls) calls are open already; wait for answers before calling again"
            return refuse(call, StatusError(.resourceExhausted, reason))
        }
        guard let envelope = try? Call(decoding: payload) else {
            return refuse(call, StatusError(.invalidArgument, "the CALL frame of call \(call) does not decode"))
        }
        let timeout = envelope.timeoutMs
        let deadline = timeout == 0 ? nil : now + .milliseconds(Int(timeout))
        inbound[call] = InboundCall(method: envelope.method, deadline: deadline, metadata: envelope.metadata)
        note(deadline)
    }

    /// Takes a piece of a request.
    mutating func receiveRequest(_ piece: FrameDecoder.Piece, in bytes: RawSpan, _ actions: inout [Action]) {
        let call = piece.header.call
        guard let at = inbound.index(forKey: call), inbound.values[at].progress == .receiving else { return }
        guard inbound.values[at].request.count + piece.payload.count <= limits.maximumMessage else {
            let method = inbound.remove(at: at).value.method
            let reason = "\(method): the request is larger than \(limits.maximumMessage) bytes"
            return refuse(call, StatusError(.resourceExhausted, reason))
        }
        inbound.values[at].request.append(bytes, piece.payload, of: piece.header, limit: limits.maximumMessage)
        guard piece.isLast, piece.header.flags.contains(.endMessage) else { return }
        inbound.values[at].progress = .running
        let entry = inbound.values[at]
        inbound.values[at].request = []
        let request = InboundRequest(
            call: call,
            method: entry.method,
            deadline: entry.deadline,
            metadata: entry.metadata,
            request: entry.request
        )
        actions.append(.start(request))
    }

    /// Takes a CANCEL frame.
    mutating func receiveCancel(call: UInt32, _ actions: inout [Action]) {
        let cancelled = StatusError(.cancelled, "the call was cancelled by the \(role.peer.name)")
        switch inbound[call]?.progress {
        case nil: return
        case .running: actions.append(.stop(call: call))
        case .receiving, .answering:
            inbound[call] = nil
            refuse(call, cancelled)
        }
    }

    /// Stops taking calls and cancels those that are open.
    mutating func endCalls(_ newPhase: Phase, _ actions: inout [Action]) {
        guard takesCalls else { return }
        phase = newPhase
        hadOpenCalls = inbound.values.contains { $0.progress != .answering }
        for (call, entry) in inbound {
            switch entry.progress {
            case .receiving:
                inbound[call] = nil
                refuse(call, StatusError(.cancelled, "this \(role.name) is ending"))
            case .running: actions.append(.stop(call: call))
            case .answering: continue
            }
        }
    }
}
