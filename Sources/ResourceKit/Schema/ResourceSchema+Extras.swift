import JSON
package import PackageSchema

/// Facts of a resource type that Pulumi's format has no words for, from what the schema says under the package's name.
extension ResourceSchema {
    /// The making of a name for a resource whose program gives none.
    package struct AutonameRule: Sendable {
        /// The property that gets the name.
        package let property: String
        /// The property that gives only the beginning of a name.
        package var prefixProperty: String { property + "Prefix" }
        /// The longest name, in characters; 0 for no limit.
        package let maxLength: Int
        /// Indicates whether the name has no capital letters.
        package let isLowercase: Bool
        /// A beginning with which AWS accepts no name, such as `sg-`; empty if there is none.
        package let reserved: String
        /// Ends that names have where a property is true: the property, by the text.
        package let endings: [String: String]
        /// Properties of nested objects that get a name too (`inlinePolicies[].name`), with the longest.
        package let nested: [String: Int]
    }

    /// A rule on the value of a naming property: by its characters, or by a pattern.
    package struct NameRule: Sendable {
        /// The property that holds the name.
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
        /// The property that is given.
        package let given: String
        /// The property that must be given too, or must not.
        package let other: String
        /// Indicates whether the other property must not be given.
        package let isForbidden: Bool
    }

    /// The making of a name where the program gives none; `nil` if the type has no automatic names.
    package var autoname: AutonameRule? { extras["autoname"].map(AutonameRule.init) }

    /// The rule on a name; `nil` if any will do.
    package var nameRule: NameRule? { extras["nameRule"].map(NameRule.init) }

    /// The longest that an operation waits, by `create`, `read`, `update`, `delete`, unless the program says otherwise.
    package var timeouts: [String: Duration] {
        (extras["timeouts"]?.object ?? [:]).reduce(into: [:]) { $0[$1.key] = .seconds($1.value.int ?? 0) }
    }

    /// Indicates whether the old object must always go before the new one comes.
    package var deletesBeforeReplace: Bool { extras["deleteBeforeReplace"]?.bool ?? false }

    /// Groups of properties of which at most one may be given.
    package var conflicts: [[String]] { groups("conflictsWith") }

    /// Groups of properties of which exactly one must be given.
    package var exactlyOneOf: [[String]] { groups("exactlyOneOf") }

    /// Groups of properties of which at least one must be given.
    package var atLeastOneOf: [[String]] { groups("atLeastOneOf") }

    /// Groups of properties that must be given together.
    package var requiredTogether: [[String]] { groups("requiredTogether") }

    /// Properties whose presence asks for others, or forbids them.
    package var implications: [Implication] { (extras["implies"]?.array ?? []).map(Implication.init) }

    private func groups(_ name: String) -> [[String]] {
        (extras[name]?.array ?? []).map { ($0.array ?? []).compactMap(\.string) }
    }
}

extension ResourceSchema.AutonameRule {
    fileprivate init(_ json: JSON) {
        property = json["property"]?.string ?? "name"
        maxLength = json["maxLength"]?.int ?? 0
        isLowercase = json["lowercase"]?.bool ?? false
        reserved = json["reserved"]?.string ?? ""
        endings = (json["suffix"]?.object ?? [:]).reduce(into: [:]) { $0[$1.key] = $1.value.string }
        nested = (json["nested"]?.object ?? [:]).reduce(into: [:]) { $0[$1.key] = $1.value.int ?? 0 }
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
