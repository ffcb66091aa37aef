import PulumiProtocol
import RPC
import Synchronization

/// A resource that is deleted because another that it depends on is replaced.
struct DeletedForReplacement: Sendable {
    /// The properties that make its replacement necessary.
    var keys: [String]
    /// Its deletion and that of the resource it depends on.
    var deletion: Promise<Void>
}

/// Plans which resources are replaced with another, and keeps two registrations from deciding about the same state.
final class ReplacementPlanner: Sendable {
    /// A resource that is to be replaced with another.
    struct Dependent: Sendable {
        var token: Snapshot.Token
        var state: ResourceState
        var keys: [String]
    }

    private struct State {
        var deleted: [Snapshot.Token: DeletedForReplacement] = [:]
        /// Old copies, pending deletion, that go together with what they depend on.
        var discarded: Set<Snapshot.Token> = []
        /// States whose registration has been decided, so that no other replacement can delete them.
        var decided: Set<Snapshot.Token> = []
        /// URNs that this run replaces.
        var replaced: Set<String> = []
    }

    private let keeper: StateKeeper
    private let previous: PreviousStates
    private let providers: ProviderResolver
    private let state = Mutex(State())

    /// A planner over the states from before.
    init(_ keeper: StateKeeper, _ previous: PreviousStates, _ providers: ProviderResolver) {
        self.keeper = keeper
        self.previous = previous
        self.providers = providers
    }

    // MARK: Decisions

    /// The deletion of a state for another's replacement; `nil` if there is none.
    func deletion(of token: Snapshot.Token) -> DeletedForReplacement? {
        state.withLock { $0.deleted[token] }
    }

    /// Claims a state for its own registration, unless another's replacement has claimed it before.
    ///
    /// - Returns: The other's deletion of the state; `nil` if the claim is good.
    func claim(_ token: Snapshot.Token) -> DeletedForReplacement? {
        state.withLock { state in
            if let deleted = state.deleted[token] { return deleted }
            state.decided.insert(token)
            return nil
        }
    }

    /// Claims the dependents of a resource for its replacement; returns those that nobody has claimed before.
    func claim(_ dependents: [Dependent], deletedBy deletion: Promise<Void>) -> [Dependent] {
        state.withLock { state in
            dependents.filter { dependent in
                let token = dependent.token
                if dependent.state.isPendingDeletion { return state.discarded.insert(token).inserted }
                guard !state.decided.contains(token), state.deleted[token] == nil else { return false }
                state.deleted[token] = DeletedForReplacement(keys: dependent.keys, deletion: deletion)
                return true
            }
        }
    }

    /// Records that a resource is replaced.
    func markReplaced(_ urn: String) {
        state.withLock { _ = $0.replaced.insert(urn) }
    }

    /// The option by which the replacement of another resource replaces this one; `nil` if none does.
    func optionReplacing(_ resource: ResourceState) -> String? {
        state.withLock { state in
            if resource.replaceWith.contains(where: state.replaced.contains) { return "replaceWith" }
            return state.replaced.contains(resource.deletedWith) ? "deletedWith" : nil
        }
    }

    // MARK: Dependents

    /// The resources that must be replaced with another: those whose provider says so when the properties that come
    /// from it are unknown, and in turn those that depend on them (rule 12); and those that options tie to it, whose
    /// dependents stay.
    func dependentsToReplace(of root: PreviousState) async throws -> [Dependent] {
        let index = previous.index
        var replaced: Set<String> = [root.state.urn]
        var found: [Dependent] = []
        for token in transitiveDependents(of: root, index) {
            guard let resource = keeper[token], resource.isCustom, !resource.isExternal else { continue }
            guard let keys = try await replaceKeys(of: resource, replaced) else { continue }
            replaced.insert(resource.urn)
            found.append(Dependent(token: token, state: resource, keys: keys))
        }
        return found + tied(to: root.state.urn, index).filter { !replaced.contains($0.state.urn) }
    }

    /// The resources that the options `replaceWith` and `deletedWith` tie to another.
    private func tied(to urn: String, _ index: PreviousStates.Index) -> [Dependent] {
        index.dependents(of: urn).compactMap { token in
            guard let resource = keeper[token], !resource.isPendingDeletion else { return nil }
            let isTied = resource.deletedWith == urn || resource.replaceWith.contains(urn)
            return isTied ? Dependent(token: token, state: resource, keys: []) : nil
        }
    }

    /// All states that depend on another, in the order of their dependencies.
    private func transitiveDependents(of root: PreviousState, _ index: PreviousStates.Index) -> [Snapshot.Token] {
        var found: Set<Snapshot.Token> = []
        var frontier = [root.state.urn]
        while let urn = frontier.popLast() {
            for token in index.dependents(of: urn) where token > root.token && found.insert(token).inserted {
                if let resource = keeper[token] { frontier.append(resource.urn) }
            }
        }
        return found.sorted()
    }

    /// The properties for which a resource must be replaced if others are; `nil` if it need not be.
    private func replaceKeys(of resource: ResourceState, _ replaced: Set<String>) async throws -> [String]? {
        if replaced.contains(resource.providerURN) { return ["provider"] }
        if replaced.contains(resource.deletedWith) { return ["deletedWith"] }
        var call = ProviderCall(resource)
        call.inputs = resource.inputs
        var isAffected = false
        for (key, urns) in resource.propertyDependencies where urns.contains(where: replaced.contains) {
            guard call.inputs[key] != nil else { continue }
            call.inputs[key] = .unknown
            isAffected = true
        }
        guard isAffected else { return nil }
        let difference = try await providers.lifecycle(of: resource).diff(call)
            .replacing(on: resource.replaceOnChanges, hasInitErrors: false)
        return difference.hasChanges && difference.replaces ? difference.replaceKeys : nil
    }
}
