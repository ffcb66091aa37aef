internal import Glibc

/// Storage for messages whose size is not known until their last piece has arrived.
extension [UInt8] {
    /// The size of a huge page of x86-64 and of 64-bit ARM with pages of 4 KiB.
    private static let hugePage = 2 << 20

    /// Appends a piece of a message.
    ///
    /// The capacity grows fourfold, because each move of the bytes that are there costs as much as reading them; capacity
    /// that is never written to takes no memory.
    mutating func append(_ bytes: RawSpan, _ range: Range<Int>, of header: FrameHeader, limit: Int) {
        let needed = count + range.count
        if needed > capacity {
            let isWhole = isEmpty && header.flags.contains(.endMessage)
            makeRoom(isWhole ? header.length : Swift.max(needed, Swift.min(4 * needed, limit)))
        }
        append(bytes, range)
    }

    /// Appends a part of a buffer.
    mutating func append(_ bytes: RawSpan, _ range: Range<Int>) {
        bytes.withUnsafeBytes { append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Reserves capacity, in huge pages if it is large: the page faults of small ones take longer than copying the bytes.
    private mutating func makeRoom(_ byteCount: Int) {
        reserveCapacity(byteCount)
        guard byteCount >= 2 * Self.hugePage else { return }
        withUnsafeMutableBufferPointer { room in
            guard let base = room.baseAddress else { return }
            let start = UnsafeMutableRawPointer(base).alignedUp(toMultipleOf: Self.hugePage)
            let end = UnsafeMutableRawPointer(base + byteCount).alignedDown(toMultipleOf: Self.hugePage)
            if start < end { madvise(start, end - start, MADV_HUGEPAGE) }
        }
    }
}
