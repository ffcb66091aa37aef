import AWSClient
import JSON
import PulumiProtocol
import ResourceKit

extension DiffRules {
    /// The rules that the facts of a type describe: replacements that depend on values, differences that are none, and
    /// texts that mean the same.
    init(facts: JSON) {
        self.init()
        for entry in facts["replaceIf"]?.object ?? [:] {
            replacing[entry.key] = Self.anyOf((entry.value.array ?? []).map(Self.conditions))
        }
        for entry in facts["equivalence"]?.object ?? [:] {
            equality[entry.key] = entry.value.string.flatMap { Self.equivalences[$0] }
        }
        for entry in facts["suppress"]?.object ?? [:] { suppress(entry.key, entry.value.array ?? []) }
    }

    /// These rules, with another's where both have one.
    func merging(_ other: DiffRules) -> DiffRules {
        DiffRules(
            ignored: ignored.merging(other.ignored) { $1 },
            replacing: replacing.merging(other.replacing) { $1 },
            equality: equality.merging(other.equality) { $1 }
        )
    }

    /// The kinds of text whose meaning is compared.
    private static let equivalences: [String: Equality] = [
        "json": texts { old, new, _ in JSON.isEquivalent(old, new) },
        "iamPolicy": texts { old, new, _ in PolicyDocument.areEquivalent(old, new) },
        "ecrLifecyclePolicy": texts { old, new, _ in LifecyclePolicyText.areEquivalent(old, new) },
        "instant": texts { old, new, _ in
            old == new || Timestamp(parsing: old).map { $0 == Timestamp(parsing: new) } ?? false
        },
        "ecsContainerDefinitions": texts { old, new, inputs in
            ContainerDefinitions.areEquivalent(old, new, isAwsvpc: inputs["networkMode"]?.string == "awsvpc")
        },
    ]

    // MARK: Suppressed differences

    private mutating func suppress(_ path: String, _ rules: [JSON]) {
        let whens = rules.compactMap { $0["when"] }.map(Self.conditions)
        let isSame = Self.sameTexts(rules.filter { $0["when"] == nil })
        if !path.contains("."), !whens.isEmpty { ignored[path] = Self.anyOf(whens) }
        let nested = path.contains(".") ? rules.compactMap { $0["when"] } : []
        guard !nested.isEmpty || rules.contains(where: { $0["when"] == nil }) else { return }
        equality[path] = { old, new, inputs in
            old == new || isSame(old, new) || nested.contains { Self.holds($0, inputs) }
        }
    }

    /// Returns whether two texts mean the same by lists of equivalent texts, or but for the case.
    private static func sameTexts(_ rules: [JSON]) -> @Sendable (PropertyValue, PropertyValue) -> Bool {
        let ignoresCase = rules.contains { $0["caseInsensitive"]?.bool == true }
        let groups = rules.map { ($0["equivalent"]?.array ?? []).compactMap(\.string) }
        let normal: @Sendable (String) -> String = { text in
            let text = groups.first { $0.contains(text) }?.first ?? text
            return ignoresCase ? text.lowercased() : text
        }
        return { old, new in
            guard let old = old.string, let new = new.string else { return false }
            return normal(old) == normal(new)
        }
    }

    // MARK: Conditions

    private static func anyOf(_ alternatives: [[Condition]]) -> Condition {
        { values in alternatives.contains { $0.allSatisfy { $0(values) } } }
    }

    private static func conditions(_ terms: JSON) -> [Condition] {
        (terms.array ?? []).map { term in
            let isNegated = term["not"]?.bool ?? false
            return { isMet(term, $0) != isNegated }
        }
    }

    private static func isMet(_ term: JSON, _ values: Values) -> Bool {
        if let other = term["of"]?.string { return isOne(values.newInputs[other], of: term) }
        if let given = term["given"]?.string { return (given == "old" ? values.old : values.new) != nil }
        if let other = term["changed"]?.string { return values.oldInputs[other] != values.newInputs[other] }
        if let from = term["from"] { return values.old?.plainJSON == from && values.new?.plainJSON == term["to"] }
        let (old, new) = (values.old?.number ?? 0, values.new?.number ?? 0)
        return term["moved"] == "decreased" ? new < old : new > old
    }

    /// Returns whether conditions on other inputs hold: all that can be asked of a difference inside an object.
    private static func holds(_ terms: JSON, _ inputs: PropertyMap) -> Bool {
        (terms.array ?? []).allSatisfy { term in
            isOne(term["of"]?.string.flatMap { inputs[$0] }, of: term) != (term["not"]?.bool ?? false)
        }
    }

    private static func isOne(_ value: PropertyValue?, of term: JSON) -> Bool {
        value?.plainJSON.map { (term["is"]?.array ?? []).contains($0) } ?? false
    }
}
