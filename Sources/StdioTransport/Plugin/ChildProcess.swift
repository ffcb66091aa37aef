internal import CLinux
internal import Connections
internal import Glibc

/// A started plugin: its id and our ends of its three streams.
struct ChildProcess {
    let processIdentifier: pid_t
    /// Our end of the plugin's standard input, to write to.
    let toInput: CInt
    /// Our end of the plugin's standard output, to read from.
    let fromOutput: CInt
    /// Our end of the plugin's standard error, to read from.
    let fromError: CInt

    /// Starts a plugin.
    ///
    /// It is in a process group of its own, because Ctrl-C in a terminal signals a whole group: the engine gets the signal
    /// and ends its plugins when their calls are over. It inherits no descriptor but its three streams.
    ///
    /// - Throws: ``DescriptorError`` if there is no such program or the system lacks something.
    static func start(_ command: PluginCommand) throws(DescriptorError) -> ChildProcess {
        var input = try Pipe()
        var output = try Pipe()
        var error = try Pipe()
        input.grow()
        output.grow()
        let processIdentifier = try spawn(command, input.readEnd, output.writeEnd, error.writeEnd)
        return ChildProcess(
            processIdentifier: processIdentifier,
            toInput: input.takeWriteEnd(),
            fromOutput: output.takeReadEnd(),
            fromError: error.takeReadEnd()
        )
    }

    /// Closes our ends of the streams of a plugin that cannot be used, which ends it.
    func discard() {
        for descriptor in [toInput, fromOutput, fromError] { close(descriptor) }
    }

    private static func spawn(
        _ command: PluginCommand,
        _ input: CInt,
        _ output: CInt,
        _ error: CInt
    ) throws(DescriptorError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (ours, theirs) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (error, STDERR_FILENO)] {
            posix_spawn_file_actions_adddup2(&actions, ours, theirs)
        }
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        if let directory = command.workingDirectory {
            posix_spawn_file_actions_addchdir_np(&actions, directory)
        }
        var attributes = attributes()
        defer { posix_spawnattr_destroy(&attributes) }

        let arguments = CStrings([command.name ?? command.executable] + command.arguments)
        let environment = command.environment.map { CStrings($0.map { "\($0.key)=\($0.value)" }) }
        var processIdentifier: pid_t = 0
        let code = posix_spawnp(
            &processIdentifier,
            command.executable,
            &actions,
            &attributes,
            arguments.pointers,
            environment?.pointers ?? environ
        )
        guard code == 0 else { throw DescriptorError("cannot start \(command.executable)", code) }
        return processIdentifier
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
