internal import FoundationEssentials

/// The environment variables of this process.
enum ProcessEnvironment {
    /// A copy, by name.
    static func current() -> [String: String] { ProcessInfo.processInfo.environment }
}
