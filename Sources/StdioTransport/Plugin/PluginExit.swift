internal import Glibc

/// How a plugin's process ended.
public enum PluginExit: Hashable, Sendable, CustomStringConvertible {
    /// It returned this status.
    case status(Int32)
    /// This signal ended it.
    case signal(Int32)
    /// Somebody else took the news, such as a program that ignores its children.
    case unknown

    /// Reads what `waitpid` said.
    init(waitStatus: CInt) {
        let signal = waitStatus & 0x7F
        self = signal == 0 ? .status((waitStatus >> 8) & 0xFF) : .signal(signal)
    }

    /// Such as `exited with status 2` or `was ended by signal 9 (Killed)`.
    public var description: String {
        switch self {
        case .status(let status): "exited with status \(status)"
        case .signal(let signal): "was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
        case .unknown: "ended"
        }
    }
}
