import Connections
import RPC
import Testing

@testable import StdioTransport

@Suite("Calls of the other end")
struct ServingTests {
    private typealias Machine = ConnectionMachine<Int>

    @Test("start when their request is complete")
    func start() {
        var plugin = Machine(role: .plugin)
        #expect(plugin.receive(Preface.bytes + Frames.open(1, "/a/B")).isEmpty)
        #expect(plugin.receive(Frames.frame(2, 1, [1])).isEmpty)
        let requests = plugin.receive(Frames.frame(2, 1, flags: 3, [2])).requests
        #expect(requests.map(\.request) == [[1, 2]])
    }

    @Test("start at a message that END does not go with, once")
    func endMessageOnly() {
        var plugin = Machine(role: .plugin)
        let bytes = Preface.bytes + Frames.open(1, "/a/B") + Frames.frame(2, 1, flags: 1, [1])
        #expect(plugin.receive(bytes + Frames.frame(2, 1, flags: 3)).requests.count == 1)
    }

    @Test("end with their answer, large ones in pieces")
    func answer() {
        var plugin = Machine(role: .plugin)
        _ = plugin.receive(Preface.bytes + Frames.call(1, "/a/B"))
        plugin.answer(.success([UInt8](repeating: 5, count: 200_000)), call: 1)
        #expect(plugin.inbound[1]?.progress == .answering)
        let bytes = plugin.drain().dropFirst(8)
        #expect(bytes.count == 200_000 + 2 * FrameHeader.size)
        #expect(plugin.inbound.isEmpty)
    }

    @Test("stop when CANCEL comes, and end as their handler says")
    func cancel() {
        var plugin = Machine(role: .plugin)
        _ = plugin.receive(Preface.bytes + Frames.call(1, "/a/B"))
        #expect(plugin.receive(Frames.frame(4, 1)).stopped == [1])
        _ = plugin.drain()
        plugin.answer(.failure(StatusError(.cancelled, "stopped")), call: 1)
        #expect(plugin.drain() == Frames.status(1, .cancelled, "stopped"))
        #expect(plugin.receive(Frames.frame(4, 1)).isEmpty)
    }

    @Test("end at once when CANCEL comes before their request is complete")
    func cancelEarly() {
        var plugin = Machine(role: .plugin)
        _ = plugin.receive(Preface.bytes + Frames.open(1, "/a/B") + Frames.frame(2, 1, [1]) + Frames.frame(4, 1))
        let cancelled = Frames.status(1, .cancelled, "the call was cancelled by the host")
        #expect(plugin.drain() == Preface.bytes + cancelled)
        #expect(plugin.receive(Frames.frame(2, 1, flags: 3, [2])).isEmpty)
    }

    @Test("take back the rest of their answer when CANCEL comes")
    func cancelLate() {
        var plugin = Machine(role: .plugin)
        _ = plugin.receive(Preface.bytes + Frames.call(1, "/a/B"))
        plugin.answer(.success([UInt8](repeating: 5, count: 1 << 20)), call: 1)
        var actions: [Machine.Action] = []
        _ = plugin.nextBatch(&actions)
        #expect(plugin.receive(Frames.frame(4, 1)).isEmpty)
        #expect(plugin.drain() == Frames.status(1, .cancelled, "the call was cancelled by the host"))
    }

    @Test("end with DEADLINE_EXCEEDED when their time runs out; what their handler says later is dropped")
    func deadline() {
        let start = Moment.now
        var plugin = Machine(role: .plugin)
        let requests = plugin.receive(Preface.bytes + Frames.call(1, "/a/B", timeoutMs: 30), now: start).requests
        #expect(requests.map(\.deadline) == [start + .milliseconds(30)])
        var actions: [Machine.Action] = []
        plugin.expire(now: start + .milliseconds(30), &actions)
        #expect(actions.stopped == [1])
        let status = Frames.status(1, .deadlineExceeded, "/a/B: the call's time ran out")
        #expect(plugin.drain() == Preface.bytes + status)
        plugin.answer(.success([1]), call: 1)
        #expect(plugin.drain().isEmpty)
    }

