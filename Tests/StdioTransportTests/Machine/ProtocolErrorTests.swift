import RPC
import Testing

@testable import StdioTransport

@Suite("Protocol errors")
struct ProtocolErrorTests {
    private typealias Machine = ConnectionMachine<Int>

    /// The fault, the frames that the host sends, the offset of the wrong one, and the message.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let offset: UInt64
        let saw: String
    }

    static let cases: [Case] = [
        Case(
            testDescription: "an unknown type",
            bytes: Frames.frame(0x08, 1),
            offset: 8,
            saw: "a frame of the unknown type 0x08"
        ),
        Case(
            testDescription: "type 0, after a good call",
            bytes: Frames.call(1, "/a/B") + Frames.frame(0, 1),
            offset: 38,
            saw: "a frame of the unknown type 0x00"
        ),
        Case(
            testDescription: "a call with an id of ours",
            bytes: Frames.call(2, "/a/B"),
            offset: 8,
            saw: "the host opened call 2, an id of ours"
        ),
        Case(
            testDescription: "a call id that does not grow",
            bytes: Frames.call(3, "/a/B") + Frames.call(3, "/a/B"),
            offset: 38,
            saw: "call 3 was opened after call 3; ids must grow"
        ),
        Case(
            testDescription: "a CALL for the connection",
            bytes: Frames.frame(0x01, 0),
            offset: 8,
            saw: "a frame of type 1 for call 0"
        ),
        Case(
            testDescription: "a PING for a call",
            bytes: Frames.frame(0x05, 1, [1, 2, 3, 4, 5, 6, 7, 8]),
            offset: 8,
            saw: "a frame of type 5 for call 1"
        ),
        Case(
            testDescription: "a PING that is too short",
            bytes: Frames.frame(0x05, 0, [1]),
            offset: 8,
            saw: "a PING or PONG of 1 bytes instead of 8"
        ),
        Case(
            testDescription: "END without END_MESSAGE",
            bytes: Frames.frame(0x02, 1, flags: 2),
            offset: 8,
            saw: "a MESSAGE with END but not END_MESSAGE"
        ),
        Case(
            testDescription: "a frame that is too long",
            bytes: [0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0, 0, 0, 0, 1],
            offset: 8,
            saw: "a frame of 4294967295 bytes, more than 1048576"
        ),
    ]

    @Test("end the connection with GOAWAY and exit status 2", arguments: cases)
    func ends(wrong: Case) throws {
        var plugin = Machine(role: .plugin)
        _ = try plugin.openCall("/a/Back", [])
        _ = plugin.drain()
        let outcomes = plugin.receive(Preface.bytes + wrong.bytes).outcomes
        let sentence = "protocol error at byte \(wrong.offset): \(wrong.saw)"
        #expect(outcomes == [.failure(.unavailable, "the host broke the protocol: \(sentence)")])
        #expect(plugin.exitStatus == 2)
        #expect(plugin.drain().suffix(sentence.utf8.count).elementsEqual(sentence.utf8))
        #expect(plugin.receive(Frames.call(9, "/a/B")).isEmpty, "what follows is ignored")
    }

    @Test("stop the calls that run")
    func stopsCalls() {
        var plugin = Machine(role: .plugin)
        _ = plugin.receive(Preface.bytes + Frames.call(1, "/a/B"))
        #expect(plugin.receive(Frames.frame(0x09, 1)).stopped == [1])
    }

    @Test("are what an end inside a frame is", arguments: [1, 7, 13, 19, 21])
    func cutShort(count: Int) {
        var plugin = Machine(role: .plugin)
        var actions = plugin.receive(Array((Preface.bytes + Frames.open(1, "/a/B")).prefix(count)))
        plugin.endInput(StatusError(.unavailable, "gone"), &actions)
        #expect(plugin.exitStatus == 2)
    }

    /// Frames that are allowed although nothing comes of them.
    static let harmless: [(String, [UInt8])] = [
        ("an extension without payload", Frames.frame(0x80, 0)),
        ("an extension with payload for a call", Frames.frame(0xFF, 77, flags: 0xFF, [1, 2, 3])),
        ("a MESSAGE for a call that is not open", Frames.frame(0x02, 77, flags: 3, [1])),
        ("an answer to a call that was never made", Frames.frame(0x02, 78, flags: 3, [1])),
        ("a STATUS for a call that is not open", Frames.frame(0x03, 78, [1, 2, 3])),
        ("a CANCEL for a call that is not open", Frames.frame(0x04, 77)),
        ("a PONG that nobody waits for", Frames.frame(0x06, 0, [1, 2, 3, 4, 5, 6, 7, 8])),
        ("reserved bytes that are not 0", [0, 0, 0, 0, 0x04, 0, 0xAB, 0xCD, 0, 0, 0, 77]),
    ]

    @Test("are none of these", arguments: harmless)
    func ignored(name: String, bytes: [UInt8]) {
        var plugin = Machine(role: .plugin)
        let actions = plugin.receive(Preface.bytes + bytes + Frames.call(1, "/a/B"))
        #expect(actions.requests.map(\.call) == [1])
        #expect(plugin.exitStatus == 0)
    }

    @Test("have an exit status of their own: 0 when nothing ran, 1 when calls were cut off")
    func exitStatus() {
        var idle = Machine(role: .plugin)
        var actions = idle.receive(Preface.bytes + Frames.call(1, "/a/B"))
        idle.answer(.success([]), call: 1)
        idle.endInput(StatusError(.unavailable, "gone"), &actions)
        #expect(idle.exitStatus == 0)

        var busy = Machine(role: .plugin)
        actions = busy.receive(Preface.bytes + Frames.call(1, "/a/B"))
        busy.endInput(StatusError(.unavailable, "gone"), &actions)
        #expect(actions.stopped == [1])
        #expect(busy.exitStatus == 1)
    }
}
