import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// Stores the outputs of a component, or of the stack.
    ///
    /// - Throws: ``ReportedFailure`` if the resource was not registered.
    func registerOutputs(_ outputs: PropertyMap, of urn: String) async throws {
        guard let token = state.withLock({ $0.current[urn] }), let old = keeper[token] else {
            if state.withLock({ $0.skippedCreates.contains(urn) }) { return }
            throw fail(urn, RegistrationError.other("outputs came for \(urn), which was not registered"))
        }
        var new = old
        new.outputs = outputs
        do {
            if new.outputs != old.outputs { try await keeper.change([.put(token, new)]) }
        } catch {
            throw fail(urn, error)
        }
        emit(.outputsRegistered(step(.same, old: old, new: new)))
    }
}
