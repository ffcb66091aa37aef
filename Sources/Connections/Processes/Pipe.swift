internal import CLinux
internal import Glibc

/// A pipe for a child process, both ends closed when a program is executed.
///
/// The ends are at least 3, so that moving one to descriptor 0, 1 or 2 of the child cannot overwrite another.
public struct Pipe: ~Copyable {
    /// The bytes that fit before a writer waits: the most that Linux grants without privileges, because each wait is a
    /// switch between the two processes.
    private static let capacity: CInt = 1 << 20

    /// The end that is read; negative once it was handed over.
    public private(set) var readEnd: CInt = -1
    /// The end that is written; negative once it was handed over.
    public private(set) var writeEnd: CInt = -1

    /// Opens a pipe.
    ///
    /// - Throws: ``DescriptorError`` if the system has no descriptor left.
    public init() throws(DescriptorError) {
        var ends: [CInt] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw DescriptorError("pipe2", errno) }
        readEnd = ends[0]
        writeEnd = ends[1]
        readEnd = try Self.raised(readEnd)
        writeEnd = try Self.raised(writeEnd)
    }

    deinit {
        if readEnd >= 0 { close(readEnd) }
        if writeEnd >= 0 { close(writeEnd) }
    }

    /// Enlarges the pipe, as far as the system allows.
    public func grow() {
        _ = fcntl(writeEnd, setPipeSize, Self.capacity)
    }

    /// Hands over the end that is read; the caller closes it.
    public mutating func takeReadEnd() -> CInt {
        defer { readEnd = -1 }
        return readEnd
    }

    /// Hands over the end that is written; the caller closes it.
    public mutating func takeWriteEnd() -> CInt {
        defer { writeEnd = -1 }
        return writeEnd
    }

    private static func raised(_ descriptor: CInt) throws(DescriptorError) -> CInt {
        guard descriptor < 3 else { return descriptor }
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { throw DescriptorError("fcntl", errno) }
        close(descriptor)
        return copy
    }
}
