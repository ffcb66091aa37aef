/// A command line that makes no sense.
struct UsageError: Error, Equatable, CustomStringConvertible {
    /// What is wrong, and what to do.
    let description: String
    /// The status to exit with.
    var exitStatus: Int32 = 64

    init(_ description: String) {
        self.description = description
    }

    /// What follows the options: the Pulumi CLI gives the address of its engine there.
    static func engineAddress(_ word: String) -> UsageError {
        guard word.contains(":") || UInt16(word) != nil else {
            return UsageError("\"\(word)\" makes no sense here")
        }
        var error = UsageError(
            "cannot serve the engine at \(word): this build speaks the stdio protocol only, not yet gRPC, "
                + "so that the Pulumi CLI cannot use it; deploy with awsx"
        )
        error.exitStatus = 1
        return error
    }
}
