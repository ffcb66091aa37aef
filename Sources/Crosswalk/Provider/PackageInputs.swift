import PackageSchema
import ProviderKit
import PulumiProtocol

/// The check of a component's inputs against `schema.json`.
enum PackageInputs {
    /// The enumerations whose values upstream takes in any case.
    private static let caseless: Set<String> = ["awsx:ec2:NatGatewayStrategy", "awsx:ec2:SubnetType"]

    /// Checks a component's inputs.
    ///
    /// The definition of a container takes any key, because ECS may know keys that the schema does not have.
    ///
    /// - Returns: A warning for each property that does not exist.
    /// - Throws: ``InputFailure`` with every property that cannot be used.
    static func check(_ inputs: PropertyMap, of type: String, owner: String) throws -> [CheckFailure] {
        let schema = try CrosswalkProvider.schema()
        guard let resource = schema.resource(type) else { return [] }
        let check = InputCheck(inputs, against: resource.inputs, of: schema, ignoringCaseOf: caseless)
        guard check.faults.isEmpty else { throw InputFailure(owner, check.faults) }
        return check.warnings.filter { !$0.property.contains("container") }
    }
}
