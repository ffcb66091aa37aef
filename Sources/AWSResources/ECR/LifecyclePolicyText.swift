import JSON
import ResourceKit

/// The meaning of an ECR lifecycle policy: its rules by priority, and lists of tags without order.
enum LifecyclePolicyText {
    private static let unordered: Set<String> = ["tagPrefixList", "tagPatternList"]

    /// Returns whether two policies expire the same images; texts that are not JSON must be equal letter by letter.
    static func areEquivalent(_ a: String, _ b: String) -> Bool {
        if a == b { return true }
        guard let a = try? JSON(parsing: a), let b = try? JSON(parsing: b) else { return false }
        return normal(a).canonicalText == normal(b).canonicalText
    }

    private static func normal(_ policy: JSON) -> JSON {
        guard var object = policy.object, let rules = object["rules"]?.array else { return policy }
        object["rules"] = .array(
            rules.sorted { ($0["rulePriority"]?.int ?? 0) < ($1["rulePriority"]?.int ?? 0) }.map(normalRule)
        )
        return .object(object)
    }

    private static func normalRule(_ rule: JSON) -> JSON {
        guard var object = rule.object, var selection = object["selection"]?.object else { return rule }
        for member in unordered {
            guard let tags = selection[member]?.array else { continue }
            selection[member] = .array(tags.sorted { ($0.string ?? "") < ($1.string ?? "") })
        }
        object["selection"] = .object(selection)
        return .object(object)
    }
}
