import AWSClient

/// The part of AWS's refusal by which a resource decides what to do.
struct AWSFailure: Error, Hashable, CustomStringConvertible {
    /// Such as `ClusterNotFoundException`.
    let code: String
    let message: String

    init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    var description: String { "\(code): \(message)" }

    /// AWS's refusal; `nil` if the error is of another kind.
    init?(_ error: any Error) {
        if let failure = error as? AWSFailure {
            self = failure
        } else if let error = error as? AWSError, !error.code.isEmpty {
            self.init(code: error.code, message: error.message)
        } else {
            return nil
        }
    }
}
