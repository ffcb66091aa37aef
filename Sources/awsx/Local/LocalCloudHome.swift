import Glibc

/// The folder in which local AWS stores its process id and log.
struct LocalCloudHome: Sendable {
    /// The path: `PULUMI_HOME`, else `~/.pulumi`.
    let folder: String

    /// Determines the folder from an environment.
    init(environment: [String: String]) {
        folder = environment["PULUMI_HOME"] ?? (environment["HOME"] ?? "/tmp") + "/.pulumi"
    }

    /// The JSON file with process id and port of the running server.
    var recordPath: String { folder + "/awsx-local.json" }

    /// The file with the server's standard error.
    var logPath: String { folder + "/awsx-local.log" }

    /// Returns the text of a file.
    func read(_ path: String) throws -> String { try readFile(path) }

    /// Replaces a file, creating the folder if it is missing.
    func write(_ text: String, to path: String) throws {
        try makeFolder()
        try writeFile(text, to: path)
    }

    /// Creates the folder if it is missing.
    func makeFolder() throws {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw fileError("create the folder", folder) }
    }
}

/// Returns the text of a small file.
func readFile(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw fileError("read", path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
        bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// Replaces a small file.
func writeFile(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw fileError("write", path) }
    defer { fclose(file) }
    guard fputs(text, file) >= 0 else { throw fileError("write", path) }
}

private func fileError(_ verb: String, _ path: String) -> LocalCloudError {
    LocalCloudError(description: "cannot \(verb) \(path): \(String(cString: strerror(errno)))")
}
