import JSON

extension ClientSession {
    /// A call on its way through its tries.
    struct Attempt {
        let model: OperationModel
        /// The members of the call.
        let input: JSON.Object
        let wire: WireRequest
        var region: String
        var endpoint: Endpoint
        /// Unsigned.
        var request: HTTPRequest
        let policy: RetryPolicy
        let report: DelayReport
        var count = 0
        /// The tokens that the last retry took from the quota.
        var taken: Int?
        var correctedClock = false
        var renewedCredentials = false
        var followedBucket = false
        var lastHint: Double?
        var cause = RetryPolicy.Cause.final

        /// Returns an error with the place of the call and the number of its tries, and without the secrets of the call.
        func completing(_ error: AWSError) -> AWSError {
            var error = error.redacting(model.secrets(in: input))
            error.region = region
            error.endpoint = endpoint.description
            error.attempts = count
            return error
        }
    }
}
