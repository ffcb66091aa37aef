import JSON
import PulumiProtocol

/// The rules on the values of an object, by the paths of the facts: `a.b`, `list[]`, `map{}`.
struct RuleTree: Sendable {
    /// The rules that hold together for the value here.
    private(set) var rules: [ValueRule] = []
    /// The rules of what is inside: members by name, the elements of a list as `[]`, the values of a map as `{}`.
    private(set) var inside: [String: RuleTree] = [:]
    /// The members that must be there wherever their object is.
    private(set) var requiredMembers: [String] = []

    /// A tree without rules.
    init() {}

    /// The tree of facts: rules by path.
    init(_ facts: JSON.Object) {
        for fact in facts {
            let rules = fact.value.array ?? [fact.value]
            add(rules.map(ValueRule.init), at: Self.steps(fact.key)[...])
        }
    }

    private mutating func add(_ rules: [ValueRule], at steps: ArraySlice<String>) {
        guard let step = steps.first else {
            self.rules += rules
            return
        }
        inside[step, default: RuleTree()].add(rules, at: steps.dropFirst())
        if steps.count == 1, rules.contains(where: \.isRequired) { requiredMembers.append(step) }
    }

    /// The names of a path's steps, with `[]` and `{}` as steps of their own.
    private static func steps(_ path: String) -> [String] {
        path.split(separator: ".").flatMap { part -> [String] in
            let name = part.prefix { $0 != "[" && $0 != "{" }
            let ends = part.dropFirst(name.count)
            let steps = stride(from: 0, to: ends.count, by: 2).map { String(ends.dropFirst($0).prefix(2)) }
            return (name.isEmpty ? [] : [String(name)]) + steps
        }
    }
}
