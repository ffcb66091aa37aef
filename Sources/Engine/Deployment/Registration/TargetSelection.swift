import PulumiProtocol
import Synchronization

/// The resources that the command line lets a deployment change, and those that it therefore skips.
final class TargetSelection: Sendable {
    private struct State {
        /// The targeted URNs, with those of dependents where these are targeted too.
        var targets: URNPatterns
        var excludes: URNPatterns
        /// URNs that were not created because they are not targeted.
        var skippedCreates: Set<String> = []
    }

    private let options: DeploymentOptions
    private let replaces: URNPatterns
    private let state: Mutex<State>

    /// The selection of the command line.
    init(_ options: DeploymentOptions) {
        self.options = options
        replaces = URNPatterns(options.replaces)
        state = Mutex(State(targets: URNPatterns(options.targets), excludes: URNPatterns(options.excludes)))
    }

    /// The targeted URNs so far.
    var targets: URNPatterns { state.withLock { $0.targets } }

    /// The excluded URNs so far.
    var excludes: URNPatterns { state.withLock { $0.excludes } }

    /// Returns whether a resource may be changed.
    ///
    /// Providers and the stack always may, because others need them.
    func includes(_ resource: ResourceState) -> Bool {
        let isNeeded = resource.isProvider || resource.type == URN.stackType
        if isNeeded, !options.excludes.isEmpty { return true }
        return isSelected(resource) || isNeeded
    }

    private func isSelected(_ resource: ResourceState) -> Bool {
        state.withLock { state in
            if !state.excludes.isEmpty {
                if state.excludes.contains(resource.urn) { return false }
                if options.excludesDependents, resource.refers(to: state.excludes) {
                    state.excludes.insert(resource.urn)
                    return false
                }
            }
            if state.targets.isEmpty || state.targets.contains(resource.urn) { return true }
            guard options.targetsDependents, resource.refers(to: state.targets) else { return false }
            state.targets.insert(resource.urn)
            return true
        }
    }

    /// Returns whether the command line or a taint asks for a replacement, whatever the program says.
    func mustReplace(_ urn: String, _ old: ResourceState?) -> Bool {
        old?.isTainted == true || replaces.contains(urn)
    }

    /// Records that a resource is not created.
    func skipCreate(_ urn: String) {
        state.withLock { _ = $0.skippedCreates.insert(urn) }
    }

    /// Forgets a skipped resource, about which an error has been reported.
    func forgetSkipped(_ urn: String) {
        state.withLock { _ = $0.skippedCreates.remove(urn) }
    }

    /// Returns whether the resource was not created.
    func isSkipped(_ urn: String) -> Bool { state.withLock { $0.skippedCreates.contains(urn) } }

    /// The first resource that another needs and that was not created.
    func skippedDependency(of resource: ResourceState) -> String? {
        state.withLock { state in
            guard !state.skippedCreates.isEmpty else { return nil }
            var found: String?
            resource.forEachReference { if state.skippedCreates.contains($0) { found = found ?? $0 } }
            return found
        }
    }
}

extension ResourceState {
    fileprivate func refers(to patterns: URNPatterns) -> Bool {
        var refers = false
        forEachReference { refers = refers || patterns.contains($0) }
        return refers
    }
}

/// An option names a resource that does not exist.
struct TargetError: Error, Hashable, CustomStringConvertible {
    var urn: String
    var option: String

    var description: String {
        "\(option) names \(urn), but no resource of the stack has that URN; `stack export` lists them all"
    }
}
