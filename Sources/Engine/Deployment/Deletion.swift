/// A resource that is to be deleted.
struct Deletion: Sendable {
    /// Why.
    enum Kind: Sendable, Hashable {
        /// Nobody wants it any more.
        case unwanted
        /// It has been replaced by another.
        case replaced
        /// It will be replaced by another, which must not stand beside it.
        case beforeReplacement
    }

    var token: Snapshot.Token
    var state: ResourceState
    var kind: Kind
    /// Its place among the others: it refers to what comes before it. Where none is given, tokens say it.
    var place: Int?

    /// Whether it is a step of its own, and not the end of a replacement.
    var isLogical: Bool { kind == .unwanted && operation != .removePendingReplace }

    /// Whether the resource is protected. That of a replaced one has been looked at before.
    var isOfProtected: Bool { state.isProtected && operation == .delete }

    /// What it is ordered by.
    var rank: Int { place ?? token.rawValue }

    /// What the step is called.
    var operation: StepOperation {
        if kind == .unwanted, state.isPendingReplacement { return .removePendingReplace }
        if state.isExternal { return kind == .unwanted ? .readDiscard : .discardReplaced }
        return kind == .unwanted ? .delete : .deleteReplaced
    }
}
