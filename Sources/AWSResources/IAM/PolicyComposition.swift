import JSON
import PulumiProtocol

/// A policy made of statements and of other policies, as `getPolicyDocument` composes it.
///
/// Every byte counts, since programs compare the text with that of upstream: members have the order of the policy
/// grammar, a list of one is its element, and other lists of actions, resources and identifiers are in descending order.
/// Source: `aws_iam_policy_document` in the documentation of the AWS provider for Terraform.
struct PolicyComposition {
    /// The composed policy.
    private(set) var document: JSON

    /// The version of the policy language that a policy has unless it names another.
    static let currentVersion = "2012-10-17"

    private var version: String
    private var id: String?
    private var statements: [JSON.Object] = []

    /// A policy of a function's arguments: the sources, what the arguments themselves say, then what overrides both.
    ///
    /// - Throws: ``Fault`` if two statements have the same `sid`, or a variable needs a newer version.
    init(_ arguments: PropertyMap) throws {
        version = ""
        document = .null
        let given = (arguments["statements"]?.list ?? []).compactMap(\.map)
        let ownVersion = arguments["version"]?.string ?? Self.currentVersion
        let sources = try Self.documents(arguments["sourcePolicyDocuments"])
        try Self.checkDistinct(sources.flatMap(Self.statements).map(Self.sid), "sourcePolicyDocuments")
        try Self.checkDistinct(given.map { $0["sid"]?.string ?? "" }, "statements")
        for source in sources { merge(source) }
        let own = try given.map { try Self.statement($0, version: ownVersion) }
        merge(id: arguments["policyId"]?.string, version: ownVersion, own)
        for override in try Self.documents(arguments["overridePolicyDocuments"]) { merge(override) }

        var members: JSON.Object = ["Version": .string(version)]
        if let id, !id.isEmpty { members["Id"] = .string(id) }
        if !statements.isEmpty { members["Statement"] = .array(statements.map(JSON.object)) }
        document = .object(
            JSON.Object(["Version", "Id", "Statement"].compactMap { key in members[key].map { (key, $0) } })
        )
    }

    /// An error: the arguments cannot be one policy.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    // MARK: Merging

    private mutating func merge(_ other: JSON) {
        merge(id: other["Id"]?.string, version: other["Version"]?.string ?? "", Self.statements(other))
    }

    /// Takes over another policy: its statements come last, or in the place of those of the same `Sid`.
    private mutating func merge(id: String?, version: String, _ others: [JSON.Object]) {
        if let id, !id.isEmpty { self.id = id }
        self.version = max(self.version, version)
        for statement in others {
            let name = Self.sid(statement)
            let place = name.isEmpty ? nil : statements.firstIndex { Self.sid($0) == name }
            if let place { statements[place] = statement } else { statements.append(statement) }
        }
    }

    private static func documents(_ texts: PropertyValue?) throws -> [JSON] {
        try (texts?.list ?? []).compactMap(\.string).filter { !$0.isEmpty }.map { try JSON(parsing: $0) }
    }

    /// The statements of a policy that is text already, with members in the grammar's order.
    private static func statements(_ document: JSON) -> [JSON.Object] {
        let all = document["Statement"]
        return (all?.array ?? all.map { [$0] } ?? []).compactMap(\.object).map { statement in
            var ordered = JSON.Object()
            for member in members { ordered[member.name] = statement[member.name] }
            for name in ["Principal", "NotPrincipal"] { ordered[name] = ordered[name].map(sortedPrincipals) }
            ordered["Condition"] = ordered["Condition"].map(listedConditions)
            return ordered
        }
    }

    /// The principals of a policy that is text already: kinds by name, identifiers in descending order.
    private static func sortedPrincipals(_ principals: JSON) -> JSON {
        guard let kinds = principals.object else { return principals }
        if kinds.count == 1, ["*", ["*"]].contains(kinds["*"]) { return "*" }
        return .object(
            JSON.Object(
                kinds.sorted { $0.key < $1.key }.map { kind in
                    let names = kind.value.array.map { JSON.array($0.sorted { ($0.string ?? "") > ($1.string ?? "") }) }
                    return (kind.key, names ?? kind.value)
                }
            )
        )
    }

