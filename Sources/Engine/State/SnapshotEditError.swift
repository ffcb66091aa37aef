import PackageSchema

/// Why a state may not be changed by hand in that way.
public enum SnapshotEditError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No resource has that URN; the others that the stack has.
    case unknown(String, [String])
    /// The resource is protected.
    case isProtected(String)
    /// These depend on the resource.
    case hasDependents(String, [String])
    /// Several resources have that URN.
    case isAmbiguous(String)
    /// Another resource has the new URN.
    case isTaken(String)

    /// What is wrong, and the remedy.
    public var description: String {
        switch self {
        case .unknown(let urn, let known):
            "the stack has no resource \(urn)\(Spelling.suggestion(for: urn, among: known))"
        case .isProtected(let urn):
            "\(urn) is protected: lift that with `awsx state unprotect`, or give --force"
        case .hasDependents(let urn, let dependents):
            "these depend on \(urn); give --target-dependents to forget them too:\n  "
                + dependents.joined(separator: "\n  ")
        case .isAmbiguous(let urn):
            "several resources of the stack are \(urn): run 'awsx up' to delete the old ones first"
        case .isTaken(let urn): "the stack has a resource \(urn) already"
        }
    }
}
