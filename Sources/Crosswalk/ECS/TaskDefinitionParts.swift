import ProviderKit
import PulumiProtocol

/// What a task definition component has registered.
struct TaskDefinitionParts: Sendable {
    let taskDefinition: Child
    let logGroup: LogGroup
    let taskRole: RoleWithPolicies
    let executionRole: RoleWithPolicies
    /// Bindings of containers to target groups, as a service takes them.
    let loadBalancers: PropertyValue

    /// The component's outputs.
    var state: PropertyMap {
        var state: PropertyMap = ["taskDefinition": taskDefinition.reference, "loadBalancers": loadBalancers]
        state["logGroup"] = logGroup.child?.reference
        state["taskRole"] = taskRole.role?.reference
        state["executionRole"] = executionRole.role?.reference
        return state
    }
}
