internal import CZlib

/// Compression in the format of `gzip`.
enum Gzip {
    /// Returns whether bytes start with the header of a gzip file.
    static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }

    /// Returns whether bytes start with the header of a zstd file, which this engine cannot read.
    static func isZstandard(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) }

    /// Returns the decompressed bytes, or `nil` if they are truncated or damaged.
    static func decompressed(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, streamSize) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 8)
        let isWhole = pump(&stream, bytes, into: &result) { inflate(&$0, Z_NO_FLUSH) }
        return isWhole ? result : nil
    }

    /// Returns the compressed bytes.
    ///
    /// - Throws: ``StateError`` if there is not enough memory.
    static func compressed(_ bytes: [UInt8]) throws(StateError) -> [UInt8] {
        var stream = z_stream()
        var result: [UInt8] = []
        let status = deflateInit2_(
            &stream,
            Z_DEFAULT_COMPRESSION,
            Z_DEFLATED,
            windowBits,
            8,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            streamSize
        )
        guard status == Z_OK else { throw StateError(.system, "cannot compress: zlib answers \(status)") }
        defer { deflateEnd(&stream) }
        guard pump(&stream, bytes, into: &result, { deflate(&$0, Z_FINISH) }) else {
            throw StateError(.system, "cannot compress: zlib stopped early")
        }
        return result
    }

    /// The largest window, plus 16 for a gzip header instead of a zlib header.
    private static let windowBits: Int32 = 15 + 16
    private static let streamSize = Int32(MemoryLayout<z_stream>.size)

    /// Runs a zlib stream to its end; returns `false` if the input ends first.
    private static func pump(
        _ stream: inout z_stream,
        _ bytes: [UInt8],
        into result: inout [UInt8],
        _ step: (inout z_stream) -> Int32
    ) -> Bool {
        var input = bytes
        var chunk = [UInt8](repeating: 0, count: 65536)
        return input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            while true {
                let (status, count) = chunk.withUnsafeMutableBufferPointer { chunk in
                    stream.next_out = chunk.baseAddress
                    stream.avail_out = UInt32(chunk.count)
                    let status = step(&stream)
                    return (status, chunk.count - Int(stream.avail_out))
                }
                result.append(contentsOf: chunk[..<count])
                if status == Z_STREAM_END { return true }
                // No progress means that the input is truncated.
                guard status == Z_OK, count > 0 || stream.avail_in > 0 else { return false }
            }
        }
    }
}
