/// Says which deletions may begin: a resource goes only when all that refer to it are gone.
struct DeletionSchedule {
    /// By index: how many must go before.
    private var blockers: [Int]
    /// By index: what this one's end makes possible.
    private var unblocks: [[Int]]

    /// A schedule of deletions that stand in the order of their dependencies. A reference counts for states of that
    /// URN that stand before: what stands behind came later and is meant by others.
    init(_ deletions: [Deletion]) {
        blockers = Array(repeating: 0, count: deletions.count)
        unblocks = Array(repeating: [], count: deletions.count)
        let order = deletions.indices.sorted { deletions[$0].token < deletions[$1].token }
        var earlier: [String: [Int]] = [:]
        for index in order {
            let resource = deletions[index].state
            var needed: Set<Int> = []
            resource.forEachReference { needed.formUnion(earlier[$0] ?? []) }
            for other in needed {
                blockers[other] += 1
                unblocks[index].append(other)
            }
            earlier[resource.urn, default: []].append(index)
        }
    }

    /// What may begin at once.
    func ready() -> [Int] {
        blockers.indices.filter { blockers[$0] == 0 }
    }

    /// What may begin now that one has ended well.
    mutating func finish(_ index: Int) -> [Int] {
        unblocks[index].filter { other in
            blockers[other] -= 1
            return blockers[other] == 0
        }
    }
}
