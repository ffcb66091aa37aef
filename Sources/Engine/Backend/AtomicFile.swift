internal import Glibc

/// Files that are replaced atomically: written to a temporary file, flushed to disk and renamed.
enum AtomicFile {
    /// Replaces a file, creating the folders above it.
    ///
    /// With `flushes`, the bytes and the name have reached the disk when this returns.
    ///
    /// - Throws: ``StateError``; the old file is then untouched.
    static func write(
        _ path: String,
        _ bytes: [UInt8],
        mode: mode_t = 0o644,
        flushes: Bool = true
    ) throws(StateError) {
        try replace(path, mode: mode, flushes: flushes) { (descriptor, temporary) throws(StateError) in
            try writeAll(bytes, to: descriptor, path: temporary)
        }
    }

    /// Replaces a file by a copy of another one, made inside the kernel.
    static func copy(_ source: String, to path: String, flushes: Bool = true) throws(StateError) {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw SystemFailure.error("read", source) }
        defer { close(input) }
        try replace(path, mode: 0o644, flushes: flushes) { (descriptor, temporary) throws(StateError) in
            while true {
                let count = sendfile(descriptor, input, nil, 1 << 30)
                if count == 0 { return }
                if count < 0, errno != EINTR { throw SystemFailure.error("write", temporary) }
            }
        }
    }

    private static func replace(
        _ path: String,
        mode: mode_t,
        flushes: Bool,
        _ fill: (_ descriptor: Int32, _ temporary: String) throws(StateError) -> Void
    ) throws(StateError) {
        let folder = FilePath.folder(of: path)
        try makeFolders(folder)
        let temporary = "\(path).\(getpid()).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw SystemFailure.error("write", temporary) }
        do throws(StateError) {
            defer { close(descriptor) }
            try fill(descriptor, temporary)
            if flushes, fsync(descriptor) != 0 { throw SystemFailure.error("write", temporary) }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let error = SystemFailure.error("replace", path)
            unlink(temporary)
            throw error
        }
        if flushes { flushFolder(folder) }
    }

    /// Writes all bytes at the descriptor's current position.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(StateError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(
                    descriptor,
                    UnsafeRawBufferPointer(rebasing: buffer[written...]).baseAddress,
                    buffer.count - written
                )
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemFailure.error("write", path)
            }
            written += count
        }
    }

    /// Creates a folder and those above it.
    static func makeFolders(_ path: String) throws(StateError) {
        if FilePath.isFolder(path) { return }
        let above = FilePath.folder(of: path)
        if above != path { try makeFolders(above) }
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw SystemFailure.error("create the folder", path) }
    }

    /// Flushes a folder, so that names added to it or removed from it survive a crash.
    ///
    /// Errors are ignored: some file systems do not support it, and do not need it.
    static func flushFolder(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
