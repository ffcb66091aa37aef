import PulumiProtocol

/// The URNs that a resource may have had: those of its aliases, and those that follow from its parent's earlier URN.
struct Aliases {
    /// The URNs, those that the resource names itself first.
    let urns: [String]

    /// The aliases of a goal.
    ///
    /// Of resources that an alias has matched, `formerURNs` holds the earlier URNs by present ones.
    init(_ goal: Goal, urn: String, identity: StackIdentity, formerURNs: [String: String]) {
        let own = goal.aliases.map { Self.urn(of: $0, goal, identity, formerURNs) }
        guard let former = formerURNs[goal.parent] else {
            urns = own
            return
        }
        urns =
            own
            + ([urn] + own).map { alias in
                let name = URN.childName(
                    URN.name(in: alias),
                    of: URN.name(in: goal.parent),
                    renamed: URN.name(in: former)
                )
                return identity.urn(parent: former, type: Self.ownType(of: alias), name: name)
            }
    }

    private static func urn(
        of alias: Alias,
        _ goal: Goal,
        _ identity: StackIdentity,
        _ formerURNs: [String: String]
    ) -> String {
        switch alias.alias {
        case .urn(let urn):
            return urn
        case .spec(let spec):
            var parent = goal.parent
            switch spec.parent {
            case .parentUrn(let urn) where !urn.isEmpty: parent = formerURNs[urn] ?? urn
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

    private static func ownType(of urn: String) -> String {
        let qualified = URN.qualifiedType(in: urn)
        return String(qualified.split(separator: "$").last ?? qualified)
    }
}
