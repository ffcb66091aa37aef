internal import Crypto
internal import Glibc
internal import PulumiProtocol

/// The hashes of assets and archives, which tell the engine whether their content has changed.
///
/// The hash of an asset, or of a packed archive, is that of its bytes. Any other archive is packed as tar first, so
/// that the hashes equal those of Pulumi's SDKs.
enum AssetHash {
    /// An error of reading the content.
    struct Failure: Error {
        var reason: String
    }

    private static let packedEndings = [".tar", ".tgz", ".tar.gz", ".zip", ".jar"]

    /// Returns the asset or archive with its hash.
    ///
    /// Remote content is not fetched and gets no hash, unless its URI is a file's.
    static func hashed(_ value: PropertyValue, in folder: String) throws(Failure) -> PropertyValue {
        switch value {
        case .asset(var asset):
            if let bytes = try content(of: asset, in: folder) { asset.hash = hexadecimal(SHA256.hash(bytes)) }
            return .asset(asset)
        case .archive(var archive):
            if let bytes = try content(of: archive, in: folder) { archive.hash = hexadecimal(SHA256.hash(bytes)) }
            return .archive(archive)
        default:
            return value
        }
    }

    private static func content(of asset: Asset, in folder: String) throws(Failure) -> [UInt8]? {
        switch asset.source {
        case .text(let text): return Array(text.utf8)
        case .path(let path): return try read(path, in: folder, what: "asset")
        case .uri(let uri):
            return try localPath(of: uri).map { (path) throws(Failure) in try read(path, in: folder, what: "asset") }
        }
    }

    private static func content(of archive: Archive, in folder: String) throws(Failure) -> [UInt8]? {
        switch archive.source {
        case .path(let path) where packedEndings.contains(where: path.hasSuffix):
            return try read(path, in: folder, what: "archive")
        case .uri(let uri):
            return try localPath(of: uri).map { (path) throws(Failure) in try read(path, in: folder, what: "archive") }
        default:
            var tar = TarWriter()
            var isComplete = true
            try collect(archive, at: "", in: folder, isComplete: &isComplete) { (name, bytes) in tar.add(name, bytes) }
            return isComplete ? tar.finished() : nil
        }
    }

    /// Returns the path of a URI `file:///path`.
    private static func localPath(of uri: String) -> String? {
        let scheme = "file://"
        return uri.hasPrefix(scheme) ? String(uri.dropFirst(scheme.utf8.count)) : nil
    }

    private static func read(_ path: String, in folder: String, what: String) throws(Failure) -> [UInt8] {
        do {
            return try TextFile.bytes(of: FilePath.joined(folder, path))
        } catch {
            throw Failure(reason: "failed to read \(what) at path \(path): \(error.reason)")
        }
    }

    /// Visits the files of an archive in the order of their names.
    private static func collect(
        _ archive: Archive,
        at prefix: String,
        in folder: String,
        isComplete: inout Bool,
        _ add: (String, [UInt8]) -> Void
    ) throws(Failure) {
        switch archive.source {
        case .path(let path):
            let root = FilePath.joined(folder, path)
            guard FilePath.isFolder(root) else {
                throw Failure(
                    reason: "couldn't read archive path '\(path)': it is neither a folder nor a packed archive"
                )
            }
            for name in files(under: root) {
                add(prefix + name, try read(root + "/" + name, in: folder, what: "archive"))
            }
        case .members(let members):
            for member in members {
                switch member.value {
                case .asset(let asset):
                    if let bytes = try content(of: asset, in: folder) {
                        add(prefix + member.key, bytes)
                    } else {
                        isComplete = false
                    }
                case .archive(let inner):
                    try collect(inner, at: prefix + member.key + "/", in: folder, isComplete: &isComplete, add)
                default: break
                }
            }
        case .uri: isComplete = false
        }
    }

    /// Returns the files under a folder by relative path, each folder's entries sorted.
    private static func files(under root: String) -> [String] {
        var found: [String] = []
        var pending = [""]
        while let path = pending.popLast() {
            let whole = path.isEmpty ? root : root + "/" + path
            guard FilePath.isFolder(whole) else {
                found.append(path)
                continue
            }
            let inner = entries(of: whole).map { path.isEmpty ? $0 : path + "/" + $0 }
            pending += inner.reversed()
        }
        return found
    }

    private static func entries(of folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { buffer in
                String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
