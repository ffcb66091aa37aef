import AWSClient
import JSON

/// Whoever carries calls to AWS: the client, or a script in tests.
protocol AWSCalling: Sendable {
    /// Sends one call.
    ///
    /// - Parameters:
    ///   - operation: Service and operation, such as `ecs.CreateCluster`.
    ///   - input: Members as AWS's model names them.
    ///   - region: `nil` for the provider's.
    /// - Returns: The members of the answer.
    /// - Throws: ``AWSError`` if the call fails.
    func send(_ operation: String, _ input: JSON.Object, region: String?) async throws -> JSON

    /// Sends a call that lists, page by page, and returns the pages as one answer.
    func sendPages(_ operation: String, _ input: JSON.Object, region: String?) async throws -> JSON

    /// Returns the URL to which the requests of an operation go.
    ///
    /// - Throws: ``AWSError`` if there is no such operation or region.
    func address(of operation: String, region: String?) throws -> String

    /// Returns the same caller, whose calls tell an observer why they have to wait.
    func reporting(to observer: @escaping DelayObserver) -> Self
}

extension AWSCalling {
    /// Returns the caller as it is: its calls do not wait.
    func reporting(to observer: @escaping DelayObserver) -> Self { self }
}

extension AWSClient: AWSCalling {
    func send(_ operation: String, _ input: JSON.Object, region: String?) async throws -> JSON {
        try await call(AWSOperation(operation), input, region: region)
    }

    func sendPages(_ operation: String, _ input: JSON.Object, region: String?) async throws -> JSON {
        try await pages(AWSOperation(operation), input, region: region)
    }

    func address(of operation: String, region: String?) throws -> String {
        try address(of: AWSOperation(operation), region: region)
    }
}
