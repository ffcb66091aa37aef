import Connections
import Glibc

/// The surroundings of a command: its standard streams, environment and working folder.
///
/// Commands use ``current``, so that a test can run one with streams and folders of its own.
struct Console: Sendable {
    /// A stream to write to.
    enum Stream: Sendable { case output, error }

    /// Returns the environment variables.
    var environment: @Sendable () -> [String: String]
    /// Returns the absolute path of the working folder.
    var workingFolder: @Sendable () throws -> String
    /// Indicates that standard input is a terminal.
    var readsTerminal: Bool
    /// Indicates that standard output is a terminal.
    var writesTerminal: Bool
    /// Writes text to a stream.
    var write: @Sendable (String, Stream) -> Void
    /// Reads a line without its end; returns `nil` at the end of the input, or once the function returns true.
    var readLine: @Sendable (_ isOver: () -> Bool) -> String?
    /// Passes keys to `receive` until it returns true; returns false at the end of the input, or once `isOver` does.
    var readKeys: @Sendable (_ isOver: () -> Bool, _ receive: (Key) -> Bool) -> Bool
    /// Reads a line that is not echoed to the terminal; returns `nil` at the end of the input.
    var readHiddenLine: @Sendable () -> String?
    /// Reads the rest of standard input.
    var readAll: @Sendable () throws -> String
    /// Replaces this process with the program of a path; returns only in a test.
    var replaceProcess: @Sendable (_ path: String, _ arguments: [String]) throws -> Void = {
        try SessionPlugin.replaceProcess(with: $0, $1)
    }

    /// The console of the running command.
    @TaskLocal static var current = Console.process

    /// The console of this process.
    static let process = Console(
        environment: { ProcessEnvironment.variables },
        workingFolder: {
            guard let here = getcwd(nil, 0) else { throw UsageError("the working folder does not exist") }
            defer { free(here) }
            return String(cString: here)
        },
        readsTerminal: isatty(STDIN_FILENO) == 1,
        writesTerminal: isatty(STDOUT_FILENO) == 1,
        write: { text, stream in writeAll(text, to: stream == .output ? STDOUT_FILENO : STDERR_FILENO) },
        readLine: { StandardInput.line(until: $0) },
        readKeys: { StandardInput.keys(until: $0, $1) },
        readHiddenLine: { StandardInput.hiddenLine() },
        readAll: { try StandardInput.rest() }
    )
}

/// Writes text to standard output.
func writeOut(_ text: String) { Console.current.write(text, .output) }

/// Writes text to standard error.
func writeError(_ text: String) { Console.current.write(text, .error) }

/// Writes text to a descriptor; if its reader has closed it, the rest is dropped and the deployment goes on.
private func writeAll(_ text: String, to descriptor: CInt) {
    var text = text
    text.withUTF8 { bytes in
        var written = 0
        while written < bytes.count {
            let count = write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                // Another process made the descriptor non-blocking.
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wait, 1, -1)
                continue
            }
            guard count > 0 else { return }
            written += count
        }
    }
}

/// Writes warnings to standard error, one a line.
func writeWarnings(_ warnings: some Sequence<String>) {
    for warning in warnings { writeError("warning: \(warning)\n") }
}
