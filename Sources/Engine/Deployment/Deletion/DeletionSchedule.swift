/// The order in which resources are deleted: each after all that refer to it.
///
/// Resources are deleted in batches, those farthest from the roots first, as Pulumi does it: a failure then leaves the
/// same resources behind.
struct DeletionSchedule {
    /// Indices of the deletions that may run at the same time, batch after batch.
    let batches: [[Int]]
    /// The deletions that each deletion refers to, by index.
    private let needs: [[Int]]

    /// A schedule of deletions.
    ///
    /// A reference is to the states of that URN with a smaller rank: those with a larger rank are newer, and others
    /// refer to them.
    init(_ deletions: [Deletion]) {
        var needs: [[Int]] = Array(repeating: [], count: deletions.count)
        var levels = Array(repeating: 0, count: deletions.count)
        var batches: [[Int]] = []
        var earlier: [String: [Int]] = [:]
        for index in deletions.indices.sorted(by: { deletions[$0].rank < deletions[$1].rank }) {
            let resource = deletions[index].state
            var needed: Set<Int> = []
            resource.forEachReference { needed.formUnion(earlier[$0] ?? []) }
            needs[index] = needed.sorted()
            levels[index] = needed.map { levels[$0] + 1 }.max() ?? 0
            while batches.count <= levels[index] { batches.append([]) }
            batches[levels[index]].append(index)
            earlier[resource.urn, default: []].append(index)
        }
        self.needs = needs
        self.batches = batches.reversed()
    }

    /// The deletions that others need to stay: all that they refer to, directly or not.
    func needed(by others: Set<Int>) -> Set<Int> {
        var found: Set<Int> = []
        var frontier = Array(others)
        while let index = frontier.popLast() {
            for need in needs[index] where found.insert(need).inserted { frontier.append(need) }
        }
        return found
    }

    /// The deletions that must wait, and the first few that each waits for.
    func waiting() -> [(index: Int, blockers: [Int])] {
        var first: [Int: [Int]] = [:]
        for (index, others) in needs.enumerated() {
            for other in others where first[other, default: []].count < 3 { first[other, default: []].append(index) }
        }
        return first.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
