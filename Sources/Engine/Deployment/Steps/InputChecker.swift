import PulumiProtocol

/// Has providers check the inputs of registrations.
struct InputChecker: Sendable {
    let log: DeploymentLog
    let targets: TargetSelection

    /// Puts the provider's answer in place of the inputs of ``Registration/new``.
    ///
    /// - Parameters:
    ///   - registration: The registration; its new state receives the inputs.
    ///   - isFresh: Whether the old inputs do not count.
    /// - Throws: ``RegistrationError`` with every fault of the inputs; or what the provider answered.
    func check(_ registration: inout Registration, isFresh: Bool) async throws {
        let old = registration.old?.state
        let forgetsOld =
            isFresh || old == nil || old?.isExternal == true || targets.mustReplace(registration.urn, old)
        var call = registration.call(
            inputs: forgetsOld ? registration.goal.properties : registration.new.inputs
        )
        call.oldInputs = forgetsOld ? nil : old?.inputs
        call.seed = registration.seed
        let answer = try await registration.lifecycle.check(call)
        guard answer.failures.isEmpty else {
            let name = "\(registration.goal.type) resource '\(registration.goal.name)'"
            throw RegistrationError.invalid(
                urn: registration.urn,
                answer.failures.map { failure in
                    failure.property.isEmpty
                        ? "\(name) has a problem: \(failure.reason)"
                        : "\(name): property \(failure.property) has a problem: \(failure.reason)"
                }
            )
        }
        registration.new.inputs = answer.inputs
    }

    /// Returns the inputs with the old values at the paths of the option `ignoreChanges`.
    func ignoringChanges(_ registration: Registration, _ new: PropertyMap, from old: PropertyMap) -> PropertyMap {
        let goal = registration.goal
        if goal.ignoreChanges.isEmpty { return new }
        let (inputs, missing) = IgnoredChanges.restore(goal.ignoreChanges, in: new, from: old)
        if !missing.isEmpty {
            let paths = missing.map { "\"\($0)\"" }.joined(separator: ", ")
            let text = "cannot ignore changes in added or removed elements of: \(paths)"
            log.emit(.info, text, urn: registration.urn)
        }
        return inputs
    }
}
