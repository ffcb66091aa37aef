import Glibc
import Synchronization

/// The standard input of this process, read in lines without blocking interruptions.
enum StandardInput {
    /// The bytes after the last line that was read.
    private static let pending = Mutex<[UInt8]>([])

    /// Returns the next line without its end, or `nil` at the end of the input or once `isOver` returns true.
    static func line(until isOver: () -> Bool) -> String? {
        pending.withLock { pending in
            while true {
                if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                    defer { pending.removeFirst(end + 1) }
                    return String(decoding: pending[..<end], as: UTF8.self)
                }
                var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
                let ready = poll(&wait, 1, 50)
                if isOver() { return nil }
                guard ready > 0 else { continue }
                var buffer = [UInt8](repeating: 0, count: 1024)
                let count = read(STDIN_FILENO, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    defer { pending = [] }
                    return pending.isEmpty ? nil : String(decoding: pending, as: UTF8.self)
                }
                pending += buffer.prefix(count)
            }
        }
    }

    /// Returns the next line, which the terminal does not echo, or `nil` at the end of the input.
    static func hiddenLine() -> String? {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return line { false } }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            writeError("\n")
        }
        return line { false }
    }

    /// Returns the rest of the input.
    static func rest() throws -> String {
        try pending.withLock { pending in
            defer { pending = [] }
            return String(decoding: pending, as: UTF8.self) + (try readFile("/dev/stdin"))
        }
    }
}
