internal import Crypto
internal import Glibc

/// The files of a file backend, each written atomically with an `.attrs` file beside it that holds its checksum.
///
/// The format of the `.attrs` files is that of Pulumi's storage library, gocloud.dev/blob.
struct FileStore: Sendable {
    /// The folder, as an absolute path.
    let folder: String
    /// Writes `.attrs` files, unless the URL has `?metadata=skip`.
    let writesAttributes: Bool

    private static let attributesSuffix = ".attrs"

    func path(_ key: String) -> String { "\(folder)/\(key)" }

    /// Returns a file's bytes, or `nil` if there is no such file.
    func read(_ key: String) throws(StateError) -> [UInt8]? {
        guard exists(key) else { return nil }
        do throws(TextFile.Failure) {
            return try TextFile.bytes(of: path(key))
        } catch {
            throw StateError(.system, "cannot read \(path(key)): \(error.reason)")
        }
    }

    func exists(_ key: String) -> Bool { FilePath.isFile(path(key)) }

    /// Returns the time of the last write in nanoseconds since 1970, or `nil` if there is no such file.
    func modificationTime(_ key: String) -> Int? {
        var status = stat()
        guard stat(path(key), &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
        return status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    }

    /// Replaces a file atomically: readers see either the old bytes or the new ones, even after a crash.
    func write(_ key: String, _ bytes: [UInt8]) throws(StateError) {
        try AtomicFile.write(path(key), bytes)
        if writesAttributes { try writeAttributes(of: bytes, beside: key) }
    }

    private func writeAttributes(of bytes: [UInt8], beside key: String) throws(StateError) {
        // Only the storage library's own check reads the checksum, so the file needs no flush.
        try AtomicFile.write(path(key) + Self.attributesSuffix, Array(Self.attributes(of: bytes).utf8), flushes: false)
    }

    /// Copies a file and its attributes, if the file exists.
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

    /// Deletes a file and its attributes, if the file exists.
    func remove(_ key: String) throws(StateError) {
        for path in [path(key), path(key) + Self.attributesSuffix] where unlink(path) != 0 && errno != ENOENT {
            throw SystemFailure.error("delete", path)
        }
    }

    /// Returns the sorted names of the files and folders in a folder; empty if there is no such folder.
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

    /// Deletes the files of a folder, then the folder.
    func removeFolder(_ key: String) throws(StateError) {
        for name in try list(key) { try remove("\(key)/\(name)") }
        // A folder with foreign content is kept.
        _ = rmdir(path(key))
    }

    /// Returns the text of the attributes file for contents of either kind, text or gzip.
    private static func attributes(of bytes: [UInt8]) -> String {
        let type = Gzip.isCompressed(bytes) ? "application/x-gzip" : "text/plain; charset=utf-8"
        return """
            {"user.cache_control":"","user.content_disposition":"","user.content_encoding":"",\
            "user.content_language":"","user.content_type":"\(type)","user.metadata":null,\
            "md5":"\(Base64.encode(MD5.hash(bytes)))"}
            """
    }
}

/// Conversion of `errno` into ``StateError``.
enum SystemFailure {
    /// Returns the error for the last failed call: `cannot <verb> <path>: <reason>`.
    static func error(_ verb: String, _ path: String, _ number: Int32 = errno) -> StateError {
        let reason = String(cString: strerror(number))
        return StateError(.system, "cannot \(verb) \(path): \(reason.prefix(1).lowercased())\(reason.dropFirst())")
    }
}
