import Glibc
import Synchronization

/// The terminal settings during a live screen, which every exit restores, even a crash.
enum TerminalMode {
    /// The result of entering the live screen.
    enum Entry { case entered, alreadyActive, unavailable }

    private static let isEntered = Atomic<Bool>(false)
    private static let wasEntered = Atomic<Bool>(false)
    private static let isStopRequested = Atomic<Bool>(false)
    /// Serializes entering, leaving and drawing.
    private static let drawing = Mutex(())
    // Safe: it is written under `drawing` before `isEntered` is set, and read only while that is set.
    nonisolated(unsafe) private static var saved = termios()

    /// Enters the live screen and turns echo off, unless another process group owns the terminal.
    static func enter() -> Entry {
        drawing.withLock { _ in
            if isEntered.load(ordering: .acquiring) { return .alreadyActive }
            guard tcgetpgrp(STDOUT_FILENO) == getpgrp() else { return .unavailable }
            guard tcgetattr(STDOUT_FILENO, &saved) == 0 else { return .unavailable }
            var quiet = saved
            quiet.c_lflag &= ~tcflag_t(ECHO | ECHONL)
            tcsetattr(STDOUT_FILENO, TCSANOW, &quiet)
            isEntered.store(true, ordering: .releasing)
            wasEntered.store(true, ordering: .relaxed)
            signal(SIGTSTP, requestStop)
            watchSignals()
            writeOut(LiveScreen.enter)
            return .entered
        }
    }

    /// Writes to the live screen, if it is active.
    static func draw(_ text: String) {
        drawing.withLock { _ in
            if isEntered.load(ordering: .acquiring), !text.isEmpty { writeOut(text) }
        }
    }

    /// Leaves the live screen.
    static func leave() {
        drawing.withLock { _ in
            guard isEntered.exchange(false, ordering: .acquiringAndReleasing) else { return }
            writeOut(LiveScreen.leave)
            tcsetattr(STDOUT_FILENO, TCSADRAIN, &saved)
        }
    }

    /// Runs `body` while the terminal passes on every key at once, without echo and signals.
    ///
    /// `body` gets a function that restores the terminal while another one runs.
    static func withKeys<Result>(_ body: (_ pausing: (() -> Void) -> Void) -> Result) -> Result {
        guard tcgetattr(STDIN_FILENO, &beforeKeys) == 0 else { return body { $0() } }
        var raw = beforeKeys
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ECHONL | ISIG | IEXTEN)
        func enter() {
            isReadingKeys.store(true, ordering: .releasing)
            tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
        }
        func leave() {
            guard isReadingKeys.exchange(false, ordering: .acquiringAndReleasing) else { return }
            tcsetattr(STDIN_FILENO, TCSADRAIN, &beforeKeys)
        }
        watchSignals()
        enter()
        defer { leave() }
        return body { pause in
            leave()
            pause()
            enter()
        }
    }

    private static let isReadingKeys = Atomic<Bool>(false)
    // Safe: it is written before `isReadingKeys` is set, and read only while that is set.
    nonisolated(unsafe) private static var beforeKeys = termios()

    /// Discards input that was typed during a live screen, so that it does not answer a later prompt.
    static func discardInput() {
        if wasEntered.load(ordering: .relaxed) { tcflush(STDIN_FILENO, TCIFLUSH) }
    }

    /// Suspends the process if Ctrl-Z was pressed, after restoring the terminal.
    static func stopIfRequested() {
        guard isStopRequested.exchange(false, ordering: .acquiringAndReleasing) else { return }
        leave()
        // Sent to this thread, which stops here without drawing more lines.
        raise(SIGSTOP)
    }

    /// The signals that end the process, and whether an existing handler takes precedence.
    private static let fatalSignals: [(number: CInt, yields: Bool)] = [
        (SIGHUP, true), (SIGTERM, true), (SIGQUIT, true), (SIGPIPE, true), (SIGABRT, false), (SIGSEGV, false),
        (SIGBUS, false), (SIGILL, false), (SIGFPE, false), (SIGTRAP, false),
    ]

    // Safe: it is written once, before the handlers that read it are installed.
    nonisolated(unsafe) private static let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    private static let isWatching = Atomic<Bool>(false)

    private static func watchSignals() {
        guard !isWatching.exchange(true, ordering: .relaxed) else { return }
        for (number, yields) in fatalSignals {
            sigaction(number, nil, previous + Int(number))
            var action = sigaction()
            action.__sigaction_handler.sa_handler = restoreAndExit
            action.sa_flags = SA_ONSTACK
            let hadHandler = unsafeBitCast(previous[Int(number)].__sigaction_handler.sa_handler, to: Int.self) != 0
            if !(hadHandler && yields) { sigaction(number, &action, nil) }
        }
    }

    private static let requestStop: @convention(c) (CInt) -> Void = { _ in
        TerminalMode.isStopRequested.store(true, ordering: .releasing)
    }

    /// Restores the terminal and passes the signal to the previous handler.
    ///
    /// It uses only async-signal-safe functions: no allocation, no locks.
    private static let restoreAndExit: @convention(c) (CInt) -> Void = { number in
        if TerminalMode.isEntered.exchange(false, ordering: .acquiringAndReleasing) {
            LiveScreen.leaveBytes.withUTF8Buffer { bytes in
                _ = write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
            }
            tcsetattr(STDOUT_FILENO, TCSANOW, &TerminalMode.saved)
        }
        if TerminalMode.isReadingKeys.exchange(false, ordering: .acquiringAndReleasing) {
            tcsetattr(STDIN_FILENO, TCSANOW, &TerminalMode.beforeKeys)
        }
        sigaction(number, TerminalMode.previous + Int(number), nil)
        raise(number)
    }
}
