import PulumiProtocol

extension RuleScope {
    /// Returns whether a condition holds; `nil` if that depends on what is not known yet.
    ///
    /// A size comparison with an absent value has no answer either, unless elements are chosen by it.
    func holds(_ expression: RuleExpression, isFilter: Bool = false) -> Bool? {
        switch expression {
        case .implies(let one, let other):
            guard let premise = holds(one, isFilter: isFilter) else { return holds(other) == true ? true : nil }
            return premise ? holds(other, isFilter: isFilter) : true
        case .equivalent(let one, let other):
            guard let first = holds(one), let second = holds(other) else { return nil }
            return first == second
        case .all(let terms):
            var isKnown = true
            for term in terms {
                guard let answer = holds(term, isFilter: isFilter) else {
                    isKnown = false
                    continue
                }
                if !answer { return false }
            }
            return isKnown ? true : nil
        case .any(let terms):
            var isKnown = true
            for term in terms {
                guard let answer = holds(term, isFilter: isFilter) else {
                    isKnown = false
                    continue
                }
                if answer { return true }
            }
            return isKnown ? false : nil
        case .not(let term): return holds(term, isFilter: isFilter).map { !$0 }
        case .given(let operand):
            let found = values(operand)
            return found.present.isEmpty ? (found.isOpen ? nil : false) : true
        case .compare(let comparison, let one, let other):
            return compare(comparison, values(one), values(other), isFilter)
        case .isOne(let operand, let list): return isOne(values(operand), of: values(list))
        case .matches(let operand, let pattern):
            let found = values(operand)
            if found.known.contains(where: { $0.string.map(pattern.isFound) == true }) { return true }
            return found.isOpen ? nil : false
        case .group(let group, let terms): return holds(group, terms)
        case .predicate(let predicate, let operands): return holds(predicate, operands)
        }
    }

    // MARK: Comparisons

    private func compare(
        _ comparison: RuleExpression.Comparison,
        _ one: FoundValues,
        _ other: FoundValues,
        _ isFilter: Bool
    ) -> Bool? {
        let isOpen = one.isOpen || other.isOpen
        guard !one.known.isEmpty, !other.known.isEmpty else {
            switch comparison {
            case .equal: return isOpen ? nil : false
            case .unequal: return isOpen ? nil : true
            default: return isFilter && !isOpen ? false : nil
            }
        }
        let pairs = one.known.contains { left in other.known.contains { Self.compare(comparison, left, $0) } }
        return pairs ? true : isOpen ? nil : false
    }

    private static func compare(
        _ comparison: RuleExpression.Comparison,
        _ one: PropertyValue,
        _ other: PropertyValue
    ) -> Bool {
        switch comparison {
        case .equal: return isSame(one, other)
        case .unequal: return !isSame(one, other)
        default: break
        }
        if let left = one.ruleNumber, let right = other.ruleNumber { return isOrdered(comparison, left, right) }
        // Times are written so that their texts have their order.
        guard let left = one.string, let right = other.string else { return true }
        return isOrdered(comparison, left, right)
    }

    private static func isOrdered<Value: Comparable>(
        _ comparison: RuleExpression.Comparison,
        _ one: Value,
        _ other: Value
    ) -> Bool {
        switch comparison {
        case .less: one < other
        case .atMost: one <= other
        case .greater: one > other
        case .atLeast: one >= other
        case .equal, .unequal: true
        }
    }

    /// Returns whether two values are equal; text that spells a number or a truth value counts as one.
    private static func isSame(_ one: PropertyValue, _ other: PropertyValue) -> Bool {
        if one == other { return true }
        switch (one, other) {
        case (.string(let text), .number(let number)), (.number(let number), .string(let text)):
            return Double(text) == number
        case (.string(let text), .bool(let flag)), (.bool(let flag), .string(let text)):
            return text == (flag ? "true" : "false")
        default: return false
        }
    }

    private func isOne(_ found: FoundValues, of list: FoundValues) -> Bool? {
        if found.known.contains(where: { value in list.known.contains { Self.isSame(value, $0) } }) { return true }
        if found.isOpen || list.isOpen { return nil }
        return found.known.isEmpty && list.known.contains(.null)
    }

    // MARK: Groups and lists

    private func holds(_ group: RuleExpression.Group, _ terms: [RuleExpression]) -> Bool? {
        let answers = terms.map { holds($0) }
        let chosen = zip(terms, answers).filter { $1 == true && !isFilledIn($0) }.count
        let isAny = answers.contains(true)
        let isOpen = answers.contains(nil)
        if group != .atLeastOne, chosen > 1 { return false }
        if group != .atMostOne, !isAny { return isOpen ? nil : false }
        return isOpen && group != .atLeastOne ? nil : true
    }

    /// Indicates whether a condition holds only because Check filled in a default.
    func isFilledIn(_ term: RuleExpression) -> Bool {
        if case .given(.path(let path)) = term { isFilledIn(path) } else { false }
    }

    private func holds(_ predicate: RuleExpression.Predicate, _ operands: [RuleOperand]) -> Bool? {
        if predicate == .acyclic { return isAcyclic(operands) }
        let found = operands.map(values)
        let isOpen = found.contains(where: \.isOpen)
        guard let first = found.first, let last = found.last else { return nil }
        let isMet: Bool
        switch predicate {
        case .distinct: isMet = found.allSatisfy { Set($0.present).count == $0.present.count }
        case .disjoint: isMet = Set(first.known).isDisjoint(with: last.known)
        case .subset: isMet = isOpen || Set(first.known).isSubset(of: last.known)
        case .allEqual: isMet = first.known.allSatisfy { value in last.known.allSatisfy { Self.isSame(value, $0) } }
        case .startsWith:
            isMet = first.known.allSatisfy { value in
                last.known.allSatisfy { value.string?.hasPrefix($0.string ?? "") ?? true }
            }
        case .ascending: isMet = zip(first.numbers, first.numbers.dropFirst()).allSatisfy { $0 < $1 }
        case .fargateSize: return fargateSize(first, last)?.isOffered
        case .distinctPorts: isMet = repeatedPorts(first, last.known.first?.string ?? "").isEmpty
        case .canRollOut: return rollOut(found)?.hasRoom
        case .acyclic: isMet = true
        }
        return isMet && isOpen ? nil : isMet
    }

    /// Returns whether no element leads back to itself; the operands are the list, and the names of the elements' names
    /// and of their references.
    private func isAcyclic(_ operands: [RuleOperand]) -> Bool? {
        guard case .literal(.string(let name))? = operands.dropFirst().first,
            case .literal(.string(let references))? = operands.last, let list = operands.first.map(values)
        else {
            return nil
        }
        var edges: [String: [String]] = [:]
        for element in list.known.compactMap(\.map) {
            guard let from = element[name]?.plain.string else { continue }
            edges[from] = entering(element).values(RulePath(references)).known.compactMap(\.string)
        }
        // Whatever depends on nothing that is left is taken away, until nothing changes.
        while let free = edges.first(where: { edge in !edge.value.contains { edges[$0] != nil } }) {
            edges[free.key] = nil
        }
        return edges.isEmpty
    }
}
