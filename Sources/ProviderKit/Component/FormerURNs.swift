import PulumiProtocol

/// The URNs that a resource may have had, spelt out for engines that do not work them out (no feature `aliasSpecs`).
struct FormerURNs {
    let type: String
    let name: String
    /// The URN of the parent; `nil` if there is none.
    let parent: URN?
    let stack: String
    let project: String

    /// The resource's own former URNs, then those under each of its parent's former URNs.
    func all(own: [OwnAlias], parentFormers: [String]) -> [String] {
        var found = own.map { urn(under: parent, $0, name: name) }
        for former in parentFormers.compactMap({ URN($0) }) {
            let moved = movedName(under: former)
            found.append(urn(under: former, nil, name: moved))
            found += own.map { urn(under: former, $0, name: moved) }
        }
        return found
    }

    /// The resource's name under a former parent: where it begins with the parent's name, that part changes with it.
    private func movedName(under former: URN) -> String {
        guard let parent, name.hasPrefix(parent.name) else { return name }
        return former.name + name.dropFirst(parent.name.count)
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
