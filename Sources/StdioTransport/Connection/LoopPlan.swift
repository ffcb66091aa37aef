internal import RPC

extension StdioConnection {
    /// What the loop does next.
    enum LoopPlan {
        /// End.
        case over
        /// Close the output: all has been said.
        case closeOutput
        /// Treat the input as if it had ended.
        case abandonInput
        /// Say that the handlers have had their time.
        case tellOverdue
        /// Look at the input, then write.
        case goOn
        /// Sleep until something happens, at most until then.
        case sleep(until: Moment?)
    }

    /// What the loop knows and the state does not.
    struct LoopView {
        let now: Moment
        let inputIsOpen: Bool
        let outputIsOpen: Bool
        /// Whether the output took no more bytes when it was last tried.
        let outputIsFull: Bool
        /// Whether a batch has been taken from the machine and not been written in whole.
        let hasUnwritten: Bool
    }
}

extension StdioConnection.State {
    /// What the loop does next, after everything that is due has been ended.
    mutating func plan(
        _ view: StdioConnection.LoopView,
        _ actions: inout [StdioConnection.Machine.Action]
    ) -> StdioConnection.LoopPlan {
        machine.expire(now: view.now, &actions)
        if !machine.takesCalls, graceEnds == nil { graceEnds = view.now + machine.limits.handlerGrace }
        let hasWork = view.outputIsOpen && (view.hasUnwritten || !machine.outbox.isEmpty)
        if handlersAreDone, !hasWork {
            if machine.role == .plugin || !view.inputIsOpen || isAbandoned { return .over }
            if view.outputIsOpen { return .closeOutput }
        }
        if isAbandoned, view.inputIsOpen { return .abandonInput }
        if hasWork, !view.outputIsFull { return .goOn }
        if let graceEnds, graceEnds <= view.now, !isOverdue {
            isOverdue = true
            return .tellOverdue
        }
        loopIsAwake = false
        loopAwaitsOutput = hasWork
        loopWakes = [machine.earliestDeadline, isOverdue ? nil : graceEnds].compactMap(\.self).min()
        return .sleep(until: loopWakes)
    }
}
