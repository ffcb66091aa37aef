internal import PulumiProtocol
internal import Synchronization

/// The results of a program's evaluation so far, shared by its tasks.
final class ProgramValues: Sendable {
    private struct State {
        var values: [PropertyValue?]
        var resources: [String: RegisteredResource] = [:]
        /// Resources that the engine was asked for.
        var fetched: [String: RegisteredResource] = [:]
        var diagnostics: [Diagnostic] = []
        var failure: (any Error)?
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(values: Array(repeating: nil, count: count)))
    }

    /// The value of a node; `nil` before the evaluation, or if it failed.
    subscript(node: Int) -> PropertyValue? {
        get { state.withLock { $0.values[node] } }
        set { state.withLock { $0.values[node] = newValue } }
    }

    /// Returns a resource of this run by URN.
    func resource(_ urn: String) -> RegisteredResource? {
        state.withLock { $0.resources[urn] ?? $0.fetched[urn] }
    }

    /// Returns a resource that the engine was asked for, by URN.
    func fetched(_ urn: String) -> RegisteredResource? {
        state.withLock { $0.fetched[urn] }
    }

    func add(fetched resource: RegisteredResource) {
        state.withLock { $0.fetched[resource.urn] = resource }
    }

    func add(_ resource: RegisteredResource) {
        state.withLock { $0.resources[resource.urn] = resource }
    }

    func add(_ diagnostic: Diagnostic) {
        state.withLock { $0.diagnostics.append(diagnostic) }
    }

    /// Records the first error of the engine.
    func add(failure: any Error) {
        state.withLock { $0.failure = $0.failure ?? failure }
    }

    /// The faults of the program, and the first error of the engine.
    var outcome: (diagnostics: [Diagnostic], failure: (any Error)?) {
        state.withLock { ($0.diagnostics, $0.failure) }
    }
}