    /// The conditions of a policy that is text already, all values of which become lists.
    private static func listedConditions(_ conditions: JSON) -> JSON {
        sorted(conditions) { test in
            sorted(test) { value in
                let values = value.array ?? [value]
                return .array(values.map { $0.bool.map { .string($0 ? "true" : "false") } ?? $0 })
            }
        }
    }

    private static func sorted(_ object: JSON, _ inside: (JSON) -> JSON) -> JSON {
        .object(JSON.Object((object.object ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, inside($0.value)) }))
    }

    private static func sid(_ statement: JSON.Object) -> String { statement["Sid"]?.string ?? "" }

    private static func checkDistinct(_ names: [String], _ place: String) throws {
        var seen: Set<String> = []
        for name in names where !name.isEmpty && !seen.insert(name).inserted {
            throw Fault(description: "\(place): two statements have the sid \"\(name)\"; give one of them another.")
        }
    }
}

// MARK: - Statements

extension PolicyComposition {
    /// The members of a statement in the grammar's order, and the properties that they are made of.
    fileprivate static let members: [(name: String, property: String)] = [
        ("Sid", "sid"), ("Effect", "effect"), ("Action", "actions"), ("NotAction", "notActions"),
        ("Resource", "resources"), ("NotResource", "notResources"), ("Principal", "principals"),
        ("NotPrincipal", "notPrincipals"), ("Condition", "conditions"),
    ]

    /// The statement of an argument.
    fileprivate static func statement(_ given: PropertyMap, version: String) throws -> JSON.Object {
        var statement = JSON.Object()
        for (name, property) in members {
            let value = given[property]
            switch property {
            case "sid": if let sid = value?.string, !sid.isEmpty { statement[name] = .string(sid) }
            case "effect": statement[name] = .string(value?.string ?? "Allow")
            case "principals", "notPrincipals": statement[name] = try principals(value, version)
            case "conditions": statement[name] = try conditions(value, version)
            default: statement[name] = try texts(value, version).map(shortened)
            }
        }
        return statement
    }

    /// The texts of a list, in which `&{` begins a variable of the policy; `nil` for an empty list.
    private static func texts(_ value: PropertyValue?, _ version: String) throws -> [String]? {
        let texts = (value?.list ?? []).compactMap(\.string)
        if version == "2008-10-17", let text = texts.first(where: { $0.contains("&{") }) {
            throw Fault(description: "statements: \"\(text)\" has a variable, which needs version \(currentVersion).")
        }
        return texts.isEmpty ? nil : texts.map { $0.replacing("&{", with: "${") }
    }

    /// One text as itself, and others as a list in descending order.
    private static func shortened(_ texts: [String]) -> JSON {
        texts.count == 1 ? .string(texts[0]) : .array(texts.sorted(by: >).map(JSON.string))
    }

    private static func principals(_ value: PropertyValue?, _ version: String) throws -> JSON? {
        var kinds: [String: [String]] = [:]
        for principal in (value?.list ?? []).compactMap(\.map) {
            let names = try texts(principal["identifiers"], version) ?? []
            kinds[principal["type"]?.string ?? "", default: []] += names.sorted(by: >)
        }
        guard !kinds.isEmpty else { return nil }
        // AWS takes {"AWS": "*"} for a role, and no other form of everybody.
        if kinds == ["*": ["*"]] { return "*" }
        return .object(
            JSON.Object(
                kinds.sorted { $0.key < $1.key }.map { kind in
                    (kind.key, kind.value.count == 1 ? .string(kind.value[0]) : .array(kind.value.map(JSON.string)))
                }
            )
        )
    }

    /// The conditions by test and variable; values keep their order.
    private static func conditions(_ value: PropertyValue?, _ version: String) throws -> JSON? {
        var tests: [String: [String: [String]]] = [:]
        for condition in (value?.list ?? []).compactMap(\.map) {
            let variable = condition["variable"]?.string ?? ""
            let values = try texts(condition["values"], version) ?? []
            tests[condition["test"]?.string ?? "", default: [:]][variable, default: []] += values
        }
        guard !tests.isEmpty else { return nil }
        return .object(
            JSON.Object(
                tests.sorted { $0.key < $1.key }.map { test in
                    let variables = test.value.sorted { $0.key < $1.key }.map { variable -> (String, JSON) in
                        let values = variable.value
                        return (variable.key, values.count == 1 ? .string(values[0]) : .array(values.map(JSON.string)))
                    }
                    return (test.key, .object(JSON.Object(variables)))
                }
            )
        )
    }
}
