import RPC
import Testing

@testable import StdioTransport

/// The byte vectors of the specification, section 8.
@Suite("Byte vectors")
struct ByteVectorTests {
    private typealias Machine = ConnectionMachine<Int>

    private static let call = Vector(
        "00 00 00 2B 01 00 00 00 00 00 00 01",
        "0A 29 2F 70 75 6C 75 6D 69 72 70 63 2E 52 65 73 6F 75 72 63 65 50 72 6F 76 69 64 65 72",
        "2F 47 65 74 50 6C 75 67 69 6E 49 6E 66 6F",
        "00 00 00 00 02 03 00 00 00 00 00 01"
    ).bytes
    private static let answer = Vector("00 00 00 07 02 03 00 00 00 00 00 01", "0A 05 31 2E 32 2E 33").bytes
    private static let refusal = Vector(
        "00 00 00 12 03 00 00 00 00 00 00 03",
        "08 0C 12 0E 6E 6F 20 73 75 63 68 20 6D 65 74 68 6F 64"
    ).bytes
    private static let ping = Vector("00 00 00 08 05 00 00 00 00 00 00 00", "01 02 03 04 05 06 07 08").bytes
    private static let pong = Vector("00 00 00 08 06 00 00 00 00 00 00 00", "01 02 03 04 05 06 07 08").bytes

    @Test("a host's first call is written as specified")
    func callIsWritten() throws {
        var host = Machine(role: .host)
        _ = try host.openCall("/pulumirpc.ResourceProvider/GetPluginInfo", [])
        #expect(host.drain() == Preface.bytes + Self.call)
    }

    @Test("a plugin reads the call and writes the answer as specified")
    func answerIsWritten() throws {
        var plugin = Machine(role: .plugin)
        let requests = plugin.receive(Preface.bytes + Self.call).requests
        #expect(requests.map(\.method) == ["/pulumirpc.ResourceProvider/GetPluginInfo"])
        #expect(requests.map(\.call) == [1])
        #expect(requests.map(\.deadline) == [nil])
        plugin.answer(.success(Array(Self.answer.dropFirst(12))), call: 1)
        #expect(plugin.drain() == Preface.bytes + Self.answer)
    }

    @Test("a host reads the answer as specified")
    func answerIsRead() throws {
        var host = Machine(role: .host)
        _ = try host.openCall("/pulumirpc.ResourceProvider/GetPluginInfo", [])
        let outcomes = host.receive(Preface.bytes + Self.answer).outcomes
        #expect(outcomes == [.success(Array("\n\u{5}1.2.3".utf8))])
    }

    @Test("a refusal is written and read as specified")
    func refusalCrosses() throws {
        var plugin = Machine(role: .plugin)
        _ = plugin.receive(Preface.bytes + Frames.call(3, "/a/B"))
        plugin.answer(.failure(StatusError(.unimplemented, "no such method")), call: 3)
        #expect(plugin.drain() == Preface.bytes + Self.refusal)

        var host = Machine(role: .host)
        _ = try host.openCall("/a/A", [])
        _ = try host.openCall("/a/B", [])
        let outcomes = host.receive(Preface.bytes + Self.refusal).outcomes
        #expect(outcomes == [.failure(.unimplemented, "no such method")])
    }

    @Test("a PING is answered as specified", arguments: [ConnectionRole.host, .plugin])
    func pingIsAnswered(role: ConnectionRole) {
        var machine = Machine(role: role)
        _ = machine.receive(Preface.bytes + Self.ping)
        #expect(machine.drain() == Preface.bytes + Self.pong)
    }
}

/// Bytes in the specification's notation.
private struct Vector {
    let bytes: [UInt8]

    init(_ lines: String...) {
        bytes = lines.flatMap { $0.split(separator: " ") }.compactMap { UInt8($0, radix: 16) }
    }
}
