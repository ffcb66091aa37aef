package import PackageSchema

/// A type of custom resource: what a package of resources supplies, and what it gets for it.
///
/// A package supplies the type's schema and what no schema can say: rules on inputs, differences that mean
/// nothing or replace, and what the provider's configuration adds to inputs and outputs. From that follow
/// ``check(_:)``, ``diff(_:)``, previews, marks of secrets and the inputs after drift. The steps that reach the outside
/// world are the package's; ``create(_:_:)``, ``read(_:_:)`` and ``update(_:_:)`` take them as closures.
package struct CustomResource: Sendable {
    /// The package whose types the schema refers to.
    package let package: PackageSchema
    /// The schema of the type.
    package let schema: ResourceSchema
    /// Rules on values and between properties.
    package var rules = PropertyRules.none
    /// Differences that the schema has no words for.
    package var differences = DiffRules.none
    /// Inputs that the provider's configuration supplies.
    package var inherited = InheritedInputs.none
    /// Outputs that follow from inputs and the provider's configuration.
    package var derived: [DerivedOutput] = []

    /// A type that its schema says everything about.
    package init(package: PackageSchema, schema: ResourceSchema) {
        self.package = package
        self.schema = schema
    }
}
