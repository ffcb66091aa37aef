internal import Connections
internal import RPC

/// Calls and PINGs whose time runs out.
extension ConnectionMachine {
    /// Moves ``earliestDeadline`` forward if this deadline comes before it.
    mutating func note(_ deadline: Moment?) {
        guard let deadline else { return }
        earliestDeadline = earliestDeadline.map { min($0, deadline) } ?? deadline
    }

    /// Ends the calls and PINGs whose deadline is not after `now`.
    ///
    /// The deadlines of calls that are over leave ``earliestDeadline`` only here: one look at all open calls for the
    /// first of them that would have been due, nothing for each.
    mutating func expire(now: Moment, _ actions: inout [Action]) {
        guard let earliest = earliestDeadline, earliest <= now else { return }
        earliestDeadline = nil
        for (call, entry) in inbound {
            guard let deadline = entry.deadline, entry.progress != .answering else { continue }
            guard deadline <= now else {
                note(deadline)
                continue
            }
            if entry.progress != .receiving { actions.append(.stop(call: call)) }
            answer(.failure(deadlineExceeded(entry.method)), call: call)
        }
        for (call, entry) in outbound {
            guard let deadline = entry.deadline else { continue }
            guard deadline <= now else {
                note(deadline)
                continue
            }
            _ = abandon(call: call)
            actions.append(.finish(entry.caller, .failure(deadlineExceeded(entry.method))))
        }
        for (payload, ping) in pings {
            guard ping.deadline <= now else {
                note(ping.deadline)
                continue
            }
            pings[payload] = nil
            let reason = "the \(role.peer.name) did not answer a PING within \(limits.pongTimeout)"
            actions.append(.finish(ping.caller, .failure(StatusError(.deadlineExceeded, reason))))
        }
    }

    /// The failure of a call whose deadline has passed.
    func deadlineExceeded(_ method: String) -> StatusError {
        StatusError(.deadlineExceeded, "\(method): the call's time ran out")
    }
}
