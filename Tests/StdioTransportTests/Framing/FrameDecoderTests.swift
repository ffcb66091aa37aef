import Testing

@testable import StdioTransport

@Suite("Frame decoder")
struct FrameDecoderTests {
    /// A frame as it was put together from pieces.
    private struct Frame: Hashable {
        var header: FrameHeader
        var payload: [UInt8]
        var offset: UInt64
    }

    private static let payloads: [[UInt8]] = [[], [1], Array(0..<11), [], Array(repeating: 7, count: 300), [], []]
    private static let frames: [Frame] = {
        var offset = UInt64(Preface.bytes.count)
        return payloads.enumerated().map { index, payload in
            defer { offset += UInt64(FrameHeader.size + payload.count) }
            let header = FrameHeader(
                length: payload.count,
                type: FrameType(rawValue: UInt8(index + 1)),
                flags: MessageFlags(rawValue: UInt8(index % 4)),
                call: UInt32(index) << 24 | 5
            )
            return Frame(header: header, payload: payload, offset: offset)
        }
    }()
    private static let stream: [UInt8] = frames.reduce(into: Preface.bytes) { bytes, frame in
        frame.header.write(to: &bytes)
        bytes += frame.payload
    }

    @Test("finds the same frames in a stream that arrives whole")
    func whole() throws {
        #expect(try decode([Self.stream]) == Self.frames)
    }

    @Test("finds the same frames in a stream that is split, wherever that is", arguments: 0...stream.count)
    func split(at offset: Int) throws {
        #expect(try decode([Array(Self.stream[..<offset]), Array(Self.stream[offset...])]) == Self.frames)
    }

    @Test("finds the same frames byte by byte")
    func byteByByte() throws {
        #expect(try decode(Self.stream.map { [$0] }) == Self.frames)
    }

    @Test("takes a frame of 1 MiB and refuses one byte more, at the frame's offset")
    func largestFrame() throws {
        var decoder = FrameDecoder()
        let largest = Frames.header(length: 1 << 20) + [UInt8](repeating: 0, count: 1 << 20)
        let bytes = Preface.bytes + largest + Frames.header(length: 1 << 20 + 1)
        var position = 0
        let piece = try decoder.next(in: bytes.span.bytes, from: &position)
        #expect(piece?.payload.count == 1 << 20)
        #expect(throws: ProtocolViolation(saw: "a frame of 1048577 bytes, more than 1048576", offset: 1_048_596)) {
            try decoder.next(in: bytes.span.bytes, from: &position)
        }
    }

    @Test("shows what came instead of the preface, escaped, at most 64 bytes of it")
    func wrongPreface() {
        let bytes = Array("PRPC/2\r\n\"".utf8) + [0, 0xFF] + [UInt8](repeating: 0x61, count: 100)
        let shown = #"PRPC/2\r\n\"\x00\xFF"# + String(repeating: "a", count: 53)
        #expect(throws: ProtocolViolation(saw: #"expected the preface "PRPC/1\r\n", read ""# + shown + "\"", offset: 0))
        {
            try decode([bytes])
        }
    }

    @Test("refuses a wrong preface at its first wrong byte", arguments: 0..<8)
    func wrongPrefaceByte(at index: Int) {
        var bytes = Preface.bytes
        bytes[index] ^= 0x20
        #expect(throws: ProtocolViolation.self) { try decode(bytes[...index].map { [$0] }) }
    }

    @Test("accepts an end between frames only", arguments: 0...stream.count)
    func end(at offset: Int) throws {
        let ends = [0, Preface.bytes.count] + Self.frames.map { Int($0.offset) + FrameHeader.size + $0.payload.count }
        var decoder = FrameDecoder()
        var position = 0
        let bytes = Array(Self.stream[..<offset])
        while try decoder.next(in: bytes.span.bytes, from: &position) != nil {}
        if ends.contains(offset) {
            try decoder.endOfInput()
        } else {
            #expect(throws: ProtocolViolation.self) { try decoder.endOfInput() }
        }
    }

    @Test("tells what an end cut short, and where that began")
    func endInside() {
        #expect(throws: ProtocolViolation(saw: "the input ended after 5 of a frame header's 12 bytes", offset: 8)) {
            try decode([Preface.bytes + [0, 0, 0, 1, 2]], ending: true)
        }
        let saw = "the input ended inside a frame, 2 of its 3 bytes are missing"
        #expect(throws: ProtocolViolation(saw: saw, offset: 8)) {
            try decode([Preface.bytes + Frames.header(length: 3) + [1]], ending: true)
        }
    }

    /// Puts the frames of a stream together.
    @discardableResult
    private func decode(_ buffers: [[UInt8]], ending: Bool = false) throws -> [Frame] {
        var decoder = FrameDecoder()
        var frames: [Frame] = []
        for buffer in buffers {
            var position = 0
            while let piece = try decoder.next(in: buffer.span.bytes, from: &position) {
                if piece.isFirst { frames.append(Frame(header: piece.header, payload: [], offset: piece.offset)) }
                frames[frames.count - 1].payload += buffer[piece.payload]
                let isComplete = frames[frames.count - 1].payload.count == piece.header.length
                #expect(piece.isLast == isComplete)
            }
            #expect(position == buffer.count)
        }
        if ending { try decoder.endOfInput() }
        return frames
    }
}
