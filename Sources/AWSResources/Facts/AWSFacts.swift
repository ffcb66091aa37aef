import JSON
import ResourceKit

/// The facts of a resource type that only AWS has: how its objects are found, awaited and told apart, and
/// which answers of AWS mean what.
struct AWSFacts: Sendable {
    /// An answer of AWS that asks for patience rather than for a report.
    struct RetryRule: Sendable {
        /// Such as `ecs.CreateService`; with a star at its end, the beginning of several.
        let operation: String
        let codes: [String]
        /// A part of the error's message; empty for any.
        let message: String
        /// A part of the message of errors that do not pass; empty for none.
        let excluded: String
        /// The time for which the call is repeated.
        let limit: Duration
        /// The remedy where the error does not pass; empty if there is none to tell.
        let advice: String
    }

    /// The place of failures in an answer that counts as a success.
    struct PartialFailure: Sendable {
        let operations: Set<String>
        /// The path of the list of failures.
        let path: String
        /// The paths in one of them.
        let code: String
        let message: String
    }

    /// A property that is an attribute of a load balancer or target group.
    struct AttributeKey: Sendable {
        /// The property's path, with a condition in parentheses where one path stands for two keys.
        let path: String
        /// The attribute's key in AWS.
        let key: String
        /// The types of load balancer or of target that know the attribute.
        let kinds: [String]

        /// The top-level property that the path begins with.
        var property: Substring { path.prefix { !".[(".contains($0) } }
    }

    /// The place of the id in a new object.
    enum IDSource: Sendable {
        /// A path of the answer to the create, whose value begins with a prefix that the id lacks.
        case answer(operation: String, path: String, prefix: String)
        /// A text made of properties.
        case template(IDTemplate)
    }

    /// The form of the text with which a user imports an object.
    enum ImportForm: Sendable {
        /// An id that begins like this.
        case prefix(String)
        /// A text made of properties, and the properties that a place may stand for.
        case template(IDTemplate, choices: [String: [Choice]])
    }

    /// A property that a place of an import's text stands for, if the text there is of its form.
    struct Choice: Sendable {
        let property: String
        /// The beginning of such a text, and a part of it; empty for any.
        let beginning: String
        let part: String
    }

    /// `nil` where code makes the id.
    let id: IDSource?
    let importForm: ImportForm?
    /// The ARN's form, where AWS does not tell it.
    let arn: IDTemplate?
    /// `nil` where code finds the object.
    let lookup: Lookup?
    /// Finds an object of the wanted name, where AWS would answer a create with it instead of refusing.
    let existing: Lookup?
    /// The member that takes a token by which AWS recognises a repeated create.
    let idempotencyToken: String?
    /// The time for which a new object may be missing from reads.
    let visibility: Duration
    let waits: [WaitRule]
    /// Signs on an answer that there is no such thing.
    let absence: [AbsenceRule]
    /// By property.
    let listChanges: [String: ListChange]
    /// The rules for differences that the facts contain.
    let differences: DiffRules
    let retries: [RetryRule]
    let partialFailures: [PartialFailure]
    /// Errors that mean "there is no such thing".
    let notFound: [ErrorSign]
    /// Errors with which a deletion counts as done.
    let ignoredOnDelete: [ErrorSign]
    /// Sorted by path.
    let attributes: [AttributeKey]

    /// The facts that a schema lists under the key `aws`.
    init(_ extras: JSON) {
        id = extras["id"].flatMap(IDSource.init)
        importForm = extras["import"].flatMap(ImportForm.init)
        arn = extras["arn"]?.string.map(IDTemplate.init)
        lookup = extras["lookup"].map(Lookup.init)
        existing = extras["existing"].map(Lookup.init)
        idempotencyToken = extras["idempotencyToken"]?.string
        visibility = .seconds(extras["visibleSeconds"]?.int ?? 0)
        waits = (extras["waits"]?.array ?? []).map(WaitRule.init)
        absence = (extras["absent"]?.array ?? []).map(AbsenceRule.init)
        let changes = (extras["listChanges"]?.object ?? [:]).map { ($0.key, ListChange($0.value)) }
        listChanges = Dictionary(uniqueKeysWithValues: changes)
        differences = DiffRules(facts: extras)
        retries = (extras["retries"]?.array ?? []).map(RetryRule.init)
        partialFailures = (extras["partialFailures"]?.array ?? []).map(PartialFailure.init)
        notFound = (extras["notFound"]?.array ?? []).map(ErrorSign.init)
        ignoredOnDelete = (extras["ignoreOnDelete"]?.array ?? []).map(ErrorSign.init)
        attributes = (extras["attributes"]?.object ?? [:])
            .map { AttributeKey(path: $0.key, $0.value) }
            .sorted { $0.path < $1.path }
    }
}

extension AWSFacts.IDSource {
    fileprivate init?(_ json: JSON) {
        if let operation = json["operation"]?.string, let path = json["path"]?.string {
            self = .answer(operation: operation, path: path, prefix: json["without"]?.string ?? "")
        } else if let template = json["template"]?.string ?? json["input"]?.string.map({ "{\($0)}" }) {
            self = .template(IDTemplate(template))
        } else {
            return nil
        }
    }
}

extension AWSFacts.ImportForm {
    fileprivate init?(_ json: JSON) {
        if let prefix = json["prefix"]?.string {
            self = .prefix(prefix)
        } else if let template = json["template"]?.string {
            let choices = (json["choices"]?.object ?? [:]).map { place in
                (place.key, (place.value.array ?? []).map(AWSFacts.Choice.init))
            }
            self = .template(IDTemplate(template), choices: Dictionary(uniqueKeysWithValues: choices))
        } else {
            return nil
        }
    }
}

extension AWSFacts.Choice {
    fileprivate init(_ json: JSON) {
        property = json["property"]?.string ?? ""
        beginning = json["begins"]?.string ?? ""
        part = json["contains"]?.string ?? ""
    }

    /// Returns whether a text is of the property's form.
    func isMet(by text: String) -> Bool { text.hasPrefix(beginning) && (part.isEmpty || text.contains(part)) }
}

extension AWSFacts.RetryRule {
    fileprivate init(_ json: JSON) {
        operation = json["operation"]?.string ?? ""
        codes = (json["codes"]?.array ?? []).compactMap(\.string)
        message = json["message"]?.string ?? ""
        excluded = json["lacks"]?.string ?? ""
        limit = .seconds(json["seconds"]?.int ?? 0)
        advice = json["says"]?.string ?? ""
    }
}

extension AWSFacts.PartialFailure {
    fileprivate init(_ json: JSON) {
        operations = Set((json["operations"]?.array ?? []).compactMap(\.string))
        path = json["path"]?.string ?? ""
        code = json["code"]?.string ?? ""
        message = json["message"]?.string ?? ""
    }

    /// The first failure that an answer to one of the operations carries; `nil` if it carries none.
    func failure(in answer: JSON) -> AWSFailure? {
        answer.list(at: path).first.map {
            AWSFailure(code: $0.text(at: code) ?? "", message: $0.text(at: message) ?? "")
        }
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
