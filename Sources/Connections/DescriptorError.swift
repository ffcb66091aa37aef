internal import Glibc

/// A system call that failed.
public struct DescriptorError: Error, Sendable, CustomStringConvertible {
    /// The call, with its object where that helps, such as `cannot start pulumi-resource-aws`.
    public let operation: String
    /// The value of `errno`.
    public let code: CInt

    /// An error from its parts.
    public init(_ operation: String, _ code: CInt) {
        self.operation = operation
        self.code = code
    }

    /// The call and the system's text for the code, such as `pipe2: Too many open files`.
    public var description: String { "\(operation): \(String(cString: strerror(code)))" }
}
