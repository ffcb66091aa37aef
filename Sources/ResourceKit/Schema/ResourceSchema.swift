package import JSON

/// Everything that the schema says of one resource type.
package struct ResourceSchema: Sendable {
    /// How a name is made for a resource whose program gives none.
    package struct AutonameRule: Sendable {
        /// The property that gets the name.
        package let property: String
        /// The longest name, in characters; 0 for no limit.
        package let maxLength: Int
        package let isLowercase: Bool
        /// Properties of nested objects that get a name too (`inlinePolicies[].name`), with the longest.
        package let nested: [String: Int]
    }

    /// A rule on the value of a naming property: by its characters, or by a pattern.
    package struct NameRule: Sendable {
        package let property: String
        /// The longest name, in characters; 0 for no limit.
        package let maxLength: Int
        /// Characters allowed besides ASCII letters and digits.
        package let characters: String
        /// A text with which a name must not begin or end; empty if it may with any.
        package let notAtEnds: String
        /// Texts with which a name must not begin.
        package let notPrefix: [String]
        /// The pattern of a name, in the place of all the others.
        package let pattern: String?
    }

    /// A property whose presence asks for another one, or forbids it.
    package struct Implication: Sendable {
        package let given: String
        package let other: String
        package let isForbidden: Bool
    }

    package let token: String
    package let inputs: ObjectSchema
    package let outputs: ObjectSchema
    package let autoname: AutonameRule?
    package let nameRule: NameRule?
    /// How long an operation waits, by `create`, `read`, `update`, `delete`, unless the program says otherwise.
    package let timeouts: [String: Duration]
    package let deletesBeforeReplace: Bool
    /// Groups of properties of which at most one may be given.
    package let conflicts: [[String]]
    /// Groups of properties of which exactly one must be given.
    package let exactlyOneOf: [[String]]
    /// Groups of properties of which at least one must be given.
    package let atLeastOneOf: [[String]]
    /// Groups of properties that must be given together.
    package let requiredTogether: [[String]]
    package let implications: [Implication]
    /// The rest of the schema under the key `aws`, as it stands there; null if it says nothing.
    package let extras: JSON

    /// Whether the resource lives in a region.
    package var isRegional: Bool { inputs["region"] != nil }
    /// Whether default tags apply to it.
    package var isTagged: Bool { outputs["tagsAll"] != nil && inputs["tags"] != nil }
}

extension ResourceSchema {
    package init(_ token: String, _ json: JSON, types: TypeResolver) {
        let facts = json["aws"] ?? .null
        self.token = token
        inputs = types.object(token, json["inputProperties"], required: json["requiredInputs"])
        outputs = types.object(token, json["properties"], required: json["required"])
        autoname = facts["autoname"].map(AutonameRule.init)
        nameRule = facts["nameRule"].map(NameRule.init)
        timeouts = (facts["timeouts"]?.object).map(Self.durations) ?? [:]
        deletesBeforeReplace = facts["deleteBeforeReplace"]?.bool ?? false
        conflicts = Self.groups(facts["conflictsWith"])
        exactlyOneOf = Self.groups(facts["exactlyOneOf"])
        atLeastOneOf = Self.groups(facts["atLeastOneOf"])
        requiredTogether = Self.groups(facts["requiredTogether"])
        implications = (facts["implies"]?.array ?? []).map(Implication.init)
        extras = facts
    }

    private static func groups(_ json: JSON?) -> [[String]] {
        (json?.array ?? []).map { ($0.array ?? []).compactMap(\.string) }
    }

    private static func durations(_ object: JSON.Object) -> [String: Duration] {
        Dictionary(uniqueKeysWithValues: object.map { ($0.key, .seconds($0.value.int ?? 0)) })
    }
}

extension ResourceSchema.AutonameRule {
    fileprivate init(_ json: JSON) {
        property = json["property"]?.string ?? "name"
        maxLength = json["maxLength"]?.int ?? 0
        isLowercase = json["lowercase"]?.bool ?? false
        let pairs = (json["nested"]?.object ?? [:]).map { ($0.key, $0.value.int ?? 0) }
        nested = Dictionary(uniqueKeysWithValues: pairs)
    }
}

extension ResourceSchema.NameRule {
    fileprivate init(_ json: JSON) {
        property = json["property"]?.string ?? "name"
        maxLength = json["maxLength"]?.int ?? 0
        characters = json["characters"]?.string ?? ""
        notAtEnds = json["notAtEnds"]?.string ?? ""
        notPrefix = (json["notPrefix"]?.array ?? []).compactMap(\.string)
        pattern = json["pattern"]?.string
    }
}

extension ResourceSchema.Implication {
    fileprivate init(_ json: JSON) {
        given = json["given"]?.string ?? ""
        isForbidden = json["forbids"] != nil
        other = (json["forbids"] ?? json["needs"])?.string ?? ""
    }
}
