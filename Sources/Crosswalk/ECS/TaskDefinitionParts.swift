import ProviderKit
import PulumiProtocol

/// The resources that a task definition component has registered.
struct TaskDefinitionParts: Sendable {
    let taskDefinition: Child
    let logGroup: LogGroup
    let taskRole: RoleWithPolicies
    let executionRole: RoleWithPolicies
    /// The load balancer bindings of the containers, as a service takes them.
    let loadBalancers: PropertyValue

    /// The component's outputs.
    var state: PropertyMap {
        PropertyMap(present: [
            "taskDefinition": taskDefinition.reference,
            "loadBalancers": loadBalancers,
            "logGroup": logGroup.child?.reference,
            "taskRole": taskRole.role?.reference,
            "executionRole": executionRole.role?.reference,
        ])
    }
}
