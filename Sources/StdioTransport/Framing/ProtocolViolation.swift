/// A protocol error of the other end, which ends the connection.
public struct ProtocolViolation: Error, Hashable, Sendable, CustomStringConvertible {
    /// The fault, as the middle of a sentence, such as `a frame of 4294967295 bytes, more than 1048576`.
    public let saw: String
    /// The fault's offset in the other end's stream, in bytes from its start.
    public let offset: UInt64

    /// The sentence that goes into GOAWAY and to stderr.
    public var description: String { "protocol error at byte \(offset): \(saw)" }
}
