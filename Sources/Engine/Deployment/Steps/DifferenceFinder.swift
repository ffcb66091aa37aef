import PulumiProtocol

/// Finds the difference between a resource and its registration.
struct DifferenceFinder: Sendable {
    let isPreview: Bool
    let log: DeploymentLog
    let targets: TargetSelection
    let admission: Admission
    let providers: ProviderResolver
    let planner: ReplacementPlanner

    /// The provider's difference, unless an option or another resource asks for a replacement.
    ///
    /// - Throws: ``RegistrationError`` if a replacement trigger is unknown outside of a preview; or what the provider
    ///   answered.
    func difference(_ registration: Registration, _ old: ResourceState) async throws -> Difference {
        let (goal, new) = (registration.goal, registration.new)
        if try isTriggered(registration, old) { return .replacement(because: "replacementTrigger") }
        if targets.mustReplace(registration.urn, old) { return .replacement(because: "id") }
        if let option = planner.optionReplacing(new) { return .replacement(because: option) }
        if try await providers.mustReplace(old, by: new, presentURN: admission.presentURN) {
            return .replacement(because: "provider")
        }
        var call = registration.call(old: old, inputs: new.inputs)
        call.ignoreChanges = goal.ignoreChanges
        let difference = try await registration.lifecycle.diff(call)
        if !difference.isForeseeable {
            let text =
                "the configuration of this resource's provider is not known yet, so its changes are unknown"
            log.emit(.warning, text, urn: registration.urn)
        }
        return difference.replacing(on: goal.replaceOnChanges, hasInitErrors: !old.initErrors.isEmpty)
    }

    /// Returns whether the replacement trigger has changed.
    ///
    /// One that is added or removed does not count; one that is unknown counts as changed, but only in a preview.
    private func isTriggered(_ registration: Registration, _ old: ResourceState) throws -> Bool {
        guard registration.isRegistered, let new = registration.new.replacementTrigger else { return false }
        if new.containsUnknowns {
            guard isPreview else {
                throw RegistrationError.other("the replacementTrigger of \(registration.urn) is not known")
            }
            return true
        }
        guard let former = old.replacementTrigger?.plain, !former.isNull else { return false }
        let wanted = new.plain
        return !wanted.isNull && wanted != former
    }
}
