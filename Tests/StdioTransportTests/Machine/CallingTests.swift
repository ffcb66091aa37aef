import Connections
import RPC
import Testing

@testable import StdioTransport

@Suite("Calls of ours")
struct CallingTests {
    private typealias Machine = ConnectionMachine<Int>

    @Test("are numbered by role", arguments: [(ConnectionRole.host, [1, 3, 5] as [UInt32]), (.plugin, [2, 4, 6])])
    func areNumbered(role: ConnectionRole, calls: [UInt32]) throws {
        var machine = Machine(role: role)
        #expect(try (0..<3).map { _ in try machine.openCall("/a/B", []) } == calls)
    }

    @Test("are answered in any order")
    func anyOrder() throws {
        var host = Machine(role: .host)
        for _ in 0..<3 { _ = try host.openCall("/a/B", []) }
        let bytes = Preface.bytes + Frames.answer(5, [5]) + Frames.answer(1, [1]) + Frames.answer(3, [3])
        #expect(host.receive(bytes).outcomes == [.success([5]), .success([1]), .success([3])])
    }

    @Test("take an answer in pieces, with others between them")
    func pieces() throws {
        var host = Machine(role: .host)
        _ = try host.openCall("/a/B", [])
        _ = try host.openCall("/a/B", [])
        let bytes =
            Preface.bytes + Frames.frame(2, 1, [1]) + Frames.answer(3, [9]) + Frames.frame(2, 1, [2])
            + Frames.answer(1, [3])
        #expect(host.receive(bytes).outcomes == [.success([9]), .success([1, 2, 3])])
    }

    @Test("accept an answer that STATUS ends")
    func answerThenStatus() throws {
        var host = Machine(role: .host)
        _ = try host.openCall("/a/B", [])
        let bytes = Preface.bytes + Frames.frame(2, 1, flags: 1, [4]) + Frames.frame(3, 1)
        #expect(host.receive(bytes).outcomes == [.success([4])])
    }

    @Test("fail when they end well but without an answer")
    func noAnswer() throws {
        var host = Machine(role: .host)
        _ = try host.openCall("/a/B", [])
        let outcomes = host.receive(Preface.bytes + Frames.frame(3, 1)).outcomes
        #expect(outcomes == [.failure(.internal, "/a/B: the plugin ended the call without an answer")])
    }

    @Test("fail when their status does not decode")
    func unreadableStatus() throws {
        var host = Machine(role: .host)
        _ = try host.openCall("/a/B", [])
        let outcomes = host.receive(Preface.bytes + Frames.frame(3, 1, [0xFF, 0xFF])).outcomes
        #expect(outcomes == [.failure(.internal, "/a/B: the plugin sent a status that does not decode")])
    }

    @Test("deliver the messages of a streaming answer one by one, ended by END or by STATUS", arguments: [true, false])
    func streaming(endsWithMessage: Bool) throws {
        var host = Machine(role: .host)
        _ = try host.openCall("/a/List", [], streams: true)
        let actions = host.receive(
            Preface.bytes + Frames.frame(2, 1, flags: 1, [1]) + Frames.frame(2, 1, flags: 1)
                + (endsWithMessage ? Frames.answer(1, [3]) : Frames.frame(2, 1, flags: 1, [3]) + Frames.frame(3, 1))
        )
        #expect(actions.delivered == [[1], [], [3]])
        #expect(actions.outcomes == [.success([])])
    }

    @Test("are cancelled at the callee, and what still arrives is ignored")
    func cancel() throws {
        var host = Machine(role: .host)
        _ = try host.openCall("/a/B", [UInt8](repeating: 1, count: 100_000))
        var actions: [Machine.Action] = []
        _ = host.nextBatch(&actions)
        let caller = host.abandon(call: 1)
        #expect(caller == 1)
        #expect(host.drain() == Frames.frame(4, 1))
        #expect(host.receive(Preface.bytes + Frames.answer(1, [1]) + Frames.status(1, .cancelled, "")).isEmpty)
        #expect(host.abandon(call: 1) == nil)
    }

