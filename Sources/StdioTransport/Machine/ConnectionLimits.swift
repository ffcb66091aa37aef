/// The limits that one end of a connection sets for the other and for itself.
public struct ConnectionLimits: Hashable, Sendable {
    /// The most bytes that one message may have; a larger one ends its call with `RESOURCE_EXHAUSTED`.
    public var maximumMessage = 64 << 20
    /// The most calls of the other end that may be open at once; the next ends with `RESOURCE_EXHAUSTED`.
    public var maximumOpenCalls = 10_000
    /// The most bytes of a large message that leave in one frame, at most 1 MiB.
    public var pieceSize = 128 << 10
    /// The bytes that may wait to be written before a handler that streams messages waits too.
    public var outboxBound = 1 << 20
    /// The time that cancelled handlers have to return once the other end is gone.
    public var handlerGrace = Duration.seconds(30)
    /// The longest time until a PONG.
    public var pongTimeout = Duration.seconds(5)

    /// The protocol's own limits.
    public init() {}
}
