internal import Connections
internal import Glibc
public import RPC

/// The standard streams of this process, as a plugin uses them.
public enum PluginStreams {
    /// Indicates whether a person started the plugin by hand; it should print its usage and exit with status 64 then.
    public static var areTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// Serves the host that started this process until it goes away.
    ///
    /// The frames move to descriptors of their own and standard output becomes standard error, so that a stray `print`
    /// in any library cannot corrupt them. A handler calls the host back at ``StdioConnection/address``. If handlers are
    /// still running 30 s after the host went away, the process exits with status 1.
    ///
    /// - Returns: The status to exit with: 0, 1 if calls were cut off, 2 after a protocol error, which has been written
    ///   to standard error.
    /// - Throws: ``DescriptorError`` if the streams are not open or the system lacks a thread.
    public static func serve(_ service: Service, limits: ConnectionLimits = ConnectionLimits()) async throws -> Int32 {
        let (input, output) = try claim()
        let connection = try StdioConnection(
            role: .plugin,
            input: input,
            output: output,
            limits: limits,
            explainEnd: { "the host closed the connection" },
            handlersAreOverdue: { _exit(1) }
        )
        let ending = try await connection.run(serving: service)
        if let violation = ending.violation { say(violation.description) }
        return ending.exitStatus
    }

    /// Moves standard input and output to private descriptors.
    static func claim() throws(DescriptorError) -> (input: CInt, output: CInt) {
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard null >= 0 else { throw DescriptorError("open /dev/null", errno) }
        defer { if null > STDERR_FILENO { close(null) } }
        if fcntl(STDERR_FILENO, F_GETFD) < 0 { dup2(null, STDERR_FILENO) }
        let input = try duplicate(STDIN_FILENO, "standard input")
        let output = try duplicate(STDOUT_FILENO, "standard output")
        dup2(null, STDIN_FILENO)
        dup2(STDERR_FILENO, STDOUT_FILENO)
        return (input, output)
    }

    private static func duplicate(_ descriptor: CInt, _ name: String) throws(DescriptorError) -> CInt {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { throw DescriptorError(name, errno) }
        return copy
    }

    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
