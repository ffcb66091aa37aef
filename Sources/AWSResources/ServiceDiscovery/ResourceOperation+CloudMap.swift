import JSON
import PulumiProtocol

extension ResourceOperation {
    /// Sends a call that Cloud Map answers before it has carried it out, and waits for the end.
    ///
    /// - Returns: The id of the operation that AWS began.
    @discardableResult
    func carryOut(_ operation: String, _ input: JSON.Object, for subject: String? = nil) async throws -> String {
        var begun = self
        let id = try await call(operation, input).identifier("OperationId", of: operation)
        begun.state["operation"] = .string(id)
        try await begun.wait(after: "operation", for: subject)
        return id
    }
}
