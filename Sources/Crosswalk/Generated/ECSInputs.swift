// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// Inputs that several types have in common: `awsx:ecs:FargateService`, `awsx:ecs:EC2Service`.
protocol ServiceInputs: ForwardedInputs {
    /// The type of `taskDefinitionArgs`.
    associatedtype TaskDefinitionArgs: TaskDefinitionInputs
    /// The arguments of the task definition to create.
    ///
    /// Not together with `taskDefinition`.
    var taskDefinitionArgs: Input<TaskDefinitionArgs> { get }
}

extension ServiceInputs {
    /// The capacity provider strategy to use instead of a launch type.
    var capacityProviderStrategies: Input<[PropertyValue]> { input("capacityProviderStrategies") }

    /// The ARN of the cluster; the default cluster by default.
    var cluster: Input<PropertyValue> { input("cluster") }

    /// Indicates whether a deployment does not wait until the service is steady.
    var continueBeforeSteadyState: Input<PropertyValue> { input("continueBeforeSteadyState") }

    /// The number of tasks.
    var desiredCount: Input<PropertyValue> { input("desiredCount") }

    /// The target groups of the containers; those of the task definition's port mappings by default.
    var loadBalancers: Input<[PropertyValue]> { input("loadBalancers") }

    /// The subnets and security groups of the tasks.
    var networkConfiguration: Input<PropertyValue> { input("networkConfiguration") }

    /// The ARN, or the family and revision, of an existing task definition.
    ///
    /// Not together with `taskDefinitionArgs`.
    var taskDefinition: Input<PropertyValue> { input("taskDefinition") }

    /// Indicates whether to use the cluster's default capacity provider strategy instead of a launch type.
    var useClusterDefaultCapacityProviderStrategy: Input<PropertyValue> {
        input("useClusterDefaultCapacityProviderStrategy")
    }
}

/// Inputs that several types have in common: `awsx:ecs:FargateTaskDefinition`, `awsx:ecs:EC2TaskDefinition`,
/// `awsx:ecs:FargateServiceTaskDefinition`, `awsx:ecs:EC2ServiceTaskDefinition`.
protocol TaskDefinitionInputs: ForwardedInputs {}

extension TaskDefinitionInputs {
    /// The only container.
    ///
    /// Exactly one of `container` and `containers` is required.
    var container: Input<TaskDefinitionContainerDefinitionInputs> { input("container") }

    /// The containers by name.
    ///
    /// Exactly one of `container` and `containers` is required.
    var containers: Input<[String: TaskDefinitionContainerDefinitionInputs]> { input("containers") }

    /// The CPU units of the task, as text; on Fargate the smallest size that holds the containers by default.
    var cpu: Input<PropertyValue> { input("cpu") }

    /// The role that ECS uses to start the task: to pull images, write logs and read secrets.
    var executionRole: Input<DefaultRoleWithPolicyInputs> { input("executionRole") }

    /// The family of the revisions; derived from the containers by default.
    var family: Input<PropertyValue> { input("family") }

    /// The log group of the containers without a `logConfiguration`.
    var logGroup: Input<DefaultLogGroupInputs> { input("logGroup") }

    /// The memory of the task in MiB, as text; on Fargate the smallest size that holds the containers by default.
    var memory: Input<PropertyValue> { input("memory") }

    /// The operating system and the CPU architecture.
    var runtimePlatform: Input<PropertyValue> { input("runtimePlatform") }

    /// The role whose permissions the containers have.
    var taskRole: Input<DefaultRoleWithPolicyInputs> { input("taskRole") }
}

/// The task definition of an EC2 service.
///
/// `awsx:ecs:EC2ServiceTaskDefinition`
struct EC2ServiceTaskDefinitionInputs: TaskDefinitionInputs {
    static let forwardedNames = [
        "cpu", "enableFaultInjection", "ephemeralStorage", "family", "ipcMode", "memory", "networkMode", "pidMode",
        "placementConstraints", "proxyConfiguration", "region", "runtimePlatform", "skipDestroy", "tags", "trackLatest",
        "volumes",
    ]

    let object: InputObject
}

/// The task definition of a Fargate service.
///
/// `awsx:ecs:FargateServiceTaskDefinition`
struct FargateServiceTaskDefinitionInputs: TaskDefinitionInputs {
    static let forwardedNames = [
        "cpu", "enableFaultInjection", "ephemeralStorage", "family", "ipcMode", "memory", "pidMode",
        "placementConstraints", "proxyConfiguration", "region", "runtimePlatform", "skipDestroy", "tags", "trackLatest",
        "volumes",
    ]

    let object: InputObject
}

/// A container of a task.
///
/// `awsx:ecs:TaskDefinitionContainerDefinition`
struct TaskDefinitionContainerDefinitionInputs: InputView {
    let object: InputObject

    /// The CPU units that the container needs.
    var cpu: Input<PropertyValue> { input("cpu") }

    /// The image, with its registry and its tag or digest.
    var image: Input<PropertyValue> { input("image") }

    /// The hard limit of memory in MiB.
    var memory: Input<PropertyValue> { input("memory") }

    /// The soft limit of memory in MiB, which is reserved for the container.
    var memoryReservation: Input<PropertyValue> { input("memoryReservation") }

    /// The container's name; in `containers` the key of the map.
    var name: Input<PropertyValue> { input("name") }

