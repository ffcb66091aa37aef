import JSON

/// What the schema says of a resource type that only AWS has: which answers of AWS mean what.
struct AWSFacts: Sendable {
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

    let retries: [RetryRule]
    /// Error codes that mean "there is no such thing".
    let notFound: Set<String>
    /// Error codes with which a deletion counts as done.
    let ignoredOnDelete: Set<String>
    /// Sorted by path.
    let attributes: [AttributeKey]

    /// The facts that a schema lists under the key `aws`.
    init(_ extras: JSON) {
        retries = (extras["retries"]?.array ?? []).map(RetryRule.init)
        notFound = Set((extras["notFound"]?.array ?? []).compactMap(\.string))
        ignoredOnDelete = Set((extras["ignoreOnDelete"]?.array ?? []).compactMap(\.string))
        attributes = (extras["attributes"]?.object ?? [:])
            .map { AttributeKey(path: $0.key, $0.value) }
            .sorted { $0.path < $1.path }
    }
}

extension AWSFacts.RetryRule {
    fileprivate init(_ json: JSON) {
        operation = json["operation"]?.string ?? ""
        codes = (json["codes"]?.array ?? []).compactMap(\.string)
        message = json["message"]?.string ?? ""
        limit = .seconds(json["seconds"]?.int ?? 0)
    }
}

extension AWSFacts.AttributeKey {
    fileprivate init(path: String, _ json: JSON) {
        self.path = path
        key = json["key"]?.string ?? ""
        let kinds = json["loadBalancerTypes"] ?? json["targetTypes"]
        self.kinds = (kinds?.array ?? []).compactMap(\.string)
    }
}
