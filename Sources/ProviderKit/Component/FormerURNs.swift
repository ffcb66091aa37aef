import PulumiProtocol

/// The URNs that a resource may have had, spelt out for engines that do not work them out (no feature `aliasSpecs`).
struct FormerURNs {
    let type: String
    let name: String
    /// The URN of the parent; empty if there is none.
    let parent: String
    let stack: String
    let project: String

    /// The resource's own former URNs, then those under each of its parent's former URNs.
    func all(own: [OwnAlias], parentFormers: [String]) -> [String] {
        var found = own.map { urn(under: parent, $0, name: name) }
        for former in parentFormers {
            let moved = movedName(under: former)
            found.append(urn(under: former, nil, name: moved))
            found += own.map { urn(under: former, $0, name: moved) }
        }
        return found
    }

    /// The resource's name under a former parent: where it begins with the parent's name, that part changes with it.
    private func movedName(under former: String) -> String {
        let above = Self.name(of: parent)
        guard !parent.isEmpty, name.hasPrefix(above) else { return name }
        return Self.name(of: former) + name.dropFirst(above.count)
    }

    private func urn(under parent: String, _ alias: OwnAlias?, name: String) -> String {
        let type = alias?.type ?? type
        return "urn:pulumi:\(stack)::\(project)::\(Self.typePrefix(of: parent))\(type)::\(alias?.name ?? name)"
    }

    /// The qualified type of a parent, before a child's: nothing for the stack itself.
    private static func typePrefix(of parent: String) -> String {
        guard let types = parent.splitOnDoubleColon.dropFirst(2).first else { return "" }
        return types.hasSuffix("pulumi:pulumi:Stack") ? "" : "\(types)$"
    }

    /// The name in a URN, which may itself hold two colons.
    private static func name(of urn: String) -> String {
        urn.splitOnDoubleColon.dropFirst(3).joined(separator: "::")
    }
}

extension String {
    /// The parts of a URN. Types hold single colons, so that only pairs separate.
    fileprivate var splitOnDoubleColon: [Substring] {
        var parts: [Substring] = []
        var rest = Substring(self)
        var start = rest.startIndex
        var index = rest.startIndex
        while index < rest.endIndex {
            let next = rest.index(after: index)
            if rest[index] == ":", next < rest.endIndex, rest[next] == ":" {
                parts.append(rest[start..<index])
                start = rest.index(after: next)
                index = start
            } else {
                index = next
            }
        }
        rest = rest[start...]
        return parts + [rest]
    }
}
