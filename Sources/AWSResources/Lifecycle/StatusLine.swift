import Synchronization

/// The status of one operation: the reason of its wait and, while a call has to wait, the reason of that instead.
final class StatusLine: Sendable {
    private struct State {
        var wait = ""
        var isCovered = false
    }

    private let show: @Sendable (String) async -> Void
    private let state = Mutex(State())

    /// A status that is shown by `show`; an empty text shows that there is nothing to wait for.
    init(show: @escaping @Sendable (String) async -> Void) {
        self.show = show
    }

    /// Shows what the operation waits for.
    func report(_ wait: String) async {
        state.withLock { $0 = State(wait: wait) }
        await show(wait)
    }

    /// Shows why a call has to wait; `nil`, that the call is over, shows again what the operation waits for.
    func cover(_ delay: String?) async {
        let text: String? = state.withLock { state in
            defer { state.isCovered = delay != nil }
            return delay ?? (state.isCovered ? state.wait : nil)
        }
        if let text { await show(text) }
    }
}
