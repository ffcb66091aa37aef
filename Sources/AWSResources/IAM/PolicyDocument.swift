import AWSClient
import JSON
import ResourceKit

/// The texts of IAM policies, and their equality.
enum PolicyDocument {
    /// Returns a policy of an answer as compact JSON with sorted keys; IAM sends it percent-encoded.
    static func text(_ json: JSON?) -> String {
        guard let text = json?.string else { return json?.text(.sortedKeys) ?? "" }
        let decoded = PercentEncoding.decode(text[...])
        return (try? JSON(parsing: decoded))?.text(.sortedKeys) ?? decoded
    }

    /// Returns whether IAM would decide alike by either text.
    static func areEquivalent(_ a: String, _ b: String) -> Bool {
        if a == b { return true }
        guard let a = try? JSON(parsing: a), let b = try? JSON(parsing: b) else { return false }
        return normal(a).canonicalText == normal(b).canonicalText
    }

    private static func normal(_ document: JSON) -> JSON {
        guard var document = document.withoutEmpties.object else { return document }
        let statements = list(document["Statement"] ?? .array([])).map(statement)
        document["Statement"] = .array(statements.sorted { $0.canonicalText < $1.canonicalText })
        return .object(document)
    }

    private static func statement(_ json: JSON) -> JSON {
        guard var statement = json.object else { return json }
        for key in ["Action", "NotAction"] {
            statement[key] = statement[key].map { texts($0) { $0.lowercased() } }
        }
        for key in ["Resource", "NotResource"] {
            statement[key] = statement[key].map { texts($0) { $0 } }
        }
        for key in ["Principal", "NotPrincipal"] {
            statement[key] = statement[key].map(principal)
        }
        statement["Condition"] = statement["Condition"].map(condition)
        return .object(statement)
    }

    private static func principal(_ json: JSON) -> JSON {
        let members = json.object ?? ["AWS": json]
        return .object(JSON.Object(members.map { ($0.key, texts($0.value, account)) }))
    }

    /// An account's root by the account's number.
    static func account(_ principal: String) -> String {
        let parts = principal.split(separator: ":", omittingEmptySubsequences: false)
        let isRoot = parts.count == 6 && parts[2] == "iam" && parts[5] == "root"
        return isRoot ? String(parts[4]) : principal
    }

    private static func condition(_ json: JSON) -> JSON {
        guard let operators = json.object else { return json }
        return .object(
            JSON.Object(
                operators.map { entry in
                    let keys = (entry.value.object ?? [:]).map { ($0.key, texts($0.value) { $0 }) }
                    return (entry.key, .object(JSON.Object(keys)))
                }
            )
        )
    }

    /// A lone value or a list of values as a sorted list of texts.
    private static func texts(_ json: JSON, _ transform: (String) -> String) -> JSON {
        let texts = list(json).map { $0.string.map(transform) ?? $0.canonicalText }
        return .array(texts.sorted().map(JSON.string))
    }

    private static func list(_ json: JSON) -> [JSON] { json.array ?? [json] }
}
