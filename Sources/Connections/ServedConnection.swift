/// A connection that an ``IOLoop`` serves: it takes the bytes that were read and hands out those to be written.
///
/// The loop calls it from its own thread, once for each read, each batch and each turn, never for a single byte.
public protocol ServedConnection: Sendable {
    /// Takes bytes that were read; they are valid during the call only.
    func receive(_ bytes: RawSpan)

    /// Takes the next bytes to write.
    ///
    /// - Parameter spare: A buffer whose storage may be used again.
    /// - Returns: The bytes; `nil` if nothing waits.
    func nextBatch(reusing spare: consuming [UInt8]) -> OutputBatch?

    /// Returns what the loop does next, usually from a ``LoopState``.
    func plan(_ view: LoopView) -> LoopPlan

    /// Notes that the other end closed its stream, or that the loop stopped waiting for that.
    func inputEnded()

    /// Notes that the other end reads no more.
    func outputFailed()

    /// Takes measures against handlers that still run after their grace period, such as ending the process.
    func handlersAreOverdue()
}
