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
        } else if let persistent = error as? PersistentFailure {
            self.init(persistent.error)
        } else if let error = error as? AWSError, !error.code.isEmpty {
            self.init(code: error.code, message: error.message)
        } else {
            return nil
        }
    }
}

/// AWS went on to refuse a call for as long as this may pass.
struct PersistentFailure: Error, CustomStringConvertible {
    /// The last refusal.
    let error: any Error
    /// The time for which the call was repeated.
    let limit: Duration
    /// The remedy; empty if there is none to tell.
    let advice: String

    var description: String {
        let text = "\(error) (tried again for \(limit.components.seconds) seconds)"
        return advice.isEmpty ? text : "\(text). \(advice)"
    }
}
