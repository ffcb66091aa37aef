extension Snapshot {
    /// Returns the snapshot without some resources, and without what others and pending operations say of them.
    ///
    /// Children of what is removed move to its parent.
    public func without(_ isLost: (ResourceState) -> Bool) -> Snapshot {
        var rest = self
        var parents: [String: String] = [:]
        for (token, state) in entries where isLost(state) {
            parents[state.urn] = state.parent
            rest.apply(.remove(token))
        }
        for change in rest.repairs(removed: parents) { rest.apply(change) }
        rest.pendingOperations.removeAll { isLost($0.resource) }
        return rest
    }
}
