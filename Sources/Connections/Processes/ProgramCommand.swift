internal import CLinux
internal import Glibc

/// A program with its arguments, environment and working directory.
public struct ProgramCommand: Hashable, Sendable {
    /// The executable's path; a name without a slash is looked up in the `PATH` of this process.
    public var executable: String
    /// The arguments after the program's own name.
    public var arguments: [String]
    /// The program's own name (`argv[0]`); `nil` for ``executable``.
    public var name: String?
    /// The program's whole environment; `nil` for the environment of this process.
    public var environment: [String: String]?
    /// The program's working directory; `nil` for the directory of this process.
    public var workingDirectory: String?

    /// A command from its parts.
    public init(
        _ executable: String,
        arguments: [String] = [],
        name: String? = nil,
        environment: [String: String]? = nil,
        workingDirectory: String? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.name = name
        self.environment = environment
        self.workingDirectory = workingDirectory
    }

    /// Starts the program.
    ///
    /// It is in a process group of its own, because Ctrl-C in a terminal signals a whole group: whoever starts a program
    /// gets the signal, and ends the program when that is safe. It inherits no descriptor but its three streams.
    ///
    /// - Parameters:
    ///   - input: The descriptor that becomes its standard input; `nil` for an empty one.
    ///   - output: The descriptor that becomes its standard output.
    ///   - error: The descriptor that becomes its standard error.
    /// - Returns: The id of the process, which is also that of its group.
    /// - Throws: ``DescriptorError`` if there is no such program or the system lacks something.
    public func start(input: CInt?, output: CInt, error: CInt) throws(DescriptorError) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        if let workingDirectory { posix_spawn_file_actions_addchdir_np(&actions, workingDirectory) }
        var attributes = Self.attributes()
        defer { posix_spawnattr_destroy(&attributes) }

        let arguments = CStrings([name ?? executable] + arguments)
        let environment = environment.map { CStrings($0.map { "\($0.key)=\($0.value)" }) }
        var process: pid_t = 0
        let code = posix_spawnp(
            &process,
            executable,
            &actions,
            &attributes,
            arguments.pointers,
            environment?.pointers ?? environ
        )
        guard code == 0 else { throw DescriptorError("cannot start \(executable)", code) }
        return process
    }

    /// Attributes for a process group of its own, with no signal blocked and none ignored.
    private static func attributes() -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        )
        posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        return attributes
    }
}

/// Strings in the form of `argv`: an array of pointers that ends with a null pointer.
private final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        pointers = .allocate(capacity: count + 1)
        for (index, string) in strings.enumerated() { (pointers + index).initialize(to: strdup(string)) }
        (pointers + count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { free(pointers[index]) }
        pointers.deallocate()
    }
}
