import Synchronization

/// A wish of the person at the keyboard that a deployment end: what runs is finished and saved, nothing new begins.
public final class Interruption: Sendable {
    private struct State {
        var isTriggered = false
        var watches: [Promise<Bool>] = []
    }

    private let state = Mutex(State())

    /// An interruption that has not come.
    public init() {}

    /// Asks for the end. May be called from any thread, any number of times.
    public func trigger() {
        let watches = state.withLock { state in
            state.isTriggered = true
            defer { state.watches = [] }
            return state.watches
        }
        for watch in watches { watch.fulfil(.success(true)) }
    }

    /// Whether the end was asked for.
    public var isTriggered: Bool { state.withLock { $0.isTriggered } }

    /// Becomes true when the end is asked for. Who no longer cares makes it false.
    func watch() -> Promise<Bool> {
        let watch = Promise<Bool>()
        let isTriggered = state.withLock { state in
            if !state.isTriggered { state.watches.append(watch) }
            return state.isTriggered
        }
        if isTriggered { watch.fulfil(.success(true)) }
        return watch
    }
}
