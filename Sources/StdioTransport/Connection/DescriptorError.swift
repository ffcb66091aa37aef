internal import Glibc

/// A system call that failed.
public struct DescriptorError: Error, Sendable, CustomStringConvertible {
    /// What was called, with what it was called on where that helps.
    public let operation: String
    /// The value of `errno`.
    public let code: CInt

    init(_ operation: String, _ code: CInt) {
        self.operation = operation
        self.code = code
    }

    /// Such as `pipe2: Too many open files`.
    public var description: String { "\(operation): \(String(cString: strerror(code)))" }
}
