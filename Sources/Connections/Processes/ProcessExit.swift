internal import Glibc

/// The way in which a child process ended.
public enum ProcessExit: Hashable, Sendable, CustomStringConvertible {
    /// It exited with this status.
    case status(Int32)
    /// This signal ended it.
    case signal(Int32)
    /// Unknown, because the status was reaped by somebody else, such as a program that ignores `SIGCHLD`.
    case unknown

    /// Reads a status of `waitpid`.
    init(waitStatus: CInt) {
        let signal = waitStatus & 0x7F
        self = signal == 0 ? .status((waitStatus >> 8) & 0xFF) : .signal(signal)
    }

    /// The end as the middle of a sentence, such as `exited with status 2` or `was ended by signal 9 (Killed)`.
    public var description: String {
        switch self {
        case .status(let status): "exited with status \(status)"
        case .signal(let signal): "was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
        case .unknown: "ended"
        }
    }
}
