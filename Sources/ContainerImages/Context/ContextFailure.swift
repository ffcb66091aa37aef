internal import Glibc

/// A build context that cannot be read.
package struct ContextFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path at fault.
    package let path: String
    /// The reason, in the system's words.
    package let reason: String

    /// The failure of the last system call.
    static func last(_ path: String) -> ContextFailure {
        ContextFailure(path: path, reason: String(cString: strerror(errno)))
    }

    /// The path and the reason.
    package var description: String { "the build context cannot be read: \(path): \(reason)" }
}
