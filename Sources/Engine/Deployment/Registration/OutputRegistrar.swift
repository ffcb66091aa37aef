import PulumiProtocol

/// Stores the outputs of components and of the stack.
struct OutputRegistrar: Sendable {
    let log: DeploymentLog
    let keeper: StateKeeper
    let targets: TargetSelection
    let registered: RegisteredResources
    let steps: StepRunner

    /// Stores the outputs of a registered resource.
    ///
    /// - Throws: ``ReportedFailure`` if the resource was not registered.
    func register(_ outputs: PropertyMap, of urn: String) async throws {
        guard let old = registered[urn] else {
            if targets.isSkipped(urn) { return }
            throw log.report(RegistrationError.other("outputs came for \(urn), which was not registered"), of: urn)
        }
        var new = old.state
        new.outputs = outputs
        do {
            if new.outputs != old.state.outputs { try await keeper.change([.put(old.token, new)]) }
        } catch {
            throw log.report(error, of: urn)
        }
        log.emit(.outputsRegistered(steps.step(.same, old: old.state, new: new)))
    }
}
