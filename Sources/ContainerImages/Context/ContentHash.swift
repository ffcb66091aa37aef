internal import Crypto

/// The hash of all that goes into an image: if it is the same as last time, there is nothing to build.
struct ContentHash {
    private let hash = SHA256.Stream()

    /// Adds a setting.
    func add(_ name: String, _ value: String) {
        // The length keeps apart what would read the same when joined.
        hash.update("\(name) \(value.utf8.count) \(value)\n")
    }

    /// Adds the files of a folder that a build sees: names, permissions, and contents.
    ///
    /// Times and owners are left out: they differ between two checkouts of the same files.
    ///
    /// - Throws: ``ContextFailure`` if something cannot be read.
    func add(_ folder: String, without ignored: IgnorePatterns) async throws(ContextFailure) {
        let entries = try ContextWalk(root: folder, ignored: ignored).entries()
        let files = entries.filter { if case .file = $0.content { true } else { false } }
        // The largest come first, so that no thread is left with one at the end.
        let order = files.indices.sorted { files[$0].size > files[$1].size }
        let digests = try await FileHashes.digests(of: order.map { "\(folder)/\(files[$0].path)" })
        var byPath: [String: [UInt8]] = [:]
        for (index, digest) in zip(order, digests) { byPath[files[index].path] = digest }
        for entry in entries {
            let content =
                switch entry.content {
                case .file: hexadecimal(byPath[entry.path] ?? [])
                case .link(let target): "-> \(target)"
                case .folder: "/"
                }
            add("\(String(entry.mode, radix: 8)) \(content)", entry.path)
        }
    }

    /// Returns the hash: 64 hexadecimal digits.
    func finish() -> String { hexadecimal(hash.finish()) }
}

extension ContextWalk.Entry {
    fileprivate var size: Int { if case .file(let size) = content { size } else { 0 } }
}
