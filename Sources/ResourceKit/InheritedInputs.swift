package import PulumiProtocol

/// Inputs that a resource takes from its provider's configuration where the program gives none, such as `region`.
package struct InheritedInputs: Sendable {
    /// The names of the inputs.
    package let names: Set<String>
    /// The values that the provider is configured with; those that are not known yet are absent.
    package let values: PropertyMap

    /// Inputs from their parts.
    package init(names: Set<String>, values: PropertyMap) {
        self.names = names
        self.values = values
    }

    /// No inputs.
    package static let none = InheritedInputs(names: [], values: [:])
}
