/// The differences between two lists, such as the lines of two texts.
enum TextLines<Element: Hashable> {
    /// A line of the comparison.
    enum Change {
        case same(Element)
        case removed(Element, at: Int)
        case added(Element, at: Int)

        /// Indicates an element of both lists.
        var isSame: Bool {
            if case .same = self { true } else { false }
        }
    }

    /// The maximum number of differing elements to compare with each other.
    private static var limit: Int { 2000 }

    /// Returns the changes from one list to the other, as few as possible unless the lists are too long.
    static func changes(from old: [Element], to new: [Element]) -> [Change] {
        let head = zip(old, new).prefix { $0 == $1 }.count
        let tail = zip(old[head...].reversed(), new[head...].reversed()).prefix { $0 == $1 }.count
        let before = old[head..<(old.count - tail)]
        let after = new[head..<(new.count - tail)]
        return old[..<head].map(Change.same) + middle(before, after) + old[(old.count - tail)...].map(Change.same)
    }

    private static func middle(_ old: ArraySlice<Element>, _ new: ArraySlice<Element>) -> [Change] {
        guard old.count + new.count <= limit else {
            return old.indices.map { .removed(old[$0], at: $0) } + new.indices.map { .added(new[$0], at: $0) }
        }
        let difference = new.difference(from: old)
        var removals = Set<Int>()
        var insertions = Set<Int>()
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removals.insert(offset)
            case .insert(let offset, _, _): insertions.insert(offset)
            }
        }
        var changes: [Change] = []
        var (from, to) = (0, 0)
        while from < old.count || to < new.count {
            if removals.contains(from) {
                changes.append(.removed(old[old.startIndex + from], at: old.startIndex + from))
                from += 1
            } else if insertions.contains(to) {
                changes.append(.added(new[new.startIndex + to], at: new.startIndex + to))
                to += 1
            } else {
                changes.append(.same(old[old.startIndex + from]))
                (from, to) = (from + 1, to + 1)
            }
        }
        return changes
    }

    /// Returns the changes with `context` unchanged elements around each; `nil` marks omitted ones.
    static func withContext(_ changes: [Change], _ context: Int) -> [Change?] {
        var isShown = [Bool](repeating: false, count: changes.count)
        for (index, change) in changes.enumerated() where !change.isSame {
            for near in max(index - context, 0)...min(index + context, changes.count - 1) { isShown[near] = true }
        }
        var result: [Change?] = []
        for (index, change) in changes.enumerated() {
            if isShown[index] { result.append(change) } else if index == 0 || isShown[index - 1] { result.append(nil) }
        }
        return result
    }
}
