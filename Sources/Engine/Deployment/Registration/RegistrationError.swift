/// An error of a registration that keeps its resource from being deployed.
enum RegistrationError: Error, Hashable, CustomStringConvertible {
    case duplicate(String)
    case missingParent(urn: String, parent: String)
    case alreadyAliased(urn: String, by: String)
    case aliasTaken(urn: String, alias: String)
    case invalid(urn: String, [String])
    case notTargeted(urn: String, needs: String)
    case untargetedDependents([String])
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
        case .untargetedDependents(let urns):
            """
            what depends on the targets would be destroyed too, but is not among the targets; name it with --target, or \
            pass --target-dependents:
            \(Self.list(urns))
            """
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

    /// The most URNs that a message lists.
    private static let listed = 10

    private static func list(_ urns: [String]) -> String {
        let rest = urns.count > listed ? ["and \(urns.count - listed) more"] : []
        return (urns.prefix(listed) + rest).map { "  \($0)" }.joined(separator: "\n")
    }
}
