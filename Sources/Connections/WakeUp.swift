internal import CLinux
internal import Glibc

/// A descriptor that becomes readable when another thread wants attention.
public final class WakeUp: Sendable {
    /// The descriptor to poll for reading.
    public let descriptor: CInt

    /// Opens the descriptor.
    ///
    /// - Throws: ``DescriptorError`` if the system has no descriptor left.
    public init() throws(DescriptorError) {
        descriptor = eventfd(0, O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw DescriptorError("eventfd", errno) }
    }

    deinit { close(descriptor) }

    /// Makes the descriptor readable.
    public func signal() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Makes the descriptor unreadable until the next signal.
    public func clear() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
    }
}
