import AWSClient

/// What a resource decides by when AWS refuses a call.
struct AWSFailure: Error, Hashable {
    /// Such as `ClusterNotFoundException`.
    let code: String
    let message: String

    init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    /// What AWS answered; `nil` if the error is of another kind.
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
