import Synchronization

extension DeploymentRun {
    /// Whether a resource may be changed in this run. Providers and the stack always may: others need them.
    func isTargeted(_ resource: ResourceState) -> Bool {
        let isNeeded = resource.isProvider || resource.type == StackIdentity.stackType
        if isNeeded, !options.excludes.isEmpty { return true }
        return isIncluded(resource) || isNeeded
    }

    private func isIncluded(_ resource: ResourceState) -> Bool {
        state.withLock { state in
            if !state.excludes.isEmpty {
                if state.excludes.contains(resource.urn) { return false }
                if options.excludesDependents, Self.refers(resource, to: state.excludes) {
                    state.excludes.insert(resource.urn)
                    return false
                }
            }
            if state.targets.isEmpty || state.targets.contains(resource.urn) { return true }
            guard options.targetsDependents, Self.refers(resource, to: state.targets) else { return false }
            state.targets.insert(resource.urn)
            return true
        }
    }

    /// Whether the command line or a taint asks for a resource to be replaced, whatever the program says.
    func isToBeReplaced(_ urn: String, _ old: ResourceState?) -> Bool {
        old?.isTainted == true || replaces.contains(urn)
    }

    /// The first resource that would be needed but is not made because it is not targeted.
    func skippedDependency(of resource: ResourceState) -> String? {
        state.withLock { state in
            guard !state.skippedCreates.isEmpty else { return nil }
            var found: String?
            resource.forEachReference { if state.skippedCreates.contains($0) { found = found ?? $0 } }
            return found
        }
    }

    private static func refers(_ resource: ResourceState, to patterns: URNPatterns) -> Bool {
        var refers = false
        resource.forEachReference { refers = refers || patterns.contains($0) }
        return refers
    }
}
