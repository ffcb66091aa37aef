/// A decoder that finds the frames in a stream which arrives in pieces of any size.
///
/// It does no I/O and copies no payload.
///
/// Feed it each buffer that was read, asking for pieces until it has none:
///
///     var position = 0
///     while let piece = try decoder.next(in: bytes, from: &position) { … bytes[piece.payload] … }
struct FrameDecoder: Sendable {
    /// A part of a frame that lies in one buffer.
    struct Piece: Hashable, Sendable {
        let header: FrameHeader
        /// The place of the part's payload in the buffer; empty for a frame without payload.
        let payload: Range<Int>
        /// Indicates whether the frame begins with this part.
        let isFirst: Bool
        /// Indicates whether the frame ends with this part.
        let isLast: Bool
        /// The offset of the frame's header, in bytes from the start of the stream.
        let offset: UInt64
    }

    private enum Expectation {
        /// The preface or a header, of which `gathered` bytes are held in `partial`.
        case preface, header
        /// `remaining` bytes of payload.
        case payload(FrameHeader, remaining: Int)
    }

    private var expectation = Expectation.preface
    private var partial: [UInt8] = []
    /// The offset of the next byte, in bytes from the start of the stream.
    private(set) var offset: UInt64 = 0
    private var frameOffset: UInt64 = 0

    /// Returns the next part of a frame in `bytes`, or `nil` when all of them have been used.
    ///
    /// - Parameters:
    ///   - bytes: The bytes received.
    ///   - position: The first unused byte of `bytes`; moved past those that were used.
    /// - Returns: The part; `nil` if there is none.
    /// - Throws: ``ProtocolViolation`` if the preface is wrong or a frame too large.
    mutating func next(in bytes: RawSpan, from position: inout Int) throws(ProtocolViolation) -> Piece? {
        while true {
            switch expectation {
            case .preface:
                guard try takePreface(bytes, &position) else { return nil }
            case .header:
                guard let header = takeHeader(bytes, &position) else { return nil }
                try check(header)
                if header.length == 0 {
                    return piece(header, position..<position, isFirst: true, isLast: true)
                }
                expectation = .payload(header, remaining: header.length)
            case .payload(let header, let remaining):
                let count = min(remaining, bytes.byteCount - position)
                guard count > 0 else { return nil }
                let range = position..<position + count
                position += count
                offset += UInt64(count)
                expectation = count == remaining ? .header : .payload(header, remaining: remaining - count)
                return piece(header, range, isFirst: remaining == header.length, isLast: count == remaining)
            }
        }
    }

    /// Checks that the stream may end here.
    ///
    /// - Throws: ``ProtocolViolation`` if that cuts the preface or a frame short. A stream of no bytes at all is fine.
    func endOfInput() throws(ProtocolViolation) {
        switch expectation {
        case .preface where !partial.isEmpty:
            throw Preface.violation(partial)
        case .header where !partial.isEmpty:
            throw ProtocolViolation(
                saw: "the input ended after \(partial.count) of a frame header's \(FrameHeader.size) bytes",
                offset: frameOffset
            )
        case .payload(let header, let remaining):
            throw ProtocolViolation(
                saw: "the input ended inside a frame, \(remaining) of its \(header.length) bytes are missing",
                offset: frameOffset
            )
        case .preface, .header:
            return
        }
    }

    private func piece(_ header: FrameHeader, _ payload: Range<Int>, isFirst: Bool, isLast: Bool) -> Piece {
        Piece(header: header, payload: payload, isFirst: isFirst, isLast: isLast, offset: frameOffset)
    }

    private func check(_ header: FrameHeader) throws(ProtocolViolation) {
        guard header.length <= FrameHeader.maximumPayload else {
            throw ProtocolViolation(
                saw: "a frame of \(header.length) bytes, more than \(FrameHeader.maximumPayload)",
                offset: frameOffset
            )
        }
    }

    /// Takes bytes of the preface, whose start is kept in `partial`.
    ///
    /// - Returns: Whether the preface is complete.
    private mutating func takePreface(_ bytes: RawSpan, _ position: inout Int) throws(ProtocolViolation) -> Bool {
        let start = position
        while partial.count < Preface.bytes.count, position < bytes.byteCount {
            let byte = bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
            guard byte == Preface.bytes[partial.count] else {
                let rest = (position..<min(bytes.byteCount, position + 64)).map { at in
                    bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self)
                }
                throw Preface.violation(partial + rest)
            }
            partial.append(byte)
            position += 1
        }
        offset += UInt64(position - start)
        guard partial.count == Preface.bytes.count else { return false }
        partial.removeAll(keepingCapacity: true)
        expectation = .header
        return true
    }

    /// Takes the header at `position`; its start is in `partial` where an earlier buffer ended inside it.
    ///
    /// - Returns: The header, or `nil` if more bytes are needed.
    private mutating func takeHeader(_ bytes: RawSpan, _ position: inout Int) -> FrameHeader? {
        let available = bytes.byteCount - position
        if partial.isEmpty {
            frameOffset = offset
            if available >= FrameHeader.size {
                defer { position += FrameHeader.size }
                offset += UInt64(FrameHeader.size)
                return FrameHeader(bytes, at: position)
            }
        }
        let count = min(available, FrameHeader.size - partial.count)
        for at in position..<position + count {
            partial.append(bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self))
        }
        position += count
        offset += UInt64(count)
        guard partial.count == FrameHeader.size else { return nil }
        defer { partial.removeAll(keepingCapacity: true) }
        return FrameHeader(partial.span.bytes, at: 0)
    }
}
