import Connections
import Glibc
import Testing

@Suite("I/O loop", .timeLimit(.minutes(1)))
struct IOLoopTests {
    /// A line echo on one end of a socket pair, and the descriptor of the other end.
    private func echo() throws -> (connection: LineEcho, peer: CInt) {
        var ends: [CInt] = [-1, -1]
        try #require(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends) == 0)
        return (try LineEcho(input: ends[0], output: ends[0]), ends[1])
    }

    private func send(_ text: String, to peer: CInt) {
        let bytes = Array(text.utf8)
        #expect(write(peer, bytes, bytes.count) == bytes.count)
    }

    /// Reads that many bytes, or as many as come before the end.
    private func receive(_ count: Int, from peer: CInt) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count < count {
            let got = read(peer, &buffer, min(buffer.count, count - bytes.count))
            guard got > 0 else { break }
            bytes += buffer[..<got]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("serves a connection of any protocol, in pieces as they come")
    func serves() async throws {
        let (connection, peer) = try echo()
        send("hel", to: peer)
        send("lo\nworld\nrest", to: peer)
        #expect(receive(12, from: peer) == "HELLO\nWORLD\n")
        close(peer)
        await connection.waitForEnd()
    }

    @Test("wakes for output that another thread adds")
    func wakes() async throws {
        let (connection, peer) = try echo()
        send("a\n", to: peer)
        #expect(receive(2, from: peer) == "A\n")
        connection.say("news")
        #expect(receive(5, from: peer) == "news\n")
        close(peer)
        await connection.waitForEnd()
    }

    @Test("writes all that waits after the other end has said its last, then closes")
    func drains() async throws {
        let (connection, peer) = try echo()
        // More than a socket's buffers hold: the loop has to wait for room while it keeps reading.
        let lines = String(repeating: String(repeating: "x", count: 9_999) + "\n", count: 400)
        try Thread.start {
            var rest = Array(lines.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(peer, $0.baseAddress, $0.count) }
                guard count > 0 else { break }
                rest = rest.dropFirst(count)
            }
            shutdown(peer, CInt(SHUT_WR))
        }
        #expect(receive(.max, from: peer) == lines.uppercased())
        close(peer)
        await connection.waitForEnd()
    }

    @Test("survives another end that reads no more")
    func brokenPipe() async throws {
        let (connection, peer) = try echo()
        connection.say(String(repeating: "y", count: 4 << 20))
        #expect(receive(10, from: peer) == "yyyyyyyyyy")
        // The loop is waiting for room; the next write fails with EPIPE, without a signal.
        close(peer)
        await connection.waitForEnd()
    }
}
