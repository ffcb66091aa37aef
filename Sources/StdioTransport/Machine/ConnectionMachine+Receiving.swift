internal import Connections
internal import PulumiProtocol
internal import RPC

/// The receiving side: frames that arrive.
extension ConnectionMachine {
    /// Takes bytes that were read; after a protocol error they are ignored.
    mutating func receive(_ bytes: RawSpan, now: Moment, _ actions: inout [Action]) {
        if case .broken = phase { return }
        do throws(ProtocolViolation) {
            var position = 0
            while let piece = try decoder.next(in: bytes, from: &position) {
                try receive(piece, in: bytes, now, &actions)
            }
        } catch {
            fail(error, &actions)
        }
    }

    /// Ends all calls because the other end closed its stream.
    ///
    /// - Parameters:
    ///   - reason: The failure of the calls of ours that are still open.
    ///   - actions: Receives the actions that end them.
    mutating func endInput(_ reason: StatusError, _ actions: inout [Action]) {
        if takesCalls {
            do throws(ProtocolViolation) {
                try decoder.endOfInput()
            } catch {
                fail(error, &actions)
            }
        }
        endCalls(.ended, &actions)
        refuseCalls(reason, &actions)
    }

    /// Sends GOAWAY because this end wants to stop; its open calls go on until the other end closes its stream.
    mutating func goAway() {
        guard !outputIsClosed else { return }
        refusal = refusal ?? StatusError(.unavailable, "this \(role.name) has ended the connection")
        outbox.append(.goAway, call: 0, GoAway.payload(lastCall: lastInboundCall))
    }

    /// Ends the connection because of what the other end sent.
    private mutating func fail(_ violation: ProtocolViolation, _ actions: inout [Action]) {
        endCalls(.broken(violation), &actions)
        phase = .broken(violation)
        let status = StatusError(.internal, violation.description)
        if !outputIsClosed {
            outbox.append(.goAway, call: 0, GoAway.payload(lastCall: lastInboundCall, status))
        }
        let reason = "the \(role.peer.name) broke the protocol: \(violation.description)"
        refuseCalls(StatusError(.unavailable, reason), &actions)
    }

    private mutating func receive(
        _ piece: FrameDecoder.Piece,
        in bytes: RawSpan,
        _ now: Moment,
        _ actions: inout [Action]
    ) throws(ProtocolViolation) {
        let header = piece.header
        if header.type == .message {
            guard header.flags.isSuperset(of: .endMessage) || !header.flags.contains(.end) else {
                throw ProtocolViolation(saw: "a MESSAGE with END but not END_MESSAGE", offset: piece.offset)
            }
            return role.opens(header.call)
                ? receiveAnswer(piece, in: bytes, &actions) : receiveRequest(piece, in: bytes, &actions)
        }
        if header.type.isExtension { return }
        try check(piece)
        if piece.isFirst { gathered.removeAll(keepingCapacity: true) }
        gathered.append(bytes, piece.payload)
        guard piece.isLast else { return }
        switch header.type {
        case .call: try receiveCall(gathered, piece, now: now)
        case .status: receiveStatus(gathered, call: header.call, &actions)
        case .cancel: receiveCancel(call: header.call, &actions)
        case .ping: if !outputIsClosed { outbox.append(.pong, call: 0, gathered) }
        case .pong: receivePong(gathered, &actions)
        default: receiveGoAway(gathered, &actions)
        }
    }

    /// Refuses a frame that its header shows to be wrong.
    private func check(_ piece: FrameDecoder.Piece) throws(ProtocolViolation) {
        guard piece.isFirst else { return }
        let header = piece.header
        guard header.type.isKnown else {
            let type = header.type.rawValue.hexadecimal
            throw ProtocolViolation(saw: "a frame of the unknown type 0x\(type)", offset: piece.offset)
        }
        guard header.type.isOfConnection == (header.call == 0) || header.type == .cancel || header.type == .status
        else {
            throw ProtocolViolation(
                saw: "a frame of type \(header.type.rawValue) for call \(header.call)",
                offset: piece.offset
            )
        }
        guard header.length == 8 || (header.type != .ping && header.type != .pong) else {
            throw ProtocolViolation(saw: "a PING or PONG of \(header.length) bytes instead of 8", offset: piece.offset)
        }
    }
}
