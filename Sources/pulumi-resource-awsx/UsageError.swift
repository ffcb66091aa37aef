/// The error of a command line that cannot be understood.
struct UsageError: Error, Equatable, CustomStringConvertible {
    /// The fault and the remedy.
    let description: String
    /// The exit status.
    var exitStatus: Int32 = 64

    init(_ description: String) {
        self.description = description
    }

    /// The error of a word that is no option, which may be the engine's address that the Pulumi CLI passes.
    static func engineAddress(_ word: String) -> UsageError {
        guard word.contains(":") || UInt16(word) != nil else {
            return UsageError("unexpected argument \"\(word)\"")
        }
        var error = UsageError(
            "cannot serve the engine at \(word): this build speaks the stdio protocol only, not yet gRPC, "
                + "so that the Pulumi CLI cannot use it; deploy with awsx"
        )
        error.exitStatus = 1
        return error
    }
}
