internal import Glibc

/// Reading of whole files.
enum TextFile {
    /// An error of the operating system while reading a file.
    struct Failure: Error {
        var reason: String
    }

    /// Returns the bytes of a file.
    ///
    /// - Throws: ``DiagnosticError`` that names the file and the reason.
    static func read(_ path: String) throws(DiagnosticError) -> [UInt8] {
        do {
            return try bytes(of: path)
        } catch {
            throw DiagnosticError(Diagnostic(.error, "cannot read \(path): \(error.reason)"))
        }
    }

    /// Returns the bytes of a file.
    static func bytes(of path: String) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        if status.st_mode & S_IFMT == S_IFDIR { throw Failure(reason: "is a directory") }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(status.st_size))
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure()
            }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    private static func failure() -> Failure {
        let reason = String(cString: strerror(errno))
        return Failure(reason: reason.prefix(1).lowercased() + reason.dropFirst())
    }
}
