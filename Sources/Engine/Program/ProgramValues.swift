internal import PulumiProtocol
internal import Synchronization

/// What has been evaluated so far; shared by the tasks that evaluate a program.
final class ProgramValues: Sendable {
    private struct State {
        var values: [PropertyValue?]
        var resources: [String: RegisteredResource] = [:]
        var diagnostics: [Diagnostic] = []
        var failure: (any Error)?
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(values: Array(repeating: nil, count: count)))
    }

    /// The value of a node; `nil` if it failed.
    subscript(node: Int) -> PropertyValue? {
        get { state.withLock { $0.values[node] } }
        set { state.withLock { $0.values[node] = newValue } }
    }

    /// A resource of this run by its URN.
    func resource(_ urn: String) -> RegisteredResource? {
        state.withLock { $0.resources[urn] }
    }

    func add(_ resource: RegisteredResource) {
        state.withLock { $0.resources[resource.urn] = resource }
    }

    func add(_ diagnostic: Diagnostic) {
        state.withLock { $0.diagnostics.append(diagnostic) }
    }

    /// Keeps the first failure that the engine answered.
    func add(failure: any Error) {
        state.withLock { $0.failure = $0.failure ?? failure }
    }

    /// What went wrong: faults of the program, and the engine's first failure.
    var outcome: (diagnostics: [Diagnostic], failure: (any Error)?) {
        state.withLock { ($0.diagnostics, $0.failure) }
    }
}
