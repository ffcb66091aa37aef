/// The kind of a frame; a struct, because types from 0x80 on are extensions that may be unknown here.
struct FrameType: RawRepresentable, Hashable, Sendable {
    let rawValue: UInt8

    /// Opens a call: the caller's first frame of it.
    static let call = FrameType(rawValue: 0x01)
    /// A piece of one message's bytes.
    static let message = FrameType(rawValue: 0x02)
    /// Ends a call: the callee's last frame of it.
    static let status = FrameType(rawValue: 0x03)
    /// Asks the callee to stop.
    static let cancel = FrameType(rawValue: 0x04)
    /// Asks for a PONG.
    static let ping = FrameType(rawValue: 0x05)
    /// Answers a PING with its own bytes.
    static let pong = FrameType(rawValue: 0x06)
    /// Ends the connection.
    static let goAway = FrameType(rawValue: 0x07)

    /// Indicates whether an end that does not know the type skips the frame.
    var isExtension: Bool { rawValue & 0x80 != 0 }

    /// Indicates whether the specification names the type.
    var isKnown: Bool { (Self.call.rawValue...Self.goAway.rawValue).contains(rawValue) }

    /// Indicates whether the frame concerns the connection, so that its call is 0.
    var isOfConnection: Bool { rawValue >= Self.ping.rawValue && isKnown }
}

/// The flags of a MESSAGE frame.
struct MessageFlags: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// The frame holds the last piece of the message.
    static let endMessage = MessageFlags(rawValue: 0x01)
    /// The message is the last, which only a last piece can be.
    ///
    /// From the caller: no more messages follow. From the callee: the call is over, status OK.
    static let end = MessageFlags(rawValue: 0x02)
    /// The last piece of the last message.
    static let last: MessageFlags = [.endMessage, .end]
}

/// The 12 bytes before a frame's payload; integers are big-endian.
struct FrameHeader: Hashable, Sendable {
    /// The size of a header on the wire, in bytes.
    static let size = 12
    /// The largest payload, in bytes.
    static let maximumPayload = 1 << 20

    /// The number of bytes of payload that follow.
    var length: Int
    var type: FrameType
    var flags: MessageFlags = []
    /// The call's id; 0 for the connection itself.
    var call: UInt32

    /// Appends the header as it stands on the wire.
    func write(to bytes: inout [UInt8]) {
        bytes.append(addingCapacity: Self.size) { span in
            for shift in stride(from: 24, through: 0, by: -8) {
                span.append(UInt8(truncatingIfNeeded: length >> shift))
            }
            span.append(type.rawValue)
            span.append(flags.rawValue)
            span.append(repeating: 0, count: 2)
            for shift in stride(from: 24, through: 0, by: -8) {
                span.append(UInt8(truncatingIfNeeded: call >> shift))
            }
        }
    }
}

extension FrameHeader {
    /// The header that starts at `offset`; the caller has seen that ``size`` bytes are there.
    init(_ bytes: RawSpan, at offset: Int) {
        let length = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
        let call = bytes.unsafeLoadUnaligned(fromByteOffset: offset + 8, as: UInt32.self)
        self.init(
            length: Int(UInt32(bigEndian: length)),
            type: FrameType(rawValue: bytes.unsafeLoad(fromByteOffset: offset + 4, as: UInt8.self)),
            flags: MessageFlags(rawValue: bytes.unsafeLoad(fromByteOffset: offset + 5, as: UInt8.self)),
            call: UInt32(bigEndian: call)
        )
    }
}
