import Synchronization

/// The engine's request to give up work in progress.
final class CancelRequest: Sendable {
    private let state = Mutex(false)

    /// Indicates whether the engine has asked.
    var isMade: Bool { state.withLock { $0 } }

    /// Notes that the engine has asked.
    func make() { state.withLock { $0 = true } }
}
