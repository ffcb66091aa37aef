import Glibc
import Synchronization

/// The standard input of this process, read in lines or keys without blocking interruptions.
enum StandardInput {
    /// The bytes after the last line that was read.
    private static let pending = Mutex<[UInt8]>([])

    /// Returns the next line without its end, or `nil` at the end of the input or once `isOver` returns true.
    ///
    /// On a terminal that can move its cursor, the line can be edited.
    static func line(until isOver: () -> Bool) -> String? {
        canEdit ? edited(until: isOver) { write(to: screen, $0) } : plainLine(until: isOver)
    }

    /// Returns the next line, which the terminal does not show, or `nil` at the end of the input.
    static func hiddenLine() -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return plainLine { false } }
        defer { writeError("\n") }
        return edited(until: { false }) { _ in }
    }

    /// Passes the keys of a terminal to `receive` until it returns true.
    ///
    /// - Returns: False at the end of the input, or once `isOver` returns true.
    static func keys(until isOver: () -> Bool, _ receive: (Key) -> Bool) -> Bool {
        TerminalMode.withKeys { pausing in
            pending.withLock { pending in
                while true {
                    if let byte = pending.first, let number = signals[byte] {
                        pending.removeFirst()
                        // As the terminal would: to the whole process, or what stops it, at once.
                        pausing { _ = number == SIGTSTP ? raise(SIGSTOP) : kill(getpid(), number) }
                    } else if case .key(let key, let length) = KeyParser.first(of: pending) {
                        pending.removeFirst(length)
                        if receive(key) { return true }
                        continue
                    }
                    switch fill(&pending) {
                    case .idle where !pending.isEmpty: pending.removeFirst()
                    case .idle, .filled: break
                    case .ended: return false
                    }
                    if isOver() { return false }
                }
            }
        }
    }

    /// The keys that send signals while the terminal does not.
    private static let signals: [UInt8: CInt] = [0x03: SIGINT, 0x1A: SIGTSTP, 0x1C: SIGQUIT]

    /// Indicates a terminal whose cursor can be moved.
    private static var canEdit: Bool {
        let type = getenv("TERM").map { String(cString: $0) } ?? "dumb"
        return isatty(STDIN_FILENO) == 1 && type != "dumb" && isatty(screen) == 1
    }

    /// The descriptor of the screen: standard output, or standard error if that leads elsewhere.
    private static var screen: CInt { isatty(STDOUT_FILENO) == 1 ? STDOUT_FILENO : STDERR_FILENO }

    private static func write(to descriptor: CInt, _ text: String) {
        if descriptor == STDOUT_FILENO { writeOut(text) } else { writeError(text) }
    }

    private static func edited(until isOver: () -> Bool, show: (String) -> Void) -> String? {
        var editor = LineEditor()
        var isEnd = false
        let isWhole = keys(until: isOver) { key in
            if key == .enter || key == .endOfInput && editor.text.isEmpty {
                isEnd = key == .endOfInput
                return true
            }
            show(editor.receive(key))
            return false
        }
        show("\n")
        return isWhole && !isEnd ? editor.text : nil
    }

    private static func plainLine(until isOver: () -> Bool) -> String? {
        pending.withLock { pending in
            while true {
                if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                    defer { pending.removeFirst(end + 1) }
                    return String(decoding: pending[..<end], as: UTF8.self)
                }
                let outcome = fill(&pending)
                if isOver() { return nil }
                if outcome == .ended {
                    defer { pending = [] }
                    return pending.isEmpty ? nil : String(decoding: pending, as: UTF8.self)
                }
            }
        }
    }

    private enum Outcome { case filled, idle, ended }

    /// Reads bytes, for which it waits a twentieth of a second.
    private static func fill(_ pending: inout [UInt8]) -> Outcome {
        var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, 50) > 0 else { return .idle }
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = read(STDIN_FILENO, &buffer, buffer.count)
        if count < 0, errno == EINTR { return .idle }
        guard count > 0 else { return .ended }
        pending += buffer.prefix(count)
        return .filled
    }

    /// Returns the rest of the input.
    static func rest() throws -> String {
        try pending.withLock { pending in
            defer { pending = [] }
            return String(decoding: pending, as: UTF8.self) + (try readFile("/dev/stdin"))
        }
    }
}
