import PackageSchema
import ProviderKit
import PulumiProtocol

/// Compares a component's inputs with `schema.json`, which is parsed when that is first done.
enum PackageInputs {
    private static let schema = Result { try PackageSchema(parsing: CrosswalkProvider.schemaText) }

    /// Checks a component's inputs.
    ///
    /// A container's definition takes any key, as ECS may know more of them than the schema does.
    ///
    /// - Returns: What is likely a mistake, but does no harm.
    /// - Throws: ``InputFailure`` with every property that cannot be used.
    static func check(_ inputs: PropertyMap, of type: String, owner: String) throws -> [InputFailure.Fault] {
        let schema = try schema.get()
        guard let resource = schema.resource(type) else { return [] }
        let check = InputCheck(inputs, against: resource.inputs, of: schema)
        guard check.faults.isEmpty else { throw InputFailure(owner, check.faults) }
        return check.warnings.filter { !$0.path.contains("container") }
    }
}
