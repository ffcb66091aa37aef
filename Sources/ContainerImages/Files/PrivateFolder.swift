internal import Connections
internal import Glibc

/// A temporary folder that nobody but this user can read, for what a builder takes in files and must not be seen.
final class PrivateFolder: Sendable {
    /// The folder's path.
    let path: String

    /// Makes the folder.
    ///
    /// - Throws: ``DescriptorError`` if it cannot be made.
    init(environment: [String: String]) throws(DescriptorError) {
        // Builders unpack layers in it, for which a /tmp in memory may be too small.
        let parent = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/var/tmp"
        // mkdtemp gives the folder the permissions 0700.
        var template = Array("\(parent)/awsx-image-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw DescriptorError("cannot make a folder in \(parent)", errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// Writes a file that only this user can read.
    ///
    /// - Returns: The file's path.
    /// - Throws: ``DescriptorError`` if it cannot be written.
    func write(_ text: String, to name: String) throws(DescriptorError) -> String {
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DescriptorError("cannot write \(file)", errno) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { throw DescriptorError("cannot write \(file)", errno) }
            rest = rest.dropFirst(max(count, 0))
        }
        return file
    }

    /// Makes a folder within this one.
    ///
    /// - Returns: The folder's path.
    /// - Throws: ``DescriptorError`` if it cannot be made.
    func makeFolder(_ name: String) throws(DescriptorError) -> String {
        let folder = "\(path)/\(name)"
        guard mkdir(folder, 0o700) == 0 else { throw DescriptorError("cannot make \(folder)", errno) }
        return folder
    }

    /// Removes a folder and what is in it; symbolic links are removed, and not followed.
    private static func remove(_ folder: String) {
        for name in FileText.names(in: folder) ?? [] {
            let path = "\(folder)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR { remove(path) } else { unlink(path) }
        }
        rmdir(folder)
    }
}
