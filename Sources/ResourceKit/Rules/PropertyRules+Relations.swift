import JSON
import PulumiProtocol

extension PropertyRules.Relation {
    /// Returns where the condition does not hold.
    func findings(in scope: RuleScope) -> [RuleFinding] {
        guard let each else { return finding(scope, path: "", isSecret: false).map { [$0] } ?? [] }
        var findings: [RuleFinding] = []
        visit(scope, each.steps[...], path: "", isSecret: false, &findings)
        return findings
    }

    /// Judges every object at a path; what is not known yet is passed over.
    private func visit(
        _ scope: RuleScope,
        _ steps: ArraySlice<RulePath.Step>,
        path: String,
        isSecret: Bool,
        _ findings: inout [RuleFinding]
    ) {
        guard let step = steps.first else {
            if let finding = finding(scope, path: path, isSecret: isSecret) { findings.append(finding) }
            return
        }
        var isSecret = isSecret
        guard let value = scope.here[step.name]?.revealed(&isSecret) else { return }
        let place = path.isEmpty ? step.name : "\(path).\(step.name)"
        let elements: [(String, PropertyValue)] =
            switch (step.isEach, value) {
            case (true, .list(let list)): list.enumerated().map { ("\(place)[\($0)]", $1) }
            case (_, .map): [(place, value)]
            default: []
            }
        for (place, element) in elements {
            var isElementSecret = isSecret
            guard let map = element.revealed(&isElementSecret).map else { continue }
            visit(scope.entering(map), steps.dropFirst(), path: place, isSecret: isElementSecret, &findings)
        }
    }

    private func finding(_ scope: RuleScope, path: String, isSecret: Bool) -> RuleFinding? {
        guard scope.holds(condition) == false else { return nil }
        let blamed = scope.blamed(condition)
        let place: String =
            switch blamed?.start {
            case .resource?: blamed?.text ?? ""
            case .outer?: Self.joined(Self.parent(path), blamed?.text ?? "")
            case .here?, nil: Self.joined(path, blamed?.text ?? "")
            }
        let evidence = isSecret ? "" : scope.evidence(condition)
        let remark = isSecret ? "" : scope.remark(condition)
        return RuleFinding(path: place, reason: "\(words.capitalisedFirst)\(remark)\(evidence).", isWarning: warns)
    }

    private static func joined(_ path: String, _ member: String) -> String {
        path.isEmpty ? member : member.isEmpty ? path : "\(path).\(member)"
    }

    private static func parent(_ path: String) -> String {
        path.lastIndex(of: ".").map { String(path[..<$0]) } ?? ""
    }
}

extension PropertyValue {
    /// The value that a secret hides, which is noted.
    fileprivate func revealed(_ isSecret: inout Bool) -> PropertyValue {
        guard case .secret(let inner) = self else { return self }
        isSecret = true
        return inner
    }
}

extension String {
    /// The sentence with a capital letter, unless it begins with the name of a property.
    fileprivate var capitalisedFirst: String {
        let word = prefix { $0 != " " }
        return word.dropFirst().contains(where: \.isUppercase) ? self : prefix(1).uppercased() + dropFirst()
    }
}

extension RuleScope {
    /// Returns the property to change so that a condition holds that does not.
    fileprivate func blamed(_ expression: RuleExpression) -> RulePath? {
        switch expression {
        case .implies(_, let term), .not(let term): return blamed(term)
        case .equivalent(let one, let other): return holds(one) == true ? blamed(other) : blamed(one)
        case .all(let terms): return (terms.first { holds($0) == false } ?? terms.first).flatMap(blamed)
        case .any(let terms): return terms.first.flatMap(blamed)
        case .given(let operand), .matches(let operand, _): return operand.path
        case .isOne(let one, let other), .compare(_, let one, let other): return one.path ?? other.path
        case .group(_, let terms):
            let given = terms.filter { holds($0) == true && !isFilledIn($0) }
            return (given.dropFirst().first ?? given.first ?? terms.first).flatMap(blamed)
        case .predicate(_, let operands): return operands.lazy.compactMap(\.path).first
        }
    }

    /// Returns what the predicate that does not hold has to add to a message.
    fileprivate func remark(_ expression: RuleExpression) -> String {
        switch expression {
        case .implies(_, let term): remark(term)
        case .all(let terms), .any(let terms): terms.first { holds($0) == false }.map(remark) ?? ""
        case .predicate(let predicate, let operands): remark(predicate, operands)
        default: ""
        }
    }

    /// The most values that a message lists.
    private static let longest = 4

    /// Returns the values that a condition reads, as a message's end.
    fileprivate func evidence(_ expression: RuleExpression) -> String {
        var names: Set<String> = []
        let shown = expression.paths(withMatches: false).compactMap { path -> String? in
            let found = values(path)
            guard !found.isSecret, found.known.count == 1, let value = found.known.first,
                value.list == nil, value.map == nil, !path.text.isEmpty, names.insert(path.text).inserted
            else {
                return nil
            }
            return "\(path.text): \(ValueCheck.shown(value, isSecret: false))"
        }
        return shown.isEmpty ? "" : " (\(shown.prefix(Self.longest).joined(separator: ", ")))"
    }
}

extension RuleExpression {
    /// Properties of the resource of which one must be there for the condition to fail; empty if it may always.
    fileprivate func triggers(in empty: RuleScope) -> Set<String> {
        if case .implies(let premise, _) = self, empty.holds(premise) == false { return premise.names }
        return empty.holds(self) == false ? [] : names
    }

    /// Properties of the resource of which one must be there for the condition to fail; empty if it may always.
    var triggers: Set<String> { triggers(in: RuleScope(resource: [:], objects: [[:]], tables: .null)) }

    private var names: Set<String> { Set(paths(withMatches: true).compactMap(\.steps.first?.name)) }

    /// The paths that the condition reads, in its order, with or without those that are matched with a pattern.
    fileprivate func paths(withMatches isComplete: Bool) -> [RulePath] {
        switch self {
        case .implies(let one, let other), .equivalent(let one, let other):
            one.paths(withMatches: isComplete) + other.paths(withMatches: isComplete)
        case .all(let terms), .any(let terms), .group(_, let terms):
            terms.flatMap { $0.paths(withMatches: isComplete) }
        case .not(let term): term.paths(withMatches: isComplete)
        case .given(let operand): operand.paths
        // What only tells the kind of a thing is no news.
        case .matches(let operand, _): isComplete ? operand.paths : []
        case .compare(_, let one, let other), .isOne(let one, of: let other): one.paths + other.paths
        case .predicate(_, let operands): operands.flatMap(\.paths)
        }
    }
}

extension RuleOperand {
    /// The paths that the operand reads.
    fileprivate var paths: [RulePath] {
        switch self {
        case .literal, .list: []
        case .path(let path), .elements(let path, _), .last(let path, _, _): [path]
        case .call(_, let operands): operands.flatMap(\.paths)
        case .lookup(let list, _, let operand, _): operand.paths + [list]
        }
    }

    /// The first place that the operand is about.
    fileprivate var path: RulePath? {
        switch self {
        case .path(let path), .elements(let path, _), .last(let path, _, _): path
        case .call(_, let operands): operands.lazy.compactMap(\.path).first
        case .lookup(_, _, let operand, _): operand.path
        case .literal, .list: nil
        }
    }
}
