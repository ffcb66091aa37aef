import PulumiProtocol

/// What the schema cannot say of a resource's differences.
struct DiffRules: Sendable {
    /// The values between which a rule decides.
    struct Values: Sendable {
        /// The property's old and new value, without marks of secrets; `nil` where absent.
        let old: PropertyValue?
        let new: PropertyValue?
        /// All inputs, without marks of secrets.
        let oldInputs: PropertyMap
        let newInputs: PropertyMap
    }

    typealias Equality = @Sendable (PropertyValue, PropertyValue, PropertyMap) -> Bool

    typealias Condition = @Sendable (Values) -> Bool

    /// Differences to pass over, by property or path without indices.
    var ignored: [String: Condition] = [:]
    /// Whether a change of the property replaces the resource; stands above the schema's flag.
    var replacing: [String: Condition] = [:]
    /// When two known values of a property mean the same; the map holds all new inputs.
    var equality: [String: Equality] = [:]

    /// Equality of texts.
    static func texts(_ areEqual: @escaping @Sendable (String, String, PropertyMap) -> Bool) -> Equality {
        { old, new, inputs in
            guard let oldText = old.string, let newText = new.string else { return old == new }
            return areEqual(oldText, newText, inputs)
        }
    }

    /// No rules.
    static let none = DiffRules()
}
