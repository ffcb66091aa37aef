import PulumiProtocol

/// An alias that a component defines itself, in addition to those of the program.
public enum OwnAlias: Hashable, Sendable {
    /// The resource had this type.
    case type(String)
    /// The resource had this name.
    case name(String)

    /// The former type, if that is what changed.
    var type: String? { if case .type(let type) = self { type } else { nil } }
    /// The former name, if that is what changed.
    var name: String? { if case .name(let name) = self { name } else { nil } }
}

/// The aliases of a component, and their place among those of the program.
public struct ComponentAliases: Sendable {
    /// The component's own aliases.
    public var own: [OwnAlias]
    /// True if they come before the program's.
    public var areFirst: Bool

    /// Creates aliases that come before the program's, unless `areFirst` says otherwise.
    public init(_ own: [OwnAlias] = [], areFirst: Bool = true) {
        self.own = own
        self.areFirst = areFirst
    }
}

extension DeploymentSession {
    /// Adds the aliases of a resource to its registration, in the form that the engine understands.
    ///
    /// - Returns: The former URNs, for children; empty if the engine works them out.
    func addAliases(
        _ aliases: ComponentAliases,
        ofProgram: [Alias] = [],
        to registration: inout RegisterResourceRequest,
        parentFormers: [String]
    ) -> [String] {
        if features.aliasSpecs {
            let parent = registration.parent
            let own = aliases.own.map { alias in
                let spec = Alias.Spec(
                    name: alias.name ?? "",
                    type: alias.type ?? "",
                    parent: parent.isEmpty ? nil : .parentUrn(parent)
                )
                return Alias(alias: .spec(spec))
            }
            registration.aliases = aliases.areFirst ? own + ofProgram : ofProgram + own
            return []
        }
        let names = FormerURNs(
            type: registration.type,
            name: registration.name,
            parent: URN(registration.parent),
            stack: stack,
            project: project
        )
        let own = names.all(own: aliases.own, parentFormers: parentFormers)
        let urns = ofProgram.compactMap { if case .urn(let urn)? = $0.alias { urn } else { nil } }
        registration.aliasURNs = aliases.areFirst ? own + urns : urns + own
        return registration.aliasURNs
    }
}

/// The URNs that a resource may have had, spelt out for engines that do not work them out (no feature `aliasSpecs`).
private struct FormerURNs {
    let type: String
    let name: String
    /// The URN of the parent; `nil` if there is none.
    let parent: URN?
    let stack: String
    let project: String

    /// Returns the resource's own former URNs, then those under each of its parent's former URNs.
    func all(own: [OwnAlias], parentFormers: [String]) -> [String] {
        var found = own.map { urn(under: parent, $0, name: name) }
        for former in parentFormers.compactMap({ URN($0) }) {
            let moved = parent.map { URN.childName(name, of: $0.name, renamed: former.name) } ?? name
            found.append(urn(under: former, nil, name: moved))
            found += own.map { urn(under: former, $0, name: moved) }
        }
        return found
    }

    private func urn(under parent: URN?, _ alias: OwnAlias?, name: String) -> String {
        URN.make(
            stack: stack,
            project: project,
            parent: parent,
            type: alias?.type ?? type,
            name: alias?.name ?? name
        ).description
    }
}
