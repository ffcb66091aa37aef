internal import Glibc

/// Files as the shared configuration and tokens need them: small, read whole.
enum FileContents {
    /// The bytes of a file, or `nil` if it cannot be read; files over a mebibyte are none of ours.
    static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return read(descriptor, limit: 1 << 20)
    }

    /// The text of a file without white space at its ends, or `nil`.
    static func text(_ path: String) -> String? {
        read(path).map { String(decoding: $0, as: UTF8.self).trimmingSpaces }
    }

    /// Reads a descriptor to its end; `nil` after an error or beyond the limit.
    static func read(_ descriptor: CInt, limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                return nil
            }
            bytes.append(contentsOf: chunk[..<count])
        }
        return nil
    }
}
