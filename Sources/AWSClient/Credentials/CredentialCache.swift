internal import Synchronization

/// Keeps credentials until shortly before they expire.
///
/// However many calls need them at once, one looks for them and the others wait for it.
final class CredentialCache: Sendable {
    /// Credentials this close to their end, in seconds, are renewed.
    private static let margin = 300.0

    private struct State {
        var known: AWSCredentials?
        var isSearching = false
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var nextWaiter: UInt64 = 0
        /// Waiters that were cancelled before they could be noted.
        var cancelled: Set<UInt64> = []
    }

    private enum Turn {
        case known(AWSCredentials)
        case search
        case wait(UInt64)
    }

    private let time: TimeSource
    private let state = Mutex(State())

    init(time: TimeSource) { self.time = time }

    /// The credentials, found by `search` if there are none or they are about to expire.
    ///
    /// If a renewal fails while the old ones still work, those are used on.
    func current(
        _ search: () async throws(CredentialFailure) -> AWSCredentials
    ) async throws(CredentialFailure) -> AWSCredentials {
        while true {
            switch turn() {
            case .known(let credentials): return credentials
            case .search: return try await lead(search)
            case .wait(let id):
                await waitForLead(id)
                if Task.isCancelled {
                    throw CredentialFailure("interrupted while waiting for credentials", isCancellation: true)
                }
            }
        }
    }

    /// Drops credentials that a service called expired, unless others took their place already.
    func forget(_ credentials: AWSCredentials) {
        state.withLock { if $0.known == credentials { $0.known = nil } }
    }

    private func turn() -> Turn {
        let now = time.now()
        return state.withLock { state in
            if let known = state.known, (known.expiration ?? .infinity) - now > Self.margin { return .known(known) }
            if !state.isSearching {
                state.isSearching = true
                return .search
            }
            state.nextWaiter += 1
            return .wait(state.nextWaiter)
        }
    }

    private func lead(
        _ search: () async throws(CredentialFailure) -> AWSCredentials
    ) async throws(CredentialFailure) -> AWSCredentials {
        let result: Result<AWSCredentials, CredentialFailure>
        do { result = .success(try await search()) } catch { result = .failure(error) }
        let now = time.now()
        let (usable, waiters) = state.withLock { state in
            state.isSearching = false
            let waiters = Array(state.waiters.values)
            state.waiters = [:]
            if case .success(let found) = result { state.known = found }
            let old = state.known.flatMap { ($0.expiration ?? .infinity) > now ? $0 : nil }
            return (old, waiters)
        }
        for waiter in waiters { waiter.resume() }
        if case .failure = result, let usable { return usable }
        return try result.get()
    }

    /// Waits until the search of another ended, or this task was cancelled.
    private func waitForLead(_ id: UInt64) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if !state.isSearching || state.cancelled.remove(id) != nil { return true }
                    state.waiters[id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                let waiter = state.waiters.removeValue(forKey: id)
                if waiter == nil { state.cancelled.insert(id) }
                return waiter
            }
            waiter?.resume()
        }
        state.withLock { _ = $0.cancelled.remove(id) }
    }
}
