import JSON

/// Polls an operation as a waiter of the models says.
struct Waiting {
    let session: ClientSession
    let region: String?

    /// See ``AWSClient/wait(_:_:region:delay:timeout:)``.
    func run(
        _ waiter: AWSWaiter,
        _ input: JSON.Object,
        delay: Duration?,
        timeout: Duration?
    ) async throws(AWSError) -> JSON? {
        let rules = try WaiterRules(waiter)
        let delay = delay ?? .seconds(rules.delay)
        let start = session.time.now()
        let limit = timeout?.inSeconds ?? Double(rules.delay * rules.maximumAttempts)
        while true {
            let result = await outcome(rules.operation, input)
            switch rules.state(result) {
            case .success: return try? result.get()
            case .failure(let reason): throw failure(.waiterFailed, waiter, rules, reason, result)
            case .retry: break
            case .undecided: if case .failure(let error) = result { throw error }
            }
            if session.time.now() - start + delay.inSeconds > limit {
                let reason =
                    "the awaited state did not come about within \(Duration.seconds(min(limit, 1e9)).inWholeSeconds) s"
                throw failure(.waiterTimedOut, waiter, rules, reason, result)
            }
            do { try await session.time.sleep(delay) } catch {
                throw AWSError(.cancelled, rules.operation, message: "cancelled while waiting for \(waiter)")
            }
        }
    }

    private func outcome(_ operation: AWSOperation, _ input: JSON.Object) async -> Result<JSON, AWSError> {
        do { return .success(try await session.call(operation, input, region: region)) } catch {
            return .failure(error)
        }
    }

    private func failure(
        _ kind: AWSError.Kind,
        _ waiter: AWSWaiter,
        _ rules: WaiterRules,
        _ reason: String,
        _ last: Result<JSON, AWSError>
    ) -> AWSError {
        var error = AWSError(kind, rules.operation, message: "waiting for \(waiter): \(reason)", region: region)
        if case .failure(let answered) = last {
            error.message += "; the last answer was \(answered.code): \(answered.message)"
            error.code = answered.code
            error.requestID = answered.requestID
        }
        return error
    }
}
