import JSON
import PulumiProtocol

extension ResourceOperation {
    /// Sends a call that changes DNS records, and waits until all of Route 53's name servers have the change.
    func change(_ operation: String, _ input: JSON.Object) async throws {
        var changed = self
        let change = try await call(operation, input).identifier("ChangeInfo.Id", of: operation)
        changed.state["change"] = .string(change)
        try await changed.wait(after: "change", for: "\(subject) to reach the name servers")
    }

    /// The name of a hosted zone.
    ///
    /// - Throws: ``IncompleteAnswer``, or what AWS says: there may be no such zone.
    func zoneName(_ id: String) async throws -> DomainName {
        let name = try await session.zoneName(id) {
            let answer = try await call("route53.GetHostedZone", ["Id": .string(id)])
            return try answer.identifier("HostedZone.Name", of: "route53.GetHostedZone")
        }
        return DomainName(name)
    }
}
