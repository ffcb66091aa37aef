import CProtobufC
import CPulumiProtocol

/// A generated message that moves into and out of protoc-c's structs.
protocol WireMessage: ProtocolMessage {
    /// protoc-c's struct of the message.
    associatedtype Wire

    /// The form of the message's bytes.
    static var shape: MessageShape { get }

    /// Makes memory an empty message.
    static func initialize(_ wire: UnsafeMutablePointer<Wire>)

    /// The message that a C struct holds; nothing of the struct is kept.
    init(wire: UnsafePointer<Wire>) throws(CodecError)

    /// Fills an empty C struct; what it points at is allocated in the arena.
    func write(to wire: UnsafeMutablePointer<Wire>, in arena: MessageArena) throws(CodecError)
}

extension WireMessage {
    /// Checks the bytes, has libprotobuf-c unpack them into an arena, and reads the message from there.
    static func decoded(_ bytes: [UInt8]) throws(CodecError) -> Self {
        try bytes.withUnsafeBytesTyped { (buffer) throws(CodecError) in
            try WireScanner(buffer).check(shape)
            let limit = MessageArena.limit(byteCount: bytes.count)
            return try MessageArena.with(capacity: 1024 + bytes.count * 8, limit: limit) { arena throws(CodecError) in
                guard let message = arena.unpack(shape, buffer) else {
                    throw .tooLarge(message: shape.name, byteCount: bytes.count)
                }
                return try Self(wire: UnsafePointer(message.assumingMemoryBound(to: Wire.self)))
            }
        }
    }

    /// Builds C structs in an arena and has libprotobuf-c pack them.
    func encodedBytes() throws(CodecError) -> [UInt8] {
        try MessageArena.with(capacity: 8192) { arena throws(CodecError) in
            let wire = try arena.message(self)
            let message = UnsafeRawPointer(wire).assumingMemoryBound(to: ProtobufCMessage.self)
            let count = protobuf_c_message_get_packed_size(message)
            return [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
                if let start = buffer.baseAddress {
                    initializedCount = protobuf_c_message_pack(message, start)
                }
            }
        }
    }
}

extension [UInt8] {
    /// Lends the bytes; `withUnsafeBufferPointer` with a typed error.
    func withUnsafeBytesTyped<R>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(CodecError) -> R
    ) throws(CodecError) -> R {
        try withUnsafeBufferPointer { (buffer) throws(CodecError) in try body(buffer) }
    }
}
