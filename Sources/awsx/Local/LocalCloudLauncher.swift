import Connections
import Glibc

/// Starts the server of ``LocalCloud`` and waits until it listens.
struct LocalCloudLauncher {
    /// The value of glibc's `POSIX_SPAWN_SETSID`, which the module map hides.
    private static let newSession: Int16 = 0x80
    /// The signals that this process may ignore, and the server must not.
    private static let handledSignals = [SIGINT, SIGTERM, SIGPIPE]

    /// The folder of the log file.
    let home: LocalCloudHome
    /// The Python interpreters to try.
    let pythons: [String]

    /// Starts the server with the first Python that has moto.
    ///
    /// - Throws: ``LocalCloudError`` with the error of each Python.
    func launch() throws -> LocalCloud {
        try home.makeFolder()
        var errors: [String] = []
        for python in pythons {
            let (process, output) = try spawn(python)
            let words = firstLine(of: output).split(separator: " ").map(String.init)
            if let port = words.first.flatMap({ Int($0) }) {
                return LocalCloud(process: process, port: port, registry: words.dropFirst().first)
            }
            waitpid(process, nil, 0)
            errors.append(((try? readFile(home.logPath)) ?? "").split(separator: "\n").last.map(String.init) ?? python)
        }
        let tried = errors.map { "\n  " + $0 }.joined()
        throw LocalCloudError(
            description: "local AWS needs Python with moto: run scripts/setup or pip install 'moto[server]'"
                + (tried.isEmpty ? "" : "; tried:" + tried)
        )
    }

    /// The Python interpreters to try: in a `.venv` in or above the folder of the program or the working folder, then
    /// on the PATH.
    static var installedPythons: [String] {
        var starts = [folder(of: "/proc/self/exe")]
        if let here = getcwd(nil, 0) {
            starts.append(String(cString: here))
            free(here)
        }
        var found: [String] = []
        for start in starts {
            var path = start[...]
            while !path.isEmpty {
                let python = "\(path)/.venv/bin/python"
                if access(python, X_OK) == 0, !found.contains(python) { found.append(python) }
                path = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
            }
        }
        let onPath = (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":").map { "\($0)/python3" }
        return found + onPath.filter { access($0, X_OK) == 0 }.prefix(1)
    }

    /// Returns the folder of the target of a symbolic link.
    private static func folder(of link: String) -> String {
        guard let resolved = realpath(link, nil) else { return "" }
        defer { free(resolved) }
        let path = String(cString: resolved)
        return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    }

    /// Starts the server in a session of its own, so that Ctrl-C does not reach it.
    private func spawn(_ python: String) throws -> (pid_t, CInt) {
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
            throw LocalCloudError(description: "cannot create a pipe: \(String(cString: strerror(errno)))")
        }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, home.logPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in Self.handledSignals { sigaddset(&defaults, signal) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Self.newSession | Int16(POSIX_SPAWN_SETSIGDEF))
        let words = [python, "-c", LocalCloudServer.source, LocalCloudServer.marker, home.folder]
        var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { argv.forEach { free($0) } }
        var environment: [UnsafeMutablePointer<CChar>?] = variables().map { strdup($0) } + [nil]
        defer { environment.forEach { free($0) } }
        var process: pid_t = 0
        let status = posix_spawn(&process, python, &actions, &attributes, &argv, &environment)
        guard status == 0 else {
            throw LocalCloudError(description: "cannot start \(python): \(String(cString: strerror(status)))")
        }
        return (process, ends[0])
    }

    /// Returns this process's environment with the required settings of moto.
    private func variables() -> [String] {
        ProcessEnvironment.entries.filter { !$0.hasPrefix("MOTO_") } + ["MOTO_IAM_LOAD_MANAGED_POLICIES=true"]
    }

    /// Reads the first line, or everything before the end, and closes the descriptor.
    private func firstLine(of descriptor: CInt) -> String {
        defer { close(descriptor) }
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }
}
