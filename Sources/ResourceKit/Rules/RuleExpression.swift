import JSON
import PulumiProtocol

/// A condition on several properties: what stands in `between` of the facts, as `scripts/facts/rules.py` writes it.
indirect enum RuleExpression: Sendable {
    /// A comparison of two values.
    enum Comparison: String, Sendable {
        case equal = "="
        case unequal = "!="
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
    }

    /// A number of conditions of which some must hold.
    enum Group: String, Sendable {
        case exactlyOne, atMostOne, atLeastOne
    }

    /// A test of whole lists.
    enum Predicate: String, Sendable {
        case distinct, disjoint, subset, acyclic, allEqual, startsWith, ascending
        case fargateSize, distinctPorts, canRollOut
    }

    case implies(RuleExpression, RuleExpression)
    case equivalent(RuleExpression, RuleExpression)
    case all([RuleExpression])
    case any([RuleExpression])
    case not(RuleExpression)
    case given(RuleOperand)
    case compare(Comparison, RuleOperand, RuleOperand)
    /// One of a list's values; absent is one where the list says so.
    case isOne(RuleOperand, of: RuleOperand)
    case matches(RuleOperand, TextPattern)
    case group(Group, [RuleExpression])
    case predicate(Predicate, [RuleOperand])
}

/// A value in a condition.
indirect enum RuleOperand: Sendable {
    /// A function of values.
    enum Function: String, Sendable {
        case count, sum, max, upper, number, units, mib, length, first, keys, sumFirst
        case plus = "+"
    }

    case literal(PropertyValue)
    /// Literals; null stands for absence.
    case list([PropertyValue])
    case path(RulePath)
    case call(Function, [RuleOperand])
    /// The elements of a list for which a condition holds.
    case elements(RulePath, where: RuleExpression)
    /// The member of the element whose `key` is a value.
    case lookup(RulePath, key: String, RuleOperand, member: RulePath)
    /// The member of the element with the largest `order`.
    case last(RulePath, order: String, member: RulePath)
}

/// The place of a value: from an object's member on, through all elements of lists.
struct RulePath: Sendable {
    /// The object in which a path begins.
    enum Start: Sendable {
        case here
        /// The object around the one that a rule is about.
        case outer
        case resource
    }

    /// A member, and whether its elements or entries are meant.
    struct Step: Sendable {
        let name: String
        let isEach: Bool
    }

    let start: Start
    let steps: [Step]

    /// The path of a text such as `$.volumes[].name`.
    init(_ text: String) {
        let parts = text.split(separator: ".").map(String.init)
        start = parts.first == "$" ? .resource : parts.first == "^" ? .outer : .here
        steps = parts.dropFirst(start == .here ? 0 : 1).map { part in
            let name = part.prefix { $0 != "[" && $0 != "{" }
            return Step(name: String(name), isEach: name.count < part.count)
        }
    }

    /// The path as messages name it, up to the first list.
    var text: String {
        var names: [String] = []
        for step in steps {
            names.append(step.name)
            if step.isEach { break }
        }
        return names.joined(separator: ".")
    }
}

// MARK: Facts

extension RuleExpression {
    /// The condition of a fact; `nil` for a form that is not known.
    init?(_ json: JSON) {
        guard let parts = json.array, let head = parts.first?.string else { return nil }
        let rest = parts.dropFirst()
        func operand(_ index: Int) -> RuleOperand { RuleOperand(parts[index]) }
        if let predicate = Predicate(rawValue: head) {
            self = .predicate(predicate, rest.map(RuleOperand.init))
        } else if let comparison = Comparison(rawValue: head), rest.count == 2 {
            self = .compare(comparison, operand(1), operand(2))
        } else if head == "in", rest.count == 2 {
            self = .isOne(operand(1), of: operand(2))
        } else if head == "=~", let pattern = rest.last?.string.flatMap({ TextPattern($0) }) {
            self = .matches(operand(1), pattern)
        } else if head == "has", !rest.isEmpty {
            self = .given(operand(1))
        } else {
            let known = rest.compactMap { RuleExpression($0) }
            guard known.count == rest.count, !known.isEmpty else { return nil }
            self.init(head, known)
        }
    }

    private init?(_ head: String, _ conditions: [RuleExpression]) {
        switch (head, conditions.count) {
        case ("=>", 2): self = .implies(conditions[0], conditions[1])
        case ("<=>", 2): self = .equivalent(conditions[0], conditions[1])
        case ("&", _): self = .all(conditions)
        case ("|", _): self = .any(conditions)
        case ("!", 1): self = .not(conditions[0])
        default:
            guard let group = Group(rawValue: head) else { return nil }
            self = .group(group, conditions)
        }
    }
}

extension RuleOperand {
    /// The value of a fact; text that is no function is a literal.
    init(_ json: JSON) {
        guard let parts = json.array, let head = parts.first?.string else {
            self = .literal(PropertyValue(plain: json))
            return
        }
        let rest = Array(parts.dropFirst())
        func path(_ index: Int) -> RulePath { RulePath(rest[index][1]?.string ?? rest[index].string ?? "") }
        switch head {
        case "get": self = .path(path(0))
        case "list": self = .list(rest.map(PropertyValue.init(plain:)))
        case "where":
            let condition = RuleExpression(rest[1]) ?? .all([])
            self = .elements(path(0), where: condition)
        case "lookup": self = .lookup(path(0), key: rest[1].string ?? "", RuleOperand(rest[2]), member: path(3))
        case "last": self = .last(path(0), order: rest[1].string ?? "", member: path(2))
        default: self = .call(Function(rawValue: head) ?? .first, rest.map(RuleOperand.init))
        }
    }
}
