internal import Connections
internal import PulumiProtocol
internal import RPC

/// The calling side: calls of ours.
extension ConnectionMachine {
    /// Opens a call of ours.
    ///
    /// - Parameters:
    ///   - method: The full name of the method.
    ///   - request: The encoded request.
    ///   - timeout: The time until the deadline; `nil` if there is none.
    ///   - metadata: The metadata to send.
    ///   - streams: Whether its answer may be any number of messages.
    ///   - caller: Receives the answer.
    ///   - now: The present moment.
    /// - Returns: Its id.
    /// - Throws: ``StatusError`` if the connection takes no more calls or the time is already over.
    mutating func open(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String],
        streams: Bool,
        caller: Caller,
        now: Moment
    ) throws(StatusError) -> UInt32 {
        if let refusal { throw refusal }
        if outputIsClosed { throw StatusError(.unavailable, "the connection to the \(role.peer.name) is closed") }
        guard nextCall < .max - 1 else {
            throw StatusError(.unavailable, "the connection has used up its 2147483647 call ids; open another one")
        }
        let payload = try callPayload(method, timeout, metadata)
        let call = nextCall
        nextCall += 2
        let deadline = timeout.map { now + $0 }
        outbound[call] = OutboundCall(caller: caller, method: method, streams: streams, deadline: deadline)
        note(deadline)
        outbox.append(.call, call: call, payload)
        outbox.append(message: request, call: call, flags: .last)
        return call
    }

    private func callPayload(
        _ method: String,
        _ timeout: Duration?,
        _ metadata: [String: String]
    ) throws(StatusError) -> [UInt8] {
        var envelope = Call(method: method, metadata: metadata)
        if let timeout {
            guard timeout > .zero else { throw deadlineExceeded(method) }
            envelope.timeoutMs = UInt32(clamping: timeout.milliseconds)
        }
        guard let payload = try? envelope.encoded(), payload.count <= FrameHeader.maximumPayload else {
            throw StatusError(.invalidArgument, "\(method): method and metadata are larger than a frame")
        }
        return payload
    }

    /// Gives up a call of ours: the callee is asked to stop, and frames that still arrive for it are ignored.
    ///
    /// - Returns: The caller to notify; `nil` if the call is already over.
    mutating func abandon(call: UInt32) -> Caller? {
        guard let entry = outbound.removeValue(forKey: call) else { return nil }
        outbox.drop(call: call)
        if !outputIsClosed { outbox.append(.cancel, call: call, EmptyCollection()) }
        return entry.caller
    }

    /// Sends a PING.
    ///
    /// - Throws: ``StatusError`` if the connection is over.
    mutating func ping(_ caller: Caller, now: Moment) throws(StatusError) {
        if let refusal { throw refusal }
        pingCount += 1
        let payload = (0..<8).map { UInt8(truncatingIfNeeded: pingCount >> (56 - 8 * $0)) }
        pings[payload] = (caller, now + limits.pongTimeout)
        note(now + limits.pongTimeout)
        outbox.append(.ping, call: 0, payload)
    }

    /// Ends every call of ours and refuses new ones, with the same failure.
    mutating func refuseCalls(_ reason: StatusError, _ actions: inout [Action]) {
        refusal = refusal ?? reason
        for (call, entry) in outbound {
            outbox.drop(call: call)
            actions.append(.finish(entry.caller, .failure(reason)))
        }
        outbound = [:]
        for ping in pings.values { actions.append(.finish(ping.caller, .failure(reason))) }
        pings = [:]
    }

    /// Takes a piece of an answer.
    mutating func receiveAnswer(_ piece: FrameDecoder.Piece, in bytes: RawSpan, _ actions: inout [Action]) {
        let call = piece.header.call
        guard let at = outbound.index(forKey: call) else { return }
        guard outbound.values[at].message.count + piece.payload.count <= limits.maximumMessage else {
            let reason = "\(outbound.values[at].method): the answer is larger than \(limits.maximumMessage) bytes"
            guard let caller = abandon(call: call) else { return }
            actions.append(.finish(caller, .failure(StatusError(.resourceExhausted, reason))))
            return
        }
        outbound.values[at].message.append(bytes, piece.payload, of: piece.header, limit: limits.maximumMessage)
        guard piece.isLast, piece.header.flags.contains(.endMessage) else { return }
        let isOver = piece.header.flags.contains(.end)
        let caller = outbound.values[at].caller
        let message = outbound.values[at].message
        outbound.values[at].message = []
        if outbound.values[at].streams {
            actions.append(.deliver(message, caller))
            if isOver { actions.append(.finish(caller, .success([]))) }
        } else if isOver {
            actions.append(.finish(caller, .success(message)))
        } else {
            outbound.values[at].answer = message
        }
        if isOver { outbound.remove(at: at) }
    }

    /// Takes the payload of a STATUS frame.
    mutating func receiveStatus(_ payload: [UInt8], call: UInt32, _ actions: inout [Action]) {
        guard let entry = outbound.removeValue(forKey: call) else { return }
        outbox.drop(call: call)
        let status =
            StatusError(payload: payload)
            ?? StatusError(.internal, "\(entry.method): the \(role.peer.name) sent a status that does not decode")
        guard status.code == .ok else {
            return actions.append(.finish(entry.caller, .failure(status)))
        }
        if entry.streams || entry.answer != nil {
            actions.append(.finish(entry.caller, .success(entry.answer ?? [])))
        } else {
            let reason = "\(entry.method): the \(role.peer.name) ended the call without an answer"
            actions.append(.finish(entry.caller, .failure(StatusError(.internal, reason))))
        }
    }

    /// Takes the payload of a PONG; one that nobody waits for is ignored.
    mutating func receivePong(_ payload: [UInt8], _ actions: inout [Action]) {
        guard let ping = pings.removeValue(forKey: payload) else { return }
        actions.append(.finish(ping.caller, .success([])))
    }

    /// Takes the payload of a GOAWAY and ends the calls that the other end did not take.
    mutating func receiveGoAway(_ payload: [UInt8], _ actions: inout [Action]) {
        let envelope = (try? GoAway(decoding: payload)) ?? GoAway()
        let why = envelope.reason.map { ": \($0.message)" } ?? ""
        let reason = StatusError(.unavailable, "the \(role.peer.name) ended the connection\(why)")
        refusal = refusal ?? reason
        for (call, entry) in outbound where call > envelope.lastCall {
            outbound[call] = nil
            outbox.drop(call: call)
            actions.append(.finish(entry.caller, .failure(reason)))
        }
        if role == .plugin { endCalls(.ended, &actions) }
    }
}
