/// The next step of an ``IOLoop``.
public enum LoopPlan: Hashable, Sendable {
    /// Close both descriptors and end.
    case end
    /// Close the output; everything has been written.
    case closeOutput
    /// Close the input without waiting for its end.
    case abandonInput
    /// Call ``ServedConnection/handlersAreOverdue()``.
    case reportOverdue
    /// Read if there is something to read, then write.
    case proceed
    /// Sleep until something happens, at most until the given moment.
    case sleep(until: Moment?)
}

/// The facts that only the loop knows.
public struct LoopView: Hashable, Sendable {
    /// The present.
    public var now: Moment
    /// Indicates whether the input can still be read.
    public var inputIsOpen: Bool
    /// Indicates whether the output can still be written.
    public var outputIsOpen: Bool
    /// Indicates whether the output took no more bytes when it was last tried.
    public var outputIsFull: Bool
    /// Indicates whether a batch has been taken from the connection and not been written in whole.
    public var hasUnwritten: Bool

    /// A view from its parts.
    public init(now: Moment, inputIsOpen: Bool, outputIsOpen: Bool, outputIsFull: Bool, hasUnwritten: Bool) {
        self.now = now
        self.inputIsOpen = inputIsOpen
        self.outputIsOpen = outputIsOpen
        self.outputIsFull = outputIsFull
        self.hasUnwritten = hasUnwritten
    }
}

/// The facts about a connection's protocol machine that decide what the loop does.
public struct MachineDemand: Hashable, Sendable {
    /// Indicates whether bytes wait to be written.
    public var hasOutput: Bool
    /// Indicates whether the other end may still open calls.
    public var takesCalls: Bool
    /// A moment not later than the first deadline; `nil` if there is none.
    public var deadline: Moment?

    /// A demand from its parts.
    public init(hasOutput: Bool, takesCalls: Bool, deadline: Moment? = nil) {
        self.hasOutput = hasOutput
        self.takesCalls = takesCalls
        self.deadline = deadline
    }
}

/// The part of a connection's state that decides when its loop sleeps, wakes and ends.
///
/// It is kept under the connection's lock, because the loop's thread and the tasks of callers and handlers both use it.
public struct LoopState: Sendable {
    /// Indicates whether no handler runs and none will be started.
    public var handlersAreDone = false
    /// Indicates whether the end of the input is not worth waiting for any longer.
    public var isAbandoned = false

    private let handlerGrace: Duration
    private let waitsForPeer: Bool
    /// Indicates whether the loop will look at the machine again before it sleeps.
    private var isAwake = true
    /// Indicates whether the loop, while it sleeps, waits for room in the output.
    private var awaitsOutput = false
    /// The moment at which the loop wakes by itself.
    private var wakes: Moment?
    /// The end of the handlers' grace period; `nil` while calls are taken.
    private var graceEnds: Moment?
    private var reportedOverdue = false

    /// The state of a loop that has not started.
    ///
    /// - Parameters:
    ///   - handlerGrace: The time that handlers have to return once no more calls are taken.
    ///   - waitsForPeer: Whether the loop, when this end is done, closes the output and waits for the end of the input.
    public init(handlerGrace: Duration, waitsForPeer: Bool) {
        self.handlerGrace = handlerGrace
        self.waitsForPeer = waitsForPeer
    }

    /// Decides what the loop does next.
    ///
    /// - Parameters:
    ///   - view: The status of the descriptors.
    ///   - demand: What the machine asks for after everything that is due has been ended.
    /// - Returns: The plan of the loop's next turn.
    public mutating func plan(_ view: LoopView, _ demand: MachineDemand) -> LoopPlan {
        if !demand.takesCalls, graceEnds == nil { graceEnds = view.now + handlerGrace }
        let hasWork = view.outputIsOpen && (view.hasUnwritten || demand.hasOutput)
        if handlersAreDone, !hasWork {
            if !waitsForPeer || !view.inputIsOpen || isAbandoned { return .end }
            if view.outputIsOpen { return .closeOutput }
        }
        if isAbandoned, view.inputIsOpen { return .abandonInput }
        if hasWork, !view.outputIsFull { return .proceed }
        if let graceEnds, graceEnds <= view.now, !reportedOverdue {
            reportedOverdue = true
            return .reportOverdue
        }
        isAwake = false
        awaitsOutput = hasWork
        wakes = [demand.deadline, reportedOverdue ? nil : graceEnds].compactMap(\.self).min()
        return .sleep(until: wakes)
    }

    /// Notes that the loop is awake: it reads or writes.
    public mutating func noteAwake() {
        isAwake = true
    }

    /// Returns whether the loop must be woken, and takes it for awake if so.
    ///
    /// - Parameters:
    ///   - demand: What the machine asks for now.
    ///   - always: Whether the loop must look at the connection whatever the machine asks for.
    /// - Returns: True if it must be woken.
    public mutating func mustWake(for demand: MachineDemand, always: Bool = false) -> Bool {
        guard !isAwake, always || isUnaware(of: demand) else { return false }
        isAwake = true
        return true
    }

    /// Returns whether the machine asks for something that the sleeping loop does not wait for.
    private func isUnaware(of demand: MachineDemand) -> Bool {
        if demand.hasOutput, !awaitsOutput { return true }
        guard let due = demand.deadline else { return false }
        return wakes.map { due < $0 } ?? true
    }
}
