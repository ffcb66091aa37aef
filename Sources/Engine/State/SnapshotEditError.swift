import PackageSchema

/// An error of a manual change to a stack's state.
public enum SnapshotEditError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No resource has that URN; the stack has the listed ones.
    case unknown(String, [String])
    /// The resource is protected.
    case isProtected(String)
    /// The listed resources depend on it.
    case hasDependents(String, [String])
    /// Several resources have that URN.
    case isAmbiguous(String)
    /// The new URN belongs to another resource.
    case isTaken(String)

    /// The fault and the remedy.
    public var description: String {
        switch self {
        case .unknown(let urn, let known):
            "the stack has no resource \(urn)\(Spelling.suggestion(for: urn, among: known))"
        case .isProtected(let urn):
            "\(urn) is protected: run `awsx state unprotect` first, or pass --force"
        case .hasDependents(let urn, let dependents):
            "these resources depend on \(urn); pass --target-dependents to remove them too:\n  "
                + dependents.joined(separator: "\n  ")
        case .isAmbiguous(let urn):
            "several resources have the URN \(urn): run 'awsx up' to delete the old ones first"
        case .isTaken(let urn): "the stack already has a resource \(urn)"
        }
    }
}
