import Connections
import Testing

@testable import StdioTransport

@Suite("Outbox")
struct OutboxTests {
    @Test("joins small frames in the order in which they came")
    func joinsSmallFrames() throws {
        var outbox = Outbox(pieceSize: 1 << 16)
        outbox.append(.call, call: 1, [1, 2])
        outbox.append(message: [3], call: 1, flags: .last)
        outbox.append(.cancel, call: 1, [])
        let next = outbox.next()
        let batch = try #require(next)
        let expected = Frames.frame(1, 1, [1, 2]) + Frames.frame(2, 1, flags: 3, [3]) + Frames.frame(4, 1)
        #expect(batch.output.head == expected)
        #expect(batch.output.range.isEmpty)
        #expect(outbox.isEmpty)
        let none = outbox.next()
        #expect(none == nil)
    }

    @Test("cuts large messages and takes turns with them")
    func takesTurns() {
        var outbox = Outbox(pieceSize: 10_000)
        outbox.append(message: [UInt8](repeating: 1, count: 25_000), call: 1, flags: .last)
        outbox.append(message: [UInt8](repeating: 3, count: 20_000), call: 3, flags: [])
        var pieces: [FrameHeader] = []
        var bytes: [UInt8] = []
        while let batch = outbox.next() {
            pieces.append(FrameHeader(batch.output.head.span.bytes, at: 0))
            bytes += batch.output.body[batch.output.range]
        }
        #expect(pieces.map(\.call) == [1, 3, 1, 3, 1])
        #expect(pieces.map(\.length) == [10_000, 10_000, 10_000, 10_000, 5_000])
        #expect(pieces.map(\.flags) == [[], [], [], .endMessage, .last])
        #expect(bytes.count { $0 == 1 } == 25_000)
        #expect(bytes.count { $0 == 3 } == 20_000)
    }

    @Test("lets small frames out between the pieces of a large message")
    func letsSmallFramesPass() throws {
        var outbox = Outbox(pieceSize: 10_000)
        outbox.append(message: [UInt8](repeating: 1, count: 30_000), call: 1, flags: .last)
        _ = outbox.next()
        outbox.append(message: [9], call: 3, flags: .last)
        let next = outbox.next()
        let batch = try #require(next)
        #expect(batch.output.head.starts(with: Frames.frame(2, 3, flags: 3, [9])))
        #expect(batch.output.range == 10_000..<20_000)
    }

    @Test("says which call's message left with a batch")
    func tellsTheEnd() {
        var outbox = Outbox(pieceSize: 20_000)
        outbox.append(message: [UInt8](repeating: 1, count: 30_000), call: 7, flags: .last)
        #expect(outbox.holdsMessage(of: 7))
        let finished = [outbox.next(), outbox.next()].map { $0?.finishedCall }
        #expect(finished == [nil, 7])
        #expect(!outbox.holdsMessage(of: 7))
    }

    @Test("counts what waits, also when a message is dropped half-way")
    func counts() {
        var outbox = Outbox(pieceSize: 20_000)
        outbox.append(message: [UInt8](repeating: 1, count: 50_000), call: 1, flags: .last)
        outbox.append(message: [UInt8](repeating: 1, count: 40_000), call: 3, flags: .last)
        outbox.append(message: [5], call: 5, flags: .last)
        #expect(outbox.byteCount == 90_013)
        _ = outbox.next()
        #expect(outbox.byteCount == 70_000)
        outbox.drop(call: 1)
        #expect(outbox.byteCount == 40_000)
        outbox.drop(call: 3)
        #expect(outbox.isEmpty)
        let none = outbox.next()
        #expect(none == nil)
    }

    @Test("sends an empty message as one empty frame")
    func emptyMessage() {
        var outbox = Outbox(pieceSize: 20_000)
        outbox.append(message: [], call: 1, flags: [])
        let batch = outbox.next()
        #expect(batch?.output.head == Frames.frame(2, 1, flags: 1))
    }
}
