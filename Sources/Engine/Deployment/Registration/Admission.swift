import PulumiProtocol
import Synchronization

/// The options that children take over from a resource.
struct InheritedOptions: Sendable {
    var protect: Bool?
    var retainOnDelete: Bool?
    var deletedWith = ""
    var provider = ""
    var providers: [String: String] = [:]
}

/// The admission of registrations: gives each its URN and its parent's options, and matches it with an earlier state
/// by URN or alias.
///
/// No URN is admitted twice, and no earlier state is matched twice.
final class Admission: Sendable {
    private struct State {
        /// URNs that the program has registered or read.
        var admitted: Set<String> = []
        var inherited: [String: InheritedOptions] = [:]
        /// Earlier URNs by present ones, where an alias matched.
        var formerURNs: [String: String] = [:]
        /// Present URNs by earlier ones, where an alias matched.
        var presentURNs: [String: String] = [:]
    }

    private let identity: StackIdentity
    private let previous: PreviousStates
    private let state = Mutex(State())

    /// An admission to a stack with these states.
    init(_ identity: StackIdentity, _ previous: PreviousStates) {
        self.identity = identity
        self.previous = previous
    }

    /// Gives a registration its parent, its URN, and the options that it takes over from its parent.
    ///
    /// - Throws: ``RegistrationError`` if the URN is admitted already or the parent is not.
    func admit(_ goal: inout Goal) throws -> String {
        if goal.parent.isEmpty, goal.type != URN.stackType, !goal.isDefaultProvider {
            goal.parent = identity.rootURN
        }
        let urn = identity.urn(parent: goal.parent, type: goal.type, name: goal.name)
        try state.withLock { state in
            guard state.admitted.insert(urn).inserted else { throw RegistrationError.duplicate(urn) }
            let parent = state.inherited[goal.parent]
            guard goal.parent.isEmpty || parent != nil else {
                throw RegistrationError.missingParent(urn: urn, parent: goal.parent)
            }
            if let parent { goal.inherit(parent) }
            state.inherited[urn] = InheritedOptions(
                protect: goal.protect,
                retainOnDelete: goal.retainOnDelete,
                deletedWith: goal.deletedWith,
                provider: goal.provider,
                providers: (parent?.providers ?? [:]).merging(goal.providers) { $1 }
            )
        }
        return urn
    }

    /// Admits every previous state as a possible parent, as if the program had registered it.
    func admitParents() {
        let urns = previous.index.urns
        state.withLock { state in
            for urn in urns where state.inherited[urn] == nil { state.inherited[urn] = InheritedOptions() }
        }
    }

    /// The providers that a resource's children use, by package.
    func providers(ofChildrenOf urn: String) -> [String: String] {
        state.withLock { $0.inherited[urn]?.providers ?? [:] }
    }

    /// Returns whether the program has registered or read a URN.
    func contains(_ urn: String) -> Bool { state.withLock { $0.admitted.contains(urn) } }

    /// The URN that a resource has now, if an alias matched; otherwise its own.
    func presentURN(of urn: String) -> String {
        state.withLock { $0.presentURNs[urn] ?? urn }
    }

    /// The earlier state of an admitted registration, by its URN or the first alias that has one.
    ///
    /// - Throws: ``RegistrationError`` if another registration has the same state.
    func matchPrevious(_ goal: Goal, urn: String) throws -> PreviousState? {
        let aliases = try state.withLock { state in
            if let other = state.presentURNs[urn] { throw RegistrationError.alreadyAliased(urn: urn, by: other) }
            return Aliases(goal, urn: urn, identity: identity, formerURNs: state.formerURNs).urns
        }
        let index = previous.index
        if index[urn] != nil { return previous[urn] }
        guard let alias = aliases.first(where: { index[$0] != nil }) else { return nil }
        try state.withLock { state in
            guard !state.admitted.contains(alias), state.presentURNs[alias] == nil else {
                throw RegistrationError.aliasTaken(urn: urn, alias: alias)
            }
            state.presentURNs[alias] = urn
            state.formerURNs[urn] = alias
        }
        return previous[alias]
    }
}

extension Goal {
    /// Takes over the options that are not set here.
    fileprivate mutating func inherit(_ parent: InheritedOptions) {
        options.protect = options.protect ?? parent.protect
        options.retainOnDelete = options.retainOnDelete ?? parent.retainOnDelete
        if options.deletedWith.isEmpty { options.deletedWith = parent.deletedWith }
        guard provider.isEmpty, !isProvider else { return }
        if let provider = providers[package] ?? parent.providers[package] {
            self.provider = provider
        } else if Self.isExplicit(parent.provider, of: package) {
            provider = parent.provider
        }
    }

    /// Returns whether a reference is to a provider of the package that the program registered itself.
    private static func isExplicit(_ reference: String, of package: String) -> Bool {
        guard let urn = ProviderReference(reference)?.urn else { return false }
        return URN.qualifiedType(in: urn).hasSuffix(URN.providerType(of: package))
            && !DefaultProviders.isName(URN.name(in: urn))
    }
}
