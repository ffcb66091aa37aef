import Glibc
import Synchronization

/// What this process has changed about its terminal while a live screen is shown, so that every way out, a crash
/// too, changes it back.
enum TerminalMode {
    /// Whether a live screen may be drawn.
    enum Entry { case isNew, wasThere, isNotOurs }

    private static let isEntered = Atomic<Bool>(false)
    private static let wasEntered = Atomic<Bool>(false)
    private static let isStopWanted = Atomic<Bool>(false)
    /// Serialises entering, leaving and drawing.
    private static let drawing = Mutex(())
    // Safe: written under `drawing` before `isEntered` is set, and read only while that is set.
    nonisolated(unsafe) private static var saved = termios()

    /// Enters the live screen, unless another process group has the terminal: what is typed is not echoed into it.
    static func enter() -> Entry {
        drawing.withLock { _ in
            if isEntered.load(ordering: .acquiring) { return .wasThere }
            guard tcgetpgrp(STDOUT_FILENO) == getpgrp() else { return .isNotOurs }
            guard tcgetattr(STDOUT_FILENO, &saved) == 0 else { return .isNotOurs }
            var quiet = saved
            quiet.c_lflag &= ~tcflag_t(ECHO | ECHONL)
            tcsetattr(STDOUT_FILENO, TCSANOW, &quiet)
            isEntered.store(true, ordering: .releasing)
            wasEntered.store(true, ordering: .relaxed)
            watchSignals()
            writeOut(LiveScreen.enter)
            return .isNew
        }
    }

    /// Writes to the live screen, if it is there.
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

    /// Forgets what was typed unseen into a live screen, so that it answers no later question.
    static func forgetInput() {
        if wasEntered.load(ordering: .relaxed) { tcflush(STDIN_FILENO, TCIFLUSH) }
    }

    /// Ctrl-Z: gives the terminal back, and stops the process as was wanted until it is continued.
    static func stopIfWanted() {
        guard isStopWanted.exchange(false, ordering: .acquiringAndReleasing) else { return }
        leave()
        // To this thread: it stops here, and not after a few more lines have been drawn.
        raise(SIGSTOP)
    }

    /// Signals that end the process, and whether somebody else may take care of them in an orderly way.
    private static let deadly: [(number: CInt, yields: Bool)] = [
        (SIGHUP, true), (SIGTERM, true), (SIGQUIT, true), (SIGPIPE, true), (SIGABRT, false), (SIGSEGV, false),
        (SIGBUS, false), (SIGILL, false), (SIGFPE, false), (SIGTRAP, false),
    ]

    // Safe: written once, before the handlers that read it are set.
    nonisolated(unsafe) private static let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    private static let isWatching = Atomic<Bool>(false)

    private static func watchSignals() {
        guard !isWatching.exchange(true, ordering: .relaxed) else { return }
        signal(SIGTSTP, wantStop)
        for (number, yields) in deadly {
            sigaction(number, nil, previous + Int(number))
            var action = sigaction()
            action.__sigaction_handler.sa_handler = restoreAndDie
            action.sa_flags = SA_ONSTACK
            let hadHandler = unsafeBitCast(previous[Int(number)].__sigaction_handler.sa_handler, to: Int.self) != 0
            if !(hadHandler && yields) { sigaction(number, &action, nil) }
        }
    }

    private static let wantStop: @convention(c) (CInt) -> Void = { _ in
        TerminalMode.isStopWanted.store(true, ordering: .releasing)
    }

    /// Only what a signal handler may call: no memory is taken, no lock waited for. Who listened before comes next.
    private static let restoreAndDie: @convention(c) (CInt) -> Void = { number in
        if TerminalMode.isEntered.exchange(false, ordering: .acquiringAndReleasing) {
            LiveScreen.leaveBytes.withUTF8Buffer { bytes in
                _ = write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
            }
            tcsetattr(STDOUT_FILENO, TCSANOW, &TerminalMode.saved)
        }
        sigaction(number, TerminalMode.previous + Int(number), nil)
        raise(number)
    }
}
