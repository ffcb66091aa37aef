import JSON
import PulumiProtocol

/// Everything that the schema says of one resource type.
struct ResourceSchema: Sendable {
    /// How a name is made for a resource whose program gives none.
    struct AutonameRule: Sendable {
        /// The property that gets the name.
        let property: String
        /// The longest name, in characters; 0 for no limit.
        let maxLength: Int
        let isLowercase: Bool
        /// Properties of nested objects that get a name too (`inlinePolicies[].name`), with the longest.
        let nested: [String: Int]
    }

    /// What AWS accepts as the value of a naming property.
    struct NameRule: Sendable {
        let property: String
        let maxLength: Int
        /// Characters allowed besides ASCII letters and digits.
        let characters: String
        /// What a name must not begin or end with; empty if anything goes.
        let notAtEnds: String
        let notPrefix: String
    }

    /// An answer of AWS that asks for patience rather than for a report.
    struct RetryRule: Sendable {
        /// Such as `ecs.CreateService`.
        let operation: String
        let codes: [String]
        /// A part of the error's message; empty for any.
        let message: String
        /// How long to go on trying.
        let limit: Duration
    }

    /// A property that is an attribute of a load balancer or target group.
    struct AttributeKey: Sendable {
        /// The property's path, with a condition in parentheses where one path stands for two keys.
        let path: String
        /// The attribute's key in AWS.
        let key: String
        /// The types of load balancer or of target that know the attribute.
        let kinds: [String]
    }

    let token: String
    let inputs: ObjectSchema
    let outputs: ObjectSchema
    let autoname: AutonameRule?
    let nameRule: NameRule?
    /// How long an operation waits, by `create`, `read`, `update`, `delete`, unless the program says otherwise.
    let timeouts: [String: Duration]
    let deletesBeforeReplace: Bool
    /// Groups of properties of which at most one may be given.
    let conflicts: [[String]]
    /// Groups of properties of which exactly one must be given.
    let exactlyOneOf: [[String]]
    /// Groups of properties of which at least one must be given.
    let atLeastOneOf: [[String]]
    /// Groups of properties that must be given together.
    let requiredTogether: [[String]]
    let retries: [RetryRule]
    /// Error codes that mean "there is no such thing".
    let notFound: Set<String>
    /// Error codes with which a deletion counts as done.
    let ignoredOnDelete: Set<String>
    /// Sorted by path.
    let attributes: [AttributeKey]

    /// Whether the resource lives in a region.
    var isRegional: Bool { inputs["region"] != nil }
    /// Whether default tags apply to it.
    var isTagged: Bool { outputs["tagsAll"] != nil && inputs["tags"] != nil }
}

extension ResourceSchema {
    init(_ token: String, _ json: JSON, types: TypeResolver) {
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
        retries = (facts["retries"]?.array ?? []).map(RetryRule.init)
        notFound = Set((facts["notFound"]?.array ?? []).compactMap(\.string))
        ignoredOnDelete = Set((facts["ignoreOnDelete"]?.array ?? []).compactMap(\.string))
        attributes = (facts["attributes"]?.object ?? [:])
            .map { AttributeKey(path: $0.key, $0.value) }
            .sorted { $0.path < $1.path }
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
        notPrefix = json["notPrefix"]?.string ?? ""
    }
}

extension ResourceSchema.RetryRule {
    fileprivate init(_ json: JSON) {
        operation = json["operation"]?.string ?? ""
        codes = (json["codes"]?.array ?? []).compactMap(\.string)
        message = json["message"]?.string ?? ""
        limit = .seconds(json["seconds"]?.int ?? 0)
    }
}

extension ResourceSchema.AttributeKey {
    fileprivate init(path: String, _ json: JSON) {
        self.path = path
        key = json["key"]?.string ?? ""
        let kinds = json["loadBalancerTypes"] ?? json["targetTypes"]
        self.kinds = (kinds?.array ?? []).compactMap(\.string)
    }
}
