/// Sorts states topologically, in time linear in states and references.
struct DependencyOrder {
    private let states: [ResourceState]
    private let position: [String: Int]

    init(_ states: [ResourceState]) {
        self.states = states
        var position = [String: Int](minimumCapacity: states.count)
        for (index, state) in states.enumerated() where !state.isPendingDeletion || position[state.urn] == nil {
            position[state.urn] = index
        }
        self.position = position
    }

    /// The indices of the states in dependency order, otherwise in the given order.
    ///
    /// Cycles, which no engine writes, are cut where they are found.
    var sorted: [Int] {
        if isInOrder { return Array(states.indices) }
        var result: [Int] = []
        result.reserveCapacity(states.count)
        var visited = [Bool](repeating: false, count: states.count)
        // An explicit stack, because a chain of a thousand dependencies would overflow the thread's.
        var stack: [(index: Int, references: [Int], next: Int)] = []
        for start in states.indices where !visited[start] {
            visited[start] = true
            stack.append((start, references(of: start), 0))
            while let top = stack.last {
                if top.next == top.references.count {
                    result.append(top.index)
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let reference = top.references[top.next]
                if !visited[reference] {
                    visited[reference] = true
                    stack.append((reference, references(of: reference), 0))
                }
            }
        }
        return result
    }

    /// Indicates that every reference points backwards already.
    ///
    /// A state that is pending deletion may refer to one that was replaced with it: Pulumi writes such an order.
    private var isInOrder: Bool {
        var seen = Set<String>(minimumCapacity: states.count)
        for (index, state) in states.enumerated() {
            var inOrder = true
            state.forEachReference { urn in
                guard let target = position[urn], target > index else { return }
                if !state.isPendingDeletion || !seen.contains(urn) { inOrder = false }
            }
            if !inOrder { return false }
            seen.insert(state.urn)
        }
        return true
    }

    private func references(of index: Int) -> [Int] {
        var found: [Int] = []
        states[index].forEachReference { urn in
            if let target = position[urn], target != index { found.append(target) }
        }
        return found.sorted()
    }
}
