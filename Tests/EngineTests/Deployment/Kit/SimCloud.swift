import PulumiProtocol
import Synchronization

/// What the provider of the test package `sim` manages, and what was asked of it.
final class SimCloud: Sendable {
    /// One call that changed or read something.
    struct Call: Hashable, Sendable, CustomStringConvertible {
        var method: String
        var id: String
        var description: String { "\(method) \(id)" }
    }

    private struct State {
        var things: [String: PropertyMap] = [:]
        var counters: [String: Int] = [:]
        var calls: [Call] = []
        var requests: [String: PropertyMap] = [:]
        var failing: Set<String> = []
        var cuts: Set<String> = []
        var canFind = false
        var hasFailedConstruct = false
        var refusesConfiguration = false
        var arrived = 0
        var onMeeting: @Sendable () -> Void = {}
    }

    private let state = Mutex(State())

    /// The things that exist, by id.
    var things: [String: PropertyMap] { state.withLock { $0.things } }

    /// The calls since this was last asked, as `Create a-1`.
    func takeCalls() -> [String] {
        state.withLock { state in
            defer { state.calls = [] }
            return state.calls.map(\.description)
        }
    }

    /// The last inputs that a method was sent for a resource's name.
    func lastRequest(_ method: String, _ name: String) -> PropertyMap? {
        state.withLock { $0.requests["\(method) \(name)"] }
    }

    /// Has the provider die in the next call of a method for a resource of that name, after it has taken effect.
    func cutOff(_ method: String, _ name: String) {
        state.withLock { _ = $0.cuts.insert("\(method) \(name)") }
    }

    /// Whether the provider dies now.
    func isCutOff(_ method: String, _ name: String) -> Bool {
        state.withLock { $0.cuts.remove("\(method) \(name)") != nil }
    }

    /// Whether the provider can find what a create made whose end nobody saw; one of Pulumi's own cannot.
    var canFind: Bool {
        get { state.withLock { $0.canFind } }
        set { state.withLock { $0.canFind = newValue } }
    }

    /// Notes that a component has given up.
    func noteFailedConstruct() { state.withLock { $0.hasFailedConstruct = true } }

    /// Returns well after a component has given up, so that its failure is told by then.
    func waitForFailedConstruct() async {
        while !state.withLock({ $0.hasFailedConstruct }) { await Task.yield() }
        for _ in 0..<10_000 { await Task.yield() }
    }

    /// Whether the provider refuses its configuration.
    var refusesConfiguration: Bool {
        get { state.withLock { $0.refusesConfiguration } }
        set { state.withLock { $0.refusesConfiguration = newValue } }
    }

    /// Has a closure called when two creates are under way.
    func onMeeting(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.onMeeting = body } }

    /// Returns when two creates are under way.
    func meet() async {
        state.withLock { $0.arrived += 1 }
        while state.withLock({ $0.arrived }) < 2 { await Task.yield() }
        state.withLock { $0.onMeeting }()
    }

    /// Changes a thing behind the engine's back; `nil` removes it.
    func edit(_ id: String, _ properties: PropertyMap?) {
        state.withLock { $0.things[id] = properties }
    }

    func note(_ method: String, _ id: String, name: String, _ request: PropertyMap = [:]) {
        state.withLock { state in
            state.calls.append(Call(method: method, id: id))
            state.requests["\(method) \(name)"] = request
        }
    }

    func add(_ name: String, _ properties: PropertyMap) -> String {
        state.withLock { state in
            state.counters[name, default: 0] += 1
            let id = "\(name)-\(state.counters[name] ?? 0)"
            state.things[id] = properties.plain.merging(["number": 1])
            return id
        }
    }

    func replace(_ id: String, _ properties: PropertyMap) -> Int {
        state.withLock { state in
            let number = Int(state.things[id]?["number"]?.number ?? 1) + 1
            state.things[id] = properties.plain.merging(["number": .number(Double(number))])
            return number
        }
    }
}
