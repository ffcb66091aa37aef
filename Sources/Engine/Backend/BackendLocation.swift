internal import Glibc

/// The location of the state: the URL of the backend and the folder behind it.
enum BackendLocation {
    /// Returns the URL of the backend, with relative folders resolved.
    ///
    /// It is `PULUMI_BACKEND_URL`, else the project's `backend.url`, else the URL that `pulumi login` stored if it is a
    /// folder's, else `file://~`.
    static func url(project: Project?, environment: [String: String]) -> String {
        if let url = environment["PULUMI_BACKEND_URL"], !url.isEmpty { return url }
        if let project, let url = project.backendURL, !url.isEmpty {
            return absolute(url, from: project.folder)
        }
        // A login to Pulumi Cloud names no folder.
        return Login(environment: environment).url.flatMap { $0.hasPrefix(scheme) ? $0 : nil } ?? "file://~"
    }

    /// Returns the folder of a URL, with the setting for attribute files from its query.
    ///
    /// - Throws: ``StateError`` if the URL names no folder.
    static func store(url: String, environment: [String: String]) throws(StateError) -> FileStore {
        guard url.hasPrefix(scheme) else {
            throw StateError(
                .refused,
                "the backend '\(url)' is not supported: state is stored in folders only",
                remedy: "set PULUMI_BACKEND_URL to file://~ or to file:// and the path of a folder"
            )
        }
        let parts = url.dropFirst(scheme.count).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = decoded(String(parts[0]))
        let folder =
            if path == "~" {
                home(environment)
            } else if path.hasPrefix("~/") {
                FilePath.joined(home(environment), String(path.dropFirst(2)))
            } else {
                FilePath.joined(workingFolder, path)
            }
        let skipsAttributes = parts.dropFirst().contains { $0.split(separator: "&").contains("metadata=skip") }
        return FileStore(folder: folder, writesAttributes: !skipsAttributes)
    }

    /// Returns Pulumi's home folder of a user: `PULUMI_HOME`, else `~/.pulumi`.
    static func pulumiHome(_ environment: [String: String]) -> String {
        if let folder = environment["PULUMI_HOME"], !folder.isEmpty { return FilePath.joined(workingFolder, folder) }
        return home(environment) + "/.pulumi"
    }

    private static let scheme = "file://"

    static var workingFolder: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    private static func home(_ environment: [String: String]) -> String {
        if let home = environment["HOME"], !home.isEmpty { return home }
        return getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) } ?? "/"
    }

    private static func absolute(_ url: String, from folder: String) -> String {
        guard url.hasPrefix("\(scheme).") else { return url }
        return scheme + FilePath.joined(folder, String(url.dropFirst(scheme.count)))
    }

    /// Decodes percent-encoded characters, such as `%20`.
    private static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
