/// A resource that is to be deleted.
struct Deletion: Sendable {
    /// The reason of a deletion.
    enum Kind: Sendable, Hashable {
        /// The program no longer registers the resource.
        case unwanted
        /// Another resource has replaced it.
        case replaced
        /// Another resource will replace it, and must not exist beside it.
        case beforeReplacement
    }

    var token: Snapshot.Token
    var state: ResourceState
    var kind: Kind
    /// The position among the deletions: a resource refers only to earlier ones.
    ///
    /// Tokens give it where it is `nil`.
    var place: Int?

    /// Indicates whether it is a step of its own, and not the end of a replacement.
    var isLogical: Bool { kind == .unwanted && operation != .removePendingReplace }

    /// Indicates whether the resource is protected; the protection of a replaced one was checked when it was replaced.
    var isOfProtected: Bool { state.isProtected && operation == .delete }

    /// The order of deletions.
    var rank: Int { place ?? token.rawValue }

    /// The operation of the deletion's step.
    var operation: StepOperation {
        if kind == .unwanted, state.isPendingReplacement { return .removePendingReplace }
        if state.isExternal { return kind == .unwanted ? .readDiscard : .discardReplaced }
        return kind == .unwanted ? .delete : .deleteReplaced
    }

    /// The change of the state after the deletion.
    var change: Snapshot.Change {
        guard kind == .beforeReplacement, !state.isPendingDeletion else { return .remove(token) }
        var waiting = state
        waiting.isPendingReplacement = true
        return .put(token, waiting)
    }
}
