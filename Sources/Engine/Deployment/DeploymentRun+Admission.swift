import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// Gives a registration its place in the stack: parent, URN, and what it takes over from its parent.
    ///
    /// - Throws: ``RegistrationError``.
    func admit(_ goal: inout Goal) throws -> String {
        if goal.parent.isEmpty, goal.type != StackIdentity.stackType, !goal.isDefaultProvider {
            goal.parent = identity.rootURN
        }
        let urn = identity.urn(parent: goal.parent, type: goal.type, name: goal.name)
        let (isNew, heritage) = state.withLock { state in
            (state.seen.insert(urn).inserted, state.heritage[goal.parent])
        }
        guard isNew else { throw RegistrationError.duplicate(urn) }
        guard goal.parent.isEmpty || heritage != nil else {
            throw RegistrationError.missingParent(urn: urn, parent: goal.parent)
        }
        inherit(heritage, &goal)
        let own = RunState.Heritage(
            protect: goal.protect,
            retainOnDelete: goal.retainOnDelete,
            deletedWith: goal.deletedWith,
            provider: goal.provider,
            providers: (heritage?.providers ?? [:]).merging(goal.providers) { $1 }
        )
        state.withLock { $0.heritage[urn] = own }
        return urn
    }

    private func inherit(_ heritage: RunState.Heritage?, _ goal: inout Goal) {
        guard let heritage else { return }
        goal.protect = goal.protect ?? heritage.protect
        goal.retainOnDelete = goal.retainOnDelete ?? heritage.retainOnDelete
        if goal.deletedWith.isEmpty { goal.deletedWith = heritage.deletedWith }
        guard goal.provider.isEmpty, !goal.isProvider else { return }
        let package = goal.package
        if let provider = goal.providers[package] ?? heritage.providers[package] {
            goal.provider = provider
        } else if Self.isExplicit(heritage.provider, of: package) {
            goal.provider = heritage.provider
        }
    }

    /// Whether a reference is to a provider of the package that the program made itself.
    private static func isExplicit(_ reference: String, of package: String) -> Bool {
        guard let urn = ProviderReference(reference)?.urn else { return false }
        return URN.qualifiedType(in: urn).hasSuffix("pulumi:providers:\(package)")
            && !DefaultProviders.isName(URN.name(in: urn))
    }

    /// The state from before that a registration is about, by its URN or by an alias.
    ///
    /// - Throws: ``RegistrationError`` if an alias is claimed twice.
    func findOld(_ goal: Goal, urn: String) throws -> Registration.Old? {
        let token: Snapshot.Token? = try state.withLock { state in
            if let other = state.presentNames[urn] {
                throw RegistrationError.alreadyAliased(urn: urn, by: other)
            }
            if let token = state.olds[urn] { return token }
            for alias in aliases(of: goal, urn: urn, state) {
                guard let token = state.olds[alias] else { continue }
                if state.seen.contains(alias) || state.presentNames[alias] != nil {
                    throw RegistrationError.aliasTaken(urn: urn, alias: alias)
                }
                state.presentNames[alias] = urn
                state.formerNames[urn] = alias
                return token
            }
            return nil
        }
        return token.flatMap { token in keeper[token].map { Registration.Old(token: token, state: $0) } }
    }

    /// The URNs that a resource may have had: those it names, and those that follow from its parent's.
    private func aliases(of goal: Goal, urn: String, _ state: borrowing RunState) -> [String] {
        let own = goal.aliases.map { self.urn(of: $0, goal, state.formerNames) }
        guard let parent = state.formerNames[goal.parent] else { return own }
        let names = [urn] + own
        return own
            + names.map { alias in
                inherited(type: Self.ownType(of: alias), name: URN.name(in: alias), goal.parent, from: parent)
            }
    }

    private func urn(of alias: Alias, _ goal: Goal, _ formerNames: [String: String]) -> String {
        switch alias.alias {
        case .urn(let urn):
            return urn
        case .spec(let spec):
            var parent = goal.parent
            switch spec.parent {
            case .parentUrn(let urn) where !urn.isEmpty: parent = formerNames[urn] ?? urn
            case .noParent(true): parent = ""
            default: break
            }
            var place = identity
            if !spec.project.isEmpty { place.project = spec.project }
            if !spec.stack.isEmpty { place.stack = spec.stack }
            return place.urn(
                parent: parent,
                type: spec.type.isEmpty ? goal.type : spec.type,
                name: spec.name.isEmpty ? goal.name : spec.name
            )
        case nil:
            return ""
        }
    }

    /// A child's URN under its parent's earlier one. A child's name that begins with its parent's follows its change.
    private func inherited(type: String, name: String, _ parent: String, from former: String) -> String {
        let parentName = URN.name(in: parent)
        let name = name.hasPrefix(parentName) ? URN.name(in: former) + name.dropFirst(parentName.count) : name
        return identity.urn(parent: former, type: type, name: name)
    }

    private static func ownType(of urn: String) -> String {
        let qualified = URN.qualifiedType(in: urn)
        return String(qualified.split(separator: "$").last ?? qualified)
    }
}

/// A registration that cannot be.
enum RegistrationError: Error, Hashable, CustomStringConvertible {
    case duplicate(String)
    case missingParent(urn: String, parent: String)
    case alreadyAliased(urn: String, by: String)
    case aliasTaken(urn: String, alias: String)
    case invalid(urn: String, [String])
    case notTargeted(urn: String, needs: String)
    case protected(urn: String, String)
    case missing(urn: String, id: String)
    case other(String)

    var description: String {
        switch self {
        case .duplicate(let urn):
            "Duplicate resource URN '\(urn)'; try giving it a unique name"
        case .missingParent(let urn, let parent):
            "could not find the parent \(parent) of \(urn); register it first"
        case .alreadyAliased(let urn, let other):
            "'\(urn)' was taken over by '\(other)', which names it as an alias; remove one of the two"
        case .aliasTaken(let urn, let alias):
            "'\(urn)' names '\(alias)' as an alias, but another resource has that URN or alias already"
        case .invalid(_, let reasons):
            reasons.joined(separator: "\n")
        case .notTargeted(let urn, let needs):
            "Resource '\(urn)' depends on '\(needs)', which is to be created but is not among the targets; target it too"
        case .protected(let urn, let what):
            """
            unable to \(what) resource "\(urn)" as it is currently marked for protection. To unprotect the resource, \
            remove the `protect` option from it and deploy, or use the command `state unprotect '\(urn)'`
            """
        case .missing(_, let id):
            "there is no resource with the id '\(id)'"
        case .other(let text):
            text
        }
    }
}
