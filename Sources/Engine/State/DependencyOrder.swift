/// Puts states after what they refer to, in time linear in states and references.
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

    /// Indices of the states, sorted; as they were where nothing demands otherwise. References in a circle, which no
    /// engine writes, are cut where they are met.
    var sorted: [Int] {
        if isInOrder { return Array(states.indices) }
        var result: [Int] = []
        result.reserveCapacity(states.count)
        var visited = [Bool](repeating: false, count: states.count)
        // A stack of our own: a chain of a thousand dependencies must not end the thread's.
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

    private var isInOrder: Bool {
        for index in states.indices {
            var inOrder = true
            states[index].forEachReference { urn in
                if let target = position[urn], target > index { inOrder = false }
            }
            if !inOrder { return false }
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
