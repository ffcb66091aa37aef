package import PulumiProtocol

/// An output that follows from an input and the provider's configuration: `tagsAll` from `tags` and default tags.
package struct DerivedOutput: Sendable {
    /// The output's name.
    package let name: String
    /// The name of the input that it follows from.
    package let source: String
    /// Returns the output for an input without marks, `nil` where the program gives none; unknown while a part of it is.
    package let value: @Sendable (PropertyValue?) -> PropertyValue
    /// Returns whether a deployed output says the same as the wanted one.
    package let isEqual: @Sendable (PropertyValue, PropertyValue) -> Bool

    /// An output from its parts.
    package init(
        name: String,
        source: String,
        value: @escaping @Sendable (PropertyValue?) -> PropertyValue,
        isEqual: @escaping @Sendable (PropertyValue, PropertyValue) -> Bool = { $0 == $1 }
    ) {
        self.name = name
        self.source = source
        self.value = value
        self.isEqual = isEqual
    }
}
