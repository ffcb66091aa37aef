import Connections
import Testing

@Suite("Loop state")
struct LoopStateTests {
    /// A loop state behind a reference, so that an expectation can change it.
    private final class Probe {
        private var state: LoopState

        init(_ state: LoopState) { self.state = state }

        var handlersAreDone: Bool {
            get { state.handlersAreDone }
            set { state.handlersAreDone = newValue }
        }

        var isAbandoned: Bool {
            get { state.isAbandoned }
            set { state.isAbandoned = newValue }
        }

        @discardableResult
        func plan(_ view: LoopView, _ demand: MachineDemand) -> LoopPlan { state.plan(view, demand) }
        func mustWake(for demand: MachineDemand, always: Bool = false) -> Bool {
            state.mustWake(for: demand, always: always)
        }
        func noteAwake() { state.noteAwake() }
    }

    private let start = Moment.now

    private func view(
        after delay: Duration = .zero,
        inputIsOpen: Bool = true,
        outputIsOpen: Bool = true,
        outputIsFull: Bool = false,
        hasUnwritten: Bool = false
    ) -> LoopView {
        LoopView(
            now: start + delay,
            inputIsOpen: inputIsOpen,
            outputIsOpen: outputIsOpen,
            outputIsFull: outputIsFull,
            hasUnwritten: hasUnwritten
        )
    }

    private func state(waitsForPeer: Bool = false) -> Probe {
        Probe(LoopState(handlerGrace: .seconds(30), waitsForPeer: waitsForPeer))
    }

    @Test("sleeps until the first deadline when there is nothing to write")
    func sleeps() {
        let state = state()
        let demand = MachineDemand(hasOutput: false, takesCalls: true, deadline: start + .seconds(1))
        #expect(state.plan(view(), demand) == .sleep(until: start + .seconds(1)))
        #expect(state.plan(view(), MachineDemand(hasOutput: false, takesCalls: true)) == .sleep(until: nil))
    }

    @Test("goes on while there is something to write, and sleeps while the output is full")
    func writes() {
        let state = state()
        let demand = MachineDemand(hasOutput: true, takesCalls: true)
        #expect(state.plan(view(), demand) == .proceed)
        #expect(state.plan(view(hasUnwritten: true), MachineDemand(hasOutput: false, takesCalls: true)) == .proceed)
        #expect(state.plan(view(outputIsFull: true), demand) == .sleep(until: nil))
        #expect(state.plan(view(outputIsOpen: false), demand) == .sleep(until: nil))
    }

    @Test("is woken once for output or a deadline that it does not wait for")
    func wakes() {
        let state = state()
        let idle = MachineDemand(hasOutput: false, takesCalls: true)
        let output = MachineDemand(hasOutput: true, takesCalls: true)
        #expect(!state.mustWake(for: output))
        state.plan(view(), idle)
        #expect(!state.mustWake(for: idle))
        #expect(state.mustWake(for: output))
        #expect(!state.mustWake(for: output))

        let late = MachineDemand(hasOutput: false, takesCalls: true, deadline: start + .seconds(9))
        let early = MachineDemand(hasOutput: false, takesCalls: true, deadline: start + .seconds(3))
        state.plan(view(), late)
        #expect(!state.mustWake(for: late))
        #expect(state.mustWake(for: early))
    }

    @Test("is not woken for output while it waits for room, nor while it is awake")
    func staysAsleep() {
        let state = state()
        let output = MachineDemand(hasOutput: true, takesCalls: true)
        state.plan(view(outputIsFull: true), output)
        #expect(!state.mustWake(for: output))
        #expect(state.mustWake(for: output, always: true))
        state.plan(view(outputIsFull: true), output)
        state.noteAwake()
        #expect(!state.mustWake(for: output, always: true))
    }

    @Test("ends with its handlers, or closes the output first and waits for the other end")
    func ends() {
        let idle = MachineDemand(hasOutput: false, takesCalls: false)
        let plugin = state()
        #expect(plugin.plan(view(), idle) == .sleep(until: start + .seconds(30)))
        plugin.handlersAreDone = true
        #expect(plugin.plan(view(), MachineDemand(hasOutput: true, takesCalls: false)) == .proceed)
        #expect(plugin.plan(view(), idle) == .end)

        let host = state(waitsForPeer: true)
        host.handlersAreDone = true
        #expect(host.plan(view(), idle) == .closeOutput)
        #expect(host.plan(view(outputIsOpen: false), idle) == .sleep(until: start + .seconds(30)))
        #expect(host.plan(view(inputIsOpen: false, outputIsOpen: false), idle) == .end)
    }

    @Test("gives up the input when the other end is abandoned")
    func abandons() {
        let idle = MachineDemand(hasOutput: false, takesCalls: true)
        let state = state(waitsForPeer: true)
        state.isAbandoned = true
        #expect(state.plan(view(), idle) == .abandonInput)
        state.handlersAreDone = true
        #expect(state.plan(view(), idle) == .end)
    }

    @Test("reports handlers that outlast their grace period, once")
    func overdue() {
        let ended = MachineDemand(hasOutput: false, takesCalls: false)
        let state = state()
        #expect(state.plan(view(), ended) == .sleep(until: start + .seconds(30)))
        #expect(state.plan(view(after: .seconds(29)), ended) == .sleep(until: start + .seconds(30)))
        #expect(state.plan(view(after: .seconds(30)), ended) == .reportOverdue)
        #expect(state.plan(view(after: .seconds(31)), ended) == .sleep(until: nil))
    }
}
