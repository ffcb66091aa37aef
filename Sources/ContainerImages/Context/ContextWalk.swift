internal import Glibc

/// The files of a folder that a build sees, with what of each becomes part of an image.
struct ContextWalk {
    /// A file, a symbolic link, or a folder.
    struct Entry: Sendable {
        enum Content: Sendable {
            case file(size: Int)
            case link(target: String)
            case folder
        }

        /// The path within the context.
        let path: String
        /// The permissions.
        let mode: UInt32
        let content: Content
    }

    let root: String
    let ignored: IgnorePatterns

    /// Returns the entries, sorted by their paths' bytes; sockets, pipes and devices are passed over, as Docker does.
    func entries() throws(ContextFailure) -> [Entry] {
        var found: [Entry] = []
        try collect("", ignored.root, &found)
        return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private func collect(
        _ folder: String,
        _ matches: IgnorePatterns.Matches,
        _ found: inout [Entry]
    ) throws(ContextFailure) {
        for name in try names(in: folder) {
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            let own = ignored.matches(path, in: matches)
            let isLeftOut = ignored.leavesOut(own)
            var status = stat()
            guard lstat("\(root)/\(path)", &status) == 0 else { throw .last("\(root)/\(path)") }
            let mode = status.st_mode & 0o7777
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                if !isLeftOut { found.append(Entry(path: path, mode: mode, content: .folder)) }
                if !isLeftOut || ignored.mayTakeIn(below: path) { try collect(path, own, &found) }
            case S_IFREG where !isLeftOut:
                found.append(Entry(path: path, mode: mode, content: .file(size: Int(status.st_size))))
            case S_IFLNK where !isLeftOut:
                found.append(Entry(path: path, mode: mode, content: .link(target: try target(of: path))))
            default: break
            }
        }
    }

    private func names(in folder: String) throws(ContextFailure) -> [String] {
        let path = folder.isEmpty ? root : "\(root)/\(folder)"
        guard let names = FileText.names(in: path) else { throw .last(path) }
        return names
    }

    private func target(of path: String) throws(ContextFailure) -> String {
        let target = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer -> String? in
            guard let base = buffer.baseAddress else { return nil }
            let count = readlink("\(root)/\(path)", base, buffer.count)
            guard count >= 0 else { return nil }
            return String(decoding: UnsafeRawBufferPointer(buffer)[..<count], as: UTF8.self)
        }
        guard let target else { throw .last("\(root)/\(path)") }
        return target
    }
}
