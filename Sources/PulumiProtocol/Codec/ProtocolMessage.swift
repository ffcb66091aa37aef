/// A message of the protocol as a Swift value, with its protobuf bytes.
public protocol ProtocolMessage: Hashable, Sendable {
    /// The message that the bytes hold.
    ///
    /// Fields that this version of the protocol does not define are skipped.
    ///
    /// - Throws: ``CodecError`` if the bytes are not such a message, whatever they are.
    init(decoding bytes: [UInt8]) throws(CodecError)

    /// The message's bytes; maps are written in the order of their keys, so that equal messages have equal bytes.
    ///
    /// - Throws: ``CodecError/notFinite(property:)`` and ``CodecError/tooDeep(property:limit:)``.
    func encoded() throws(CodecError) -> [UInt8]
}

/// An enumeration on the wire, which may hold numbers that this version of the protocol does not define.
public protocol WireEnum: Hashable, Sendable {
    /// The value of a number on the wire.
    init(rawValue: Int32)

    /// The number on the wire.
    var rawValue: Int32 { get }
}