    @Test("beyond the limit end with RESOURCE_EXHAUSTED")
    func openCalls() {
        var limits = ConnectionLimits()
        limits.maximumOpenCalls = 2
        var plugin = Machine(role: .plugin, limits: limits)
        let calls = [1, 3, 5].flatMap { Frames.call($0, "/a/B") }
        #expect(plugin.receive(Preface.bytes + calls).requests.map(\.call) == [1, 3])
        let reason = "2 calls are open already; wait for answers before calling again"
        #expect(plugin.drain() == Preface.bytes + Frames.status(5, .resourceExhausted, reason))
        plugin.answer(.success([]), call: 1)
        #expect(plugin.receive(Frames.call(7, "/a/B")).requests.map(\.call) == [7])
    }

    @Test("end with RESOURCE_EXHAUSTED when the request is too large, and the connection lives on")
    func tooLarge() {
        var limits = ConnectionLimits()
        limits.maximumMessage = 10
        var plugin = Machine(role: .plugin, limits: limits)
        let large = [UInt8](repeating: 1, count: 6)
        let bytes =
            Preface.bytes + Frames.open(1, "/a/B") + Frames.frame(2, 1, large) + Frames.frame(2, 1, large)
            + Frames.frame(2, 1, flags: 3, large) + Frames.call(3, "/a/B", [1])
        #expect(plugin.receive(bytes).requests.map(\.call) == [3])
        let status = Frames.status(1, .resourceExhausted, "/a/B: the request is larger than 10 bytes")
        #expect(plugin.drain() == Preface.bytes + status)
    }

    @Test("whose CALL does not decode end with INVALID_ARGUMENT")
    func unreadableCall() {
        var plugin = Machine(role: .plugin)
        _ = plugin.receive(Preface.bytes + Frames.frame(1, 1, [0xFF]) + Frames.frame(2, 1, flags: 3))
        let status = Frames.status(1, .invalidArgument, "the CALL frame of call 1 does not decode")
        #expect(plugin.drain() == Preface.bytes + status)
    }

    @Test("are not taken once this end is ending")
    func ending() {
        var plugin = Machine(role: .plugin)
        _ = plugin.receive(Preface.bytes + Frames.frame(7, 0))
        #expect(plugin.receive(Frames.call(1, "/a/B")).isEmpty)
        let status = Frames.status(1, .unavailable, "this plugin is ending and takes no new calls")
        #expect(plugin.drain() == Preface.bytes + status)
    }

    @Test("that stream wait while the outbox is over its bound")
    func backPressure() throws {
        var limits = ConnectionLimits()
        limits.outboxBound = 1000
        var plugin = Machine(role: .plugin, limits: limits)
        _ = plugin.receive(Preface.bytes + Frames.call(1, "/a/List"))
        let first = try plugin.send([UInt8](repeating: 1, count: 500), call: 1)
        #expect(!first)
        let second = try plugin.send([UInt8](repeating: 1, count: 500), call: 1)
        #expect(second)
        var actions: [Machine.Action] = []
        _ = plugin.nextBatch(&actions)
        #expect(actions.proceeding == [1])
    }

    @Test("that stream a large message wait until it has left")
    func largeStreamed() throws {
        var plugin = Machine(role: .plugin)
        _ = plugin.receive(Preface.bytes + Frames.call(1, "/a/List"))
        let waits = try plugin.send([UInt8](repeating: 1, count: 200_000), call: 1)
        #expect(waits)
        var actions: [Machine.Action] = []
        _ = plugin.nextBatch(&actions)
        #expect(actions.proceeding.isEmpty)
        _ = plugin.nextBatch(&actions)
        #expect(actions.proceeding == [1])
        plugin.answer(.success(nil), call: 1)
        #expect(plugin.drain() == Frames.frame(3, 1))
    }

    @Test("keep the size of a status within a frame")
    func hugeStatus() {
        var plugin = Machine(role: .plugin)
        _ = plugin.receive(Preface.bytes + Frames.call(1, "/a/B"))
        plugin.answer(.failure(StatusError(.unknown, String(repeating: "x", count: 2 << 20))), call: 1)
        #expect(plugin.drain().count < 2000)
    }
}

extension [ConnectionMachine<Int>.Action] {
    /// The calls whose handlers go on.
    fileprivate var proceeding: [UInt32] {
        compactMap { if case .proceed(let call) = $0 { call } else { nil } }
    }
}
