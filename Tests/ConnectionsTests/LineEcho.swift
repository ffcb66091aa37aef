import Connections
import Glibc
import Synchronization

/// A connection of another protocol than the frames of plugins: it answers each line with the same line in upper case.
final class LineEcho: ServedConnection {
    private struct State {
        var partial: [UInt8] = []
        var answers: [UInt8] = []
        var inputHasEnded = false
        var loop = LoopState(handlerGrace: .seconds(30), waitsForPeer: true)

        var demand: MachineDemand { MachineDemand(hasOutput: !answers.isEmpty, takesCalls: !inputHasEnded) }
    }

    private let state = Mutex(State())
    private let wakeUp: WakeUp
    private let end = ThreadEnd()

    /// Starts to serve a descriptor, which the connection's loop owns.
    init(input: CInt, output: CInt) throws {
        wakeUp = try WakeUp()
        try IOLoop.start(serving: self, input: input, output: output, wakeUp: wakeUp, ending: end)
    }

    /// Sends a line that nobody asked for, from any thread.
    func say(_ line: String) {
        let wakes = state.withLock { state in
            state.answers += Array("\(line)\n".utf8)
            return state.loop.mustWake(for: state.demand)
        }
        if wakes { wakeUp.signal() }
    }

    /// Returns when the loop's thread is over.
    func waitForEnd() async { await end.wait() }

    func receive(_ bytes: RawSpan) {
        state.withLock { state in
            state.loop.noteAwake()
            bytes.withUnsafeBytes { state.partial += $0 }
            guard let last = state.partial.lastIndex(of: UInt8(ascii: "\n")) else { return }
            state.answers += Array(String(decoding: state.partial[...last], as: UTF8.self).uppercased().utf8)
            state.partial.removeSubrange(...last)
        }
    }

    func nextBatch(reusing spare: consuming [UInt8]) -> OutputBatch? {
        state.withLock { state in
            state.loop.noteAwake()
            defer { state.answers = [] }
            return state.answers.isEmpty ? nil : OutputBatch(head: state.answers)
        }
    }

    func plan(_ view: LoopView) -> LoopPlan {
        state.withLock { $0.loop.plan(view, $0.demand) }
    }

    func inputEnded() {
        state.withLock { state in
            state.inputHasEnded = true
            state.loop.handlersAreDone = true
        }
    }

    func outputFailed() {
        state.withLock { $0.answers = [] }
    }

    func handlersAreOverdue() {}
}
