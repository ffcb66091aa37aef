package import PackageSchema
package import PulumiProtocol

/// Differences of a resource type that its schema has no words for.
package struct DiffRules: Sendable {
    /// The values between which a rule decides.
    package struct Values: Sendable {
        /// The resource's schema.
        package let schema: ResourceSchema
        /// The property's old and new value, without marks of secrets; `nil` where absent.
        package let old: PropertyValue?
        package let new: PropertyValue?
        /// All inputs, without marks of secrets.
        package let oldInputs: PropertyMap
        package let newInputs: PropertyMap
    }

    package typealias Equality = @Sendable (PropertyValue, PropertyValue, PropertyMap) -> Bool

    package typealias Condition = @Sendable (Values) -> Bool

    /// Differences to pass over, by property or path without indices.
    package var ignored: [String: Condition]
    /// Indicates whether a change of the property replaces the resource; stands above the schema's flag.
    package var replacing: [String: Condition]
    /// Equality of two known values of a property; the map holds all new inputs.
    package var equality: [String: Equality]

    /// Rules from their tables.
    package init(
        ignored: [String: Condition] = [:],
        replacing: [String: Condition] = [:],
        equality: [String: Equality] = [:]
    ) {
        self.ignored = ignored
        self.replacing = replacing
        self.equality = equality
    }

    /// Equality of texts.
    package static func texts(_ areEqual: @escaping @Sendable (String, String, PropertyMap) -> Bool) -> Equality {
        { old, new, inputs in
            guard let oldText = old.string, let newText = new.string else { return old == new }
            return areEqual(oldText, newText, inputs)
        }
    }

    /// No rules.
    package static let none = DiffRules()
}