    /// The ports that are exposed.
    var portMappings: Input<[TaskDefinitionPortMappingInputs]> { input("portMappings") }
}

/// A port of a container that is exposed.
///
/// `awsx:ecs:TaskDefinitionPortMapping`
struct TaskDefinitionPortMappingInputs: InputView {
    let object: InputObject

    /// The application protocol that Service Connect uses.
    var appProtocol: Input<PropertyValue> { input("appProtocol") }

    /// The port in the container.
    var containerPort: Input<PropertyValue> { input("containerPort") }

    /// A range of ports in the container.
    var containerPortRange: Input<PropertyValue> { input("containerPortRange") }

    /// The port on the host.
    var hostPort: Input<PropertyValue> { input("hostPort") }

    /// The port's name, for Service Connect.
    var name: Input<PropertyValue> { input("name") }

    /// The protocol.
    var `protocol`: Input<PropertyValue> { input("protocol") }

    /// The target group that forwards to this port.
    var targetGroup: Input<PropertyValue> { input("targetGroup") }
}

/// An ECS service on EC2 container instances, with its task definition.
///
/// `awsx:ecs:EC2Service`
struct EC2ServiceInputs: ComponentInputs, ServiceInputs {
    static let type = "awsx:ecs:EC2Service"

    static let forwardedNames = [
        "alarms", "availabilityZoneRebalancing", "capacityProviderStrategies", "cluster", "deploymentCircuitBreaker",
        "deploymentConfiguration", "deploymentController", "deploymentMaximumPercent",
        "deploymentMinimumHealthyPercent", "desiredCount", "enableEcsManagedTags", "enableExecuteCommand",
        "forceDelete", "forceNewDeployment", "healthCheckGracePeriodSeconds", "iamRole", "loadBalancers", "name",
        "networkConfiguration", "orderedPlacementStrategies", "placementConstraints", "platformVersion",
        "propagateTags", "region", "schedulingStrategy", "serviceConnectConfiguration", "serviceRegistries",
        "sigintRollback", "tags", "taskDefinition", "triggers", "volumeConfiguration", "vpcLatticeConfigurations",
    ]

    let object: InputObject

    /// The arguments of the task definition to create.
    ///
    /// Not together with `taskDefinition`.
    var taskDefinitionArgs: Input<EC2ServiceTaskDefinitionInputs> { input("taskDefinitionArgs") }
}

/// A task definition for EC2 container instances, with its log group and roles.
///
/// `awsx:ecs:EC2TaskDefinition`
struct EC2TaskDefinitionInputs: ComponentInputs, TaskDefinitionInputs {
    static let type = "awsx:ecs:EC2TaskDefinition"

    static let forwardedNames = [
        "cpu", "enableFaultInjection", "ephemeralStorage", "family", "ipcMode", "memory", "networkMode", "pidMode",
        "placementConstraints", "proxyConfiguration", "region", "runtimePlatform", "skipDestroy", "tags", "trackLatest",
        "volumes",
    ]

    let object: InputObject
}

/// An ECS service on Fargate, with its task definition.
///
/// Without `networkConfiguration` the tasks run in the default VPC, with a security group of their own.
///
/// `awsx:ecs:FargateService`
struct FargateServiceInputs: ComponentInputs, ServiceInputs {
    static let type = "awsx:ecs:FargateService"

    static let forwardedNames = [
        "alarms", "availabilityZoneRebalancing", "capacityProviderStrategies", "cluster", "deploymentCircuitBreaker",
        "deploymentConfiguration", "deploymentController", "deploymentMaximumPercent",
        "deploymentMinimumHealthyPercent", "desiredCount", "enableEcsManagedTags", "enableExecuteCommand",
        "forceDelete", "forceNewDeployment", "healthCheckGracePeriodSeconds", "iamRole", "loadBalancers", "name",
        "networkConfiguration", "placementConstraints", "platformVersion", "propagateTags", "region",
        "schedulingStrategy", "serviceConnectConfiguration", "serviceRegistries", "sigintRollback", "tags",
        "taskDefinition", "triggers", "volumeConfiguration", "vpcLatticeConfigurations",
    ]

    let object: InputObject

    /// Indicates whether tasks in the default VPC get public IP addresses.
    ///
    /// Not together with `networkConfiguration`.
    var assignPublicIp: Input<PropertyValue> { input("assignPublicIp") }

    /// The arguments of the task definition to create.
    ///
    /// Not together with `taskDefinition`.
    var taskDefinitionArgs: Input<FargateServiceTaskDefinitionInputs> { input("taskDefinitionArgs") }
}

/// A task definition for Fargate, with its log group, roles and size.
///
/// Either `container` or `containers` is required. The default of `cpu` and `memory` is the smallest size that
/// holds the containers.
///
/// `awsx:ecs:FargateTaskDefinition`
struct FargateTaskDefinitionInputs: ComponentInputs, TaskDefinitionInputs {
    static let type = "awsx:ecs:FargateTaskDefinition"

    static let forwardedNames = [
        "cpu", "enableFaultInjection", "ephemeralStorage", "family", "ipcMode", "memory", "pidMode",
        "placementConstraints", "proxyConfiguration", "region", "runtimePlatform", "skipDestroy", "tags", "trackLatest",
        "volumes",
    ]

    let object: InputObject
}
