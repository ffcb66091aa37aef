import JSON
import PulumiProtocol

/// A fault or a doubt that the rules of a type find.
struct RuleFinding: Sendable {
    /// The property's path, such as `ingress[0].fromPort`.
    let path: String
    let reason: String
    /// Indicates whether the value is only warned of.
    let isWarning: Bool
}

/// Judges values by the rules on each; what is unknown is passed over.
struct ValueCheck {
    private(set) var findings: [RuleFinding] = []

    /// Judges a value and all inside it.
    ///
    /// - Parameters:
    ///   - value: The value; text that holds JSON may come as what it holds.
    ///   - tree: The rules.
    ///   - path: The value's path.
    ///   - isSecret: Whether messages must not show the value.
    mutating func check(_ value: PropertyValue, _ tree: RuleTree, path: String, isSecret: Bool = false) {
        switch value {
        case .secret(let inner): return check(inner, tree, path: path, isSecret: true)
        case .unknown, .null, .resource, .output, .asset, .archive: return
        default: break
        }
        for rule in tree.rules {
            guard let expected = rule.expectation(for: value) else { continue }
            let reason = "\(Self.shown(value, isSecret: isSecret)) is not a valid value; it must \(expected)."
            findings.append(RuleFinding(path: path, reason: reason, isWarning: rule.warns))
            if !rule.warns { break }
        }
        guard !tree.inside.isEmpty else { return }
        checkInside(value, tree, path: path, isSecret: isSecret)
    }

    /// Judges what is inside a value.
    mutating func checkInside(_ value: PropertyValue, _ tree: RuleTree, path: String, isSecret: Bool = false) {
        switch value {
        case .secret(let inner): checkInside(inner, tree, path: path, isSecret: true)
        case .list(let elements):
            guard let rules = tree.inside["[]"] else { return }
            for (index, element) in elements.enumerated() {
                check(element, rules, path: "\(path)[\(index)]", isSecret: isSecret)
            }
        case .map(let map):
            let entries = tree.inside["{}"]
            for entry in map where entry.key != defaultsKey {
                guard let rules = tree.inside[entry.key] ?? entries else { continue }
                let place = path.isEmpty ? entry.key : "\(path).\(entry.key)"
                check(entry.value, rules, path: place, isSecret: isSecret)
            }
            for name in tree.requiredMembers where map[name] == nil || map[name] == .null {
                let place = path.isEmpty ? name : "\(path).\(name)"
                findings.append(
                    RuleFinding(path: place, reason: "Missing required member \"\(name)\".", isWarning: false)
                )
            }
        default: return
        }
    }

    /// The longest text that a message repeats.
    private static let longest = 80

    /// A value as messages show it.
    static func shown(_ value: PropertyValue, isSecret: Bool) -> String {
        if isSecret { return "The secret value" }
        switch value {
        case .string(let text):
            return text.count > longest ? "\"\(text.prefix(longest))…\"" : "\"\(text)\""
        case .list(let elements): return "A list of \(elements.count)"
        case .map: return "The object"
        default: return ValueRule.text(value)
        }
    }
}
