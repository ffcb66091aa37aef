internal import Crypto
internal import Glibc

/// The folder of a file backend, written as Pulumi's storage library writes it: every file whole and at once, with
/// an `.attrs` file beside it that holds its checksum.
struct FileStore: Sendable {
    /// The folder, an absolute path.
    let folder: String
    /// Whether `.attrs` files are written; `?metadata=skip` in the URL says no.
    let writesAttributes: Bool

    private static let attributesSuffix = ".attrs"

    func path(_ key: String) -> String { "\(folder)/\(key)" }

    /// A file's bytes; `nil` if there is no such file.
    func read(_ key: String) throws(StateError) -> [UInt8]? {
        guard exists(key) else { return nil }
        do throws(TextFile.Failure) {
            return try TextFile.bytes(of: path(key))
        } catch {
            throw StateError(.system, "cannot read \(path(key)): \(error.reason)")
        }
    }

    func exists(_ key: String) -> Bool { FilePath.isFile(path(key)) }

    /// When a file was last written, in nanoseconds since 1970; `nil` if there is no such file.
    func modificationTime(_ key: String) -> Int? {
        var status = stat()
        guard stat(path(key), &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
        return status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    }

    /// Replaces a file at once: whoever reads, or comes back after a crash, sees the old bytes or the new ones.
    func write(_ key: String, _ bytes: [UInt8]) throws(StateError) {
        try AtomicFile.write(path(key), bytes)
        if writesAttributes { try writeAttributes(of: bytes, beside: key) }
    }

    private func writeAttributes(of bytes: [UInt8], beside key: String) throws(StateError) {
        // Nothing reads the checksum but the storage library's own check: it needs no flush of its own.
        try AtomicFile.write(path(key) + Self.attributesSuffix, Array(Self.attributes(of: bytes).utf8), flushes: false)
    }

    /// Copies a file and what is noted of it; nothing happens if there is no such file.
    func copy(_ key: String, to other: String) throws(StateError) {
        guard exists(key) else { return }
        try AtomicFile.copy(path(key), to: path(other))
        guard writesAttributes else { return }
        let noted = key + Self.attributesSuffix
        if exists(noted) {
            try AtomicFile.copy(path(noted), to: path(other) + Self.attributesSuffix, flushes: false)
        } else if let bytes = try read(other) {
            try writeAttributes(of: bytes, beside: other)
        }
    }

    /// Deletes a file and what is noted of it, if there is one.
    func remove(_ key: String) throws(StateError) {
        for path in [path(key), path(key) + Self.attributesSuffix] where unlink(path) != 0 && errno != ENOENT {
            throw SystemFailure.error("delete", path)
        }
    }

    /// The names of the files and folders in a folder, sorted; empty if there is no such folder.
    func list(_ key: String) throws(StateError) -> [String] {
        guard let directory = opendir(path(key)) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw SystemFailure.error("list", path(key))
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != "..", !name.hasSuffix(Self.attributesSuffix) { names.append(name) }
        }
        return names.sorted()
    }

    /// Deletes the files of a folder, and the folder.
    func removeFolder(_ key: String) throws(StateError) {
        for name in try list(key) { try remove("\(key)/\(name)") }
        // A folder that holds what we did not write stays.
        _ = rmdir(path(key))
    }

    /// What the storage library notes of a file: of the kinds that are written here, text or compressed.
    private static func attributes(of bytes: [UInt8]) -> String {
        let type = Gzip.isCompressed(bytes) ? "application/x-gzip" : "text/plain; charset=utf-8"
        return """
            {"user.cache_control":"","user.content_disposition":"","user.content_encoding":"",\
            "user.content_language":"","user.content_type":"\(type)","user.metadata":null,\
            "md5":"\(Base64.encode(MD5.hash(bytes)))"}
            """
    }
}

/// What the operating system says, as an error of ours.
enum SystemFailure {
    /// The error for the last failed call: `cannot <verb> <path>: <reason>`.
    static func error(_ verb: String, _ path: String, _ number: Int32 = errno) -> StateError {
        let reason = String(cString: strerror(number))
        return StateError(.system, "cannot \(verb) \(path): \(reason.prefix(1).lowercased())\(reason.dropFirst())")
    }
}
