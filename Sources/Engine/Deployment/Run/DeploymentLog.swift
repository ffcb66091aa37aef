import RPC
import Synchronization

/// The events and failures of a deployment: sends them to the observer, and stops new work after a failure.
final class DeploymentLog: Sendable {
    /// The part of a deployment that a failure keeps from beginning.
    enum Reach {
        /// Everything, because the rest of the program is unknown.
        case run
        /// The resources that depend on the failed one if the run continues on errors; otherwise everything.
        case branch
        /// Nothing else.
        case resource
    }

    private struct State {
        var hasFailed = false
        /// Indicates whether something that the program asks for was not done.
        var isIncomplete = false
        var isStopping = false
        /// The faults of plugins and providers that were told: each fails every resource that needs it.
        var toldFaults: Set<String> = []
        /// Indicates whether the lock was found to be lost.
        var hasLostLock = false
        /// The outcomes of the operations that were under way at the interruption.
        var interrupted: [(urn: String, text: String)] = []
        /// Indicates whether failures do not stop the run.
        var toleratesFailures = false
    }

    private let isPreview: Bool
    private let continuesOnError: Bool
    private let interruption: Interruption
    private let lockCheck: @Sendable () throws -> Void
    private let sink: @Sendable (EngineEvent) -> Void
    private let state = Mutex(State())

    /// A log without failures.
    init(
        _ options: DeploymentOptions,
        _ interruption: Interruption,
        checkLock: @escaping @Sendable () throws -> Void = {},
        sink: @escaping @Sendable (EngineEvent) -> Void
    ) {
        isPreview = options.isPreview
        continuesOnError = options.continuesOnError
        self.interruption = interruption
        lockCheck = checkLock
        self.sink = sink
    }

    /// Indicates whether something failed.
    var hasFailed: Bool { state.withLock { $0.hasFailed } }

    /// Indicates whether something that the program asks for was not done.
    var isIncomplete: Bool { state.withLock { $0.isIncomplete } }

    /// Indicates whether a failure keeps everything else from beginning.
    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Indicates whether the user interrupted the deployment.
    var wasInterrupted: Bool { interruption.isTriggered }

    /// Sends an event to the observer.
    func emit(_ event: EngineEvent) {
        sink(event)
    }

    /// Sends a message to the observer.
    func emit(_ severity: EngineEvent.Severity, _ text: String, urn: String) {
        sink(.diagnostic(.init(severity, text, urn: urn)))
    }

    /// Reports an error, and keeps others from beginning as far as it reaches.
    ///
    /// - Returns: The failure to throw; an error that is one already was reported before, and does not count again.
    @discardableResult
    func report(_ error: any Error, of urn: String, reaching reach: Reach = .run) -> ReportedFailure {
        if let failure = error as? ReportedFailure { return failure }
        let text = String(explaining: error)
        markFailed(reaching: reach)
        if wasInterrupted, !urn.isEmpty {
            state.withLock { $0.interrupted.append((urn, text)) }
            return ReportedFailure(urn: urn, text)
        }
        let isShared = error is PluginError || error is ProviderFault
        if !isShared || state.withLock({ $0.toldFaults.insert(text).inserted }) { emit(.error, text, urn: urn) }
        return ReportedFailure(urn: urn, text)
    }

    /// Reports all operations that the interruption has ended, as the one error that they are.
    func reportInterrupted() {
        let interrupted = state.withLock { state in
            defer { state.interrupted = [] }
            return state.interrupted.sorted { $0.urn < $1.urn }
        }
        guard !interrupted.isEmpty else { return }
        let noun = interrupted.count == 1 ? "an operation" : "\(interrupted.count) operations"
        let lines = interrupted.map { "\n  \($0.urn): \($0.text)" }.joined()
        emit(.error, "the interruption ended \(noun) under way:\(lines)", urn: "")
    }

    /// Reports an error in a preview, which continues in order to find all errors; otherwise throws it.
    func reportInPreview(_ error: RegistrationError, of urn: String) throws {
        guard isPreview else { throw error }
        report(error, of: urn, reaching: .resource)
    }

    /// Records a failure that was reported already.
    func markFailed(reaching reach: Reach = .run) {
        state.withLock { state in
            state.hasFailed = true
            if reach == .resource { return }
            state.isIncomplete = true
            let endsRun = reach == .run || !continuesOnError
            if endsRun, !state.toleratesFailures { state.isStopping = true }
        }
    }

    /// Runs `body`, in which a failure stops nothing else.
    func toleratingFailures<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        state.withLock { $0.toleratesFailures = true }
        defer { state.withLock { $0.toleratesFailures = false } }
        return try await body()
    }

    /// Lets nothing new begin after an interruption or a failure that stops the run.
    ///
    /// - Throws: ``ReportedFailure``.
    func checkMayBegin(_ urn: String = "") throws {
        if wasInterrupted { throw ReportedFailure(urn: urn, "the deployment was interrupted") }
        if isStopping { throw ReportedFailure(urn: urn, "another operation failed, so no new ones are started") }
        try checkLock()
    }

    /// Checks that the stack's lock is still held; its loss is reported once.
    ///
    /// - Throws: ``ReportedFailure``.
    func checkLock() throws {
        do {
            try lockCheck()
        } catch {
            let isFirst = state.withLock { state in
                defer { state.hasLostLock = true }
                return !state.hasLostLock
            }
            if isFirst { report(error, of: "") }
            throw ReportedFailure(urn: "", "the lock of the stack is lost")
        }
    }
}
