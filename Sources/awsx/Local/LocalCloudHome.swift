import Glibc

/// Where local AWS leaves what the next command must know.
struct LocalCloudHome: Sendable {
    /// The folder: `PULUMI_HOME`, else `~/.pulumi`.
    let folder: String

    /// The folder that the environment names.
    init(environment: [String: String]) {
        folder = environment["PULUMI_HOME"] ?? (environment["HOME"] ?? "/tmp") + "/.pulumi"
    }

    /// Process and port of the running server, as JSON.
    var recordPath: String { folder + "/awsx-local.json" }

    /// What the server printed on stderr.
    var logPath: String { folder + "/awsx-local.log" }

    /// The text of a file.
    func read(_ path: String) throws -> String { try readFile(path) }

    /// Replaces a file, making the folder if needed.
    func write(_ text: String, to path: String) throws {
        try makeFolder()
        try writeFile(text, to: path)
    }

    /// Makes the folder if it is missing.
    func makeFolder() throws {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw fileError("make the folder", folder) }
    }
}

/// The text of a small file.
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
