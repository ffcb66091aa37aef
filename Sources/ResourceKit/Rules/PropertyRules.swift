package import JSON
import PulumiProtocol

/// The rules on a type's properties that its facts contain: on single values, and between several.
package struct PropertyRules: Sendable {
    /// A condition between properties.
    struct Relation: Sendable {
        /// The list elements or object that it is about; `nil` for the resource.
        let each: RulePath?
        let condition: RuleExpression
        /// The condition in words.
        let words: String
        let warns: Bool
        /// Indicates whether only a resource's own Check asks for it, not a component that plans to register one.
        let isOwnCheck: Bool
        /// Indicates whether it is about other resources too, which only a component knows.
        let isAcross: Bool
        /// Properties of the resource of which one must be there for the condition to fail; empty if it may always.
        let triggers: Set<String>

        init(_ condition: RuleExpression, _ fact: JSON) {
            each = fact["each"]?.string.map { RulePath($0) }
            self.condition = condition
            words = fact["says"]?.string ?? ""
            warns = fact["warns"]?.bool ?? false
            isOwnCheck = fact["ownCheck"]?.bool ?? false
            isAcross = fact["across"]?.bool ?? false
            triggers = each.map { Set($0.steps.prefix(1).map(\.name)) } ?? condition.triggers
        }
    }

    let values: RuleTree
    private let relations: [Relation]
    /// Indicates whether a resource's own Check asks, not a component that plans to register one.
    private var isOwnCheck = true
    let tables: JSON
    /// The properties whose JSON text rules look into.
    let texts: [String]

    /// No rules.
    package static let none = PropertyRules(.null)

    /// The rules that a schema lists under the package's own name.
    package init(_ extras: JSON) {
        values = RuleTree(extras["values"]?.object ?? [:])
        relations = (extras["between"]?.array ?? []).compactMap { fact in
            fact["rule"].flatMap { RuleExpression($0) }.map { Relation($0, fact) }
        }
        tables = extras["tables"] ?? .null
        texts = (extras["texts"]?.array ?? []).compactMap(\.string)
    }

    /// The rules for resources that a component plans to register; they warn of what the resource's own Check cannot
    /// see, and leave other warnings to it.
    package var forDrafts: PropertyRules {
        var rules = self
        rules.isOwnCheck = false
        return rules
    }

    /// Returns what the rules find in inputs; of each path the first fault, and warnings.
    func findings(in inputs: PropertyMap) -> [RuleFinding] {
        var check = ValueCheck()
        check.check(.map(inputs), values, path: "")
        let seen = inputs.readingJSON(of: texts, as: values)
        for (name, value) in seen.parsed {
            guard let rules = values.inside[name] else { continue }
            check.checkInside(value, rules, path: name)
        }
        var findings = check.findings.filter { isOwnCheck || !$0.isWarning }
        let scope = RuleScope(resource: seen.inputs, objects: [seen.inputs], tables: tables)
        for relation in relations where isOwnCheck || relation.isAcross || !relation.isOwnCheck && !relation.warns {
            let isTriggered = relation.triggers.isEmpty || relation.triggers.contains { seen.inputs[$0] != nil }
            if isTriggered { findings += relation.findings(in: scope) }
        }
        var faulty: Set<String> = []
        return findings.filter { $0.isWarning || faulty.insert($0.path).inserted }
    }
}

extension PropertyMap {
    /// The properties with the JSON text of some replaced by what it holds; and those.
    ///
    /// Names that only differ in case from those of the rules become theirs, as upstream reads them.
    fileprivate func readingJSON(
        of names: [String],
        as tree: RuleTree
    ) -> (inputs: PropertyMap, parsed: [(String, PropertyValue)]) {
        var inputs = self
        var parsed: [(String, PropertyValue)] = []
        for name in names {
            guard let value = self[name]?.unmarked, let text = value.string else { continue }
            guard let json = try? JSON(parsing: text) else {
                // The text itself is at fault.
                inputs[name] = .unknown
                continue
            }
            var read = PropertyValue(plain: json).renaming(as: tree.inside[name] ?? RuleTree())
            if case .secret? = self[name] { read = .secret(read) }
            inputs[name] = read
            parsed.append((name, read))
        }
        return (inputs, parsed)
    }
}

extension PropertyValue {
    /// The value that a secret hides.
    fileprivate var unmarked: PropertyValue {
        if case .secret(let inner) = self { inner } else { self }
    }

    fileprivate func renaming(as tree: RuleTree) -> PropertyValue {
        switch self {
        case .list(let elements):
            return .list(elements.map { $0.renaming(as: tree.inside["[]"] ?? RuleTree()) })
        case .map(let map) where !tree.inside.isEmpty:
            return .map(
                PropertyMap(
                    map.map { entry in
                        let isKnown = tree.inside[entry.key] != nil
                        let name = isKnown ? entry.key : tree.name(like: entry.key) ?? entry.key
                        return (name, entry.value.renaming(as: tree.inside[name] ?? RuleTree()))
                    }
                )
            )
        default: return self
        }
    }
}

extension RuleTree {
    fileprivate func name(like name: String) -> String? {
        inside.keys.first { $0.lowercased() == name.lowercased() }
    }
}
