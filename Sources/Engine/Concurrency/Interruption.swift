import RPC
import Synchronization

/// The user's request to end a deployment: running steps are finished and saved, and nothing new begins.
public final class Interruption: Sendable {
    private struct State {
        var isTriggered = false
        var watches: [Promise<Bool>] = []
    }

    private let state = Mutex(State())

    /// An interruption that has not come.
    public init() {}

    /// Requests the end; may be called from any thread, any number of times.
    public func trigger() {
        let watches = state.withLock { state in
            state.isTriggered = true
            defer { state.watches = [] }
            return state.watches
        }
        for watch in watches { watch.fulfil(.success(true)) }
    }

    /// Indicates whether the end was requested.
    public var isTriggered: Bool { state.withLock { $0.isTriggered } }

    /// A promise that becomes true when the end is requested; the caller makes it false to stop watching.
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