    @Test("end with RESOURCE_EXHAUSTED when the answer is too large, and the connection lives on")
    func tooLarge() throws {
        var limits = ConnectionLimits()
        limits.maximumMessage = 10
        var host = Machine(role: .host, limits: limits)
        _ = try host.openCall("/a/B", [])
        _ = try host.openCall("/a/B", [])
        let large = [UInt8](repeating: 1, count: 6)
        let bytes = Preface.bytes + Frames.frame(2, 1, large) + Frames.frame(2, 1, large) + Frames.answer(1, large)
        let outcomes = host.receive(bytes + Frames.answer(3, [1])).outcomes
        #expect(
            outcomes == [.failure(.resourceExhausted, "/a/B: the answer is larger than 10 bytes"), .success([1])]
        )
    }

    @Test("end when their time runs out, and tell the callee")
    func deadline() throws {
        let start = Moment.now
        var host = Machine(role: .host)
        _ = try host.openCall("/a/Slow", [], timeout: .milliseconds(50), now: start)
        _ = try host.openCall("/a/Slower", [], timeout: .milliseconds(80), now: start)
        _ = host.drain()
        #expect(host.earliestDeadline == start + .milliseconds(50))
        var actions: [Machine.Action] = []
        host.expire(now: start + .milliseconds(49), &actions)
        #expect(actions.outcomes.isEmpty)
        host.expire(now: start + .milliseconds(50), &actions)
        #expect(actions.outcomes == [.failure(.deadlineExceeded, "/a/Slow: the call's time ran out")])
        #expect(host.earliestDeadline == start + .milliseconds(80))
        #expect(host.drain() == Frames.frame(4, 1))
    }

    @Test(
        "send the time that they have, a begun millisecond counted",
        arguments: [
            (Duration.milliseconds(1500), 1500 as UInt32), (.microseconds(1), 1), (.seconds(1 << 40), .max),
        ]
    )
    func timeout(timeout: Duration, milliseconds: UInt32) throws {
        var host = Machine(role: .host)
        _ = try host.openCall("/a/B", [], timeout: timeout)
        let bytes = Preface.bytes + Frames.call(1, "/a/B", timeoutMs: milliseconds)
        #expect(host.drain() == bytes)
    }

    @Test("are refused when their time is over before they begin", arguments: [Duration.zero, .seconds(-1)])
    func noTime(timeout: Duration) {
        var host = Machine(role: .host)
        #expect(throws: StatusError.self) { try host.openCall("/a/B", [], timeout: timeout) }
    }

    @Test("end when the other end closes its stream, for the reason given; later ones too")
    func endOfInput() throws {
        var host = Machine(role: .host)
        _ = try host.openCall("/a/B", [])
        var actions: [Machine.Action] = []
        host.endInput(StatusError(.unavailable, "the plugin p exited with status 3"), &actions)
        #expect(actions.outcomes == [.failure(.unavailable, "the plugin p exited with status 3")])
        let error = #expect(throws: StatusError.self) { try host.openCall("/a/B", []) }
        #expect(error?.message == "the plugin p exited with status 3")
    }

    @Test("that a GOAWAY leaves out end, the others go on")
    func goAway() throws {
        var host = Machine(role: .host)
        for _ in 0..<2 { _ = try host.openCall("/a/B", []) }
        let payload = Array(GoAwayPayload.lastCall1)
        let outcomes = host.receive(Preface.bytes + Frames.frame(7, 0, payload) + Frames.answer(1, [1])).outcomes
        #expect(outcomes == [.failure(.unavailable, "the plugin ended the connection: bye"), .success([1])])
        #expect(throws: StatusError.self) { try host.openCall("/a/B", []) }
    }

    @Test("are refused when the ids are used up")
    func idsUsedUp() {
        var host = Machine(role: .host)
        host.nextCall = .max
        #expect(throws: StatusError.self) { try host.openCall("/a/B", []) }
    }

    /// GOAWAY with the last call 1 and the message `bye`.
    private enum GoAwayPayload {
        static let lastCall1: [UInt8] = [0x08, 1, 0x12, 7, 0x08, 14, 0x12, 3, 0x62, 0x79, 0x65]
    }
}

@Suite("PINGs of ours")
struct PingTests {
    private typealias Machine = ConnectionMachine<Int>

    @Test("end with their PONG, others are ignored")
    func pong() throws {
        var host = Machine(role: .host)
        try host.ping(7, now: .now)
        let ping = Array(host.drain().dropFirst(8))
        let foreign = Frames.frame(6, 0, [9, 9, 9, 9, 9, 9, 9, 9])
        let own = Frames.frame(6, 0, Array(ping.suffix(8)))
        #expect(host.receive(Preface.bytes + foreign).outcomes.isEmpty)
        #expect(host.receive(own).outcomes == [.success([])])
    }

    @Test("fail without a PONG within 5 seconds")
    func timeout() throws {
        let start = Moment.now
        var host = Machine(role: .host)
        try host.ping(7, now: start)
        var actions: [Machine.Action] = []
        host.expire(now: start + .seconds(5), &actions)
        let reason = "the plugin did not answer a PING within 5.0 seconds"
        #expect(actions.outcomes == [.failure(.deadlineExceeded, reason)])
    }
}
