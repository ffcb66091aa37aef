import Glibc
import Synchronization

/// What this process has changed about its terminal while a live screen is shown, so that every way out, a crash
/// too, changes it back.
enum TerminalMode {
    /// Whether a live screen may be drawn.
    enum Entry { case isNew, wasThere, isNotOurs }

    private static let isEntered = Atomic<Bool>(false)
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

    /// Leaves the live screen. What was typed in the meantime answers no later question.
    static func leave() {
        drawing.withLock { _ in
            guard isEntered.exchange(false, ordering: .acquiringAndReleasing) else { return }
            writeOut(LiveScreen.leave)
            tcsetattr(STDOUT_FILENO, TCSAFLUSH, &saved)
        }
    }

    /// Ctrl-Z: gives the terminal back, and stops the process as was wanted until it is continued.
    static func stopIfWanted() {
        guard isStopWanted.exchange(false, ordering: .acquiringAndReleasing) else { return }
        leave()
        kill(getpid(), SIGSTOP)
    }

    private static func watchSignals() {
        signal(SIGTSTP, wantStop)
        for number in [SIGHUP, SIGTERM, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGPIPE] {
            // What somebody else takes care of ends in an orderly way, and so leaves the screen.
            let previous = signal(number, restoreAndDie)
            if unsafeBitCast(previous, to: Int.self) != 0 { signal(number, previous) }
        }
    }

    private static let wantStop: @convention(c) (CInt) -> Void = { _ in
        TerminalMode.isStopWanted.store(true, ordering: .releasing)
    }

    /// Only what a signal handler may call: no memory is taken, no lock waited for.
    private static let restoreAndDie: @convention(c) (CInt) -> Void = { number in
        if TerminalMode.isEntered.exchange(false, ordering: .acquiringAndReleasing) {
            LiveScreen.leaveBytes.withUTF8Buffer { bytes in
                _ = write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
            }
            tcsetattr(STDOUT_FILENO, TCSANOW, &TerminalMode.saved)
        }
        signal(number, SIG_DFL)
        raise(number)
    }
}
