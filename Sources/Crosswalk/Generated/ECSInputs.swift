// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// Inputs that several types have in common: `awsx:ecs:FargateService`, `awsx:ecs:EC2Service`.
protocol ServiceInputs: ForwardedInputs {
    /// The type of `taskDefinitionArgs`.
    associatedtype TaskDefinitionArgs: TaskDefinitionInputs
    /// The arguments of the task definition that is created.
    ///
    /// Exactly one of `taskDefinition` and `taskDefinitionArgs` is required.
    var taskDefinitionArgs: Input<TaskDefinitionArgs> { get }
}

extension ServiceInputs {
    /// The capacity providers to use instead of a launch type, with their weights.
    ///
    /// Not together with `useClusterDefaultCapacityProviderStrategy`. AWS calls it `capacityProviderStrategy`.
    var capacityProviderStrategies: Input<[PropertyValue]> { input("capacityProviderStrategies") }

    /// The ARN of the cluster; the cluster named `default` by default.
    ///
    /// AWS calls it `cluster`.
    var cluster: Input<PropertyValue> { input("cluster") }

    /// Indicates whether the deployment goes on before all tasks run steadily; `false` by default.
    var continueBeforeSteadyState: Input<PropertyValue> { input("continueBeforeSteadyState") }

    /// The number of tasks.
    var desiredCount: Input<PropertyValue> { input("desiredCount") }

    /// The target groups, each with the container and port that it forwards to; those of the port mappings in
    /// `taskDefinitionArgs` by default.
    ///
    /// AWS calls it `loadBalancers`.
    var loadBalancers: Input<[PropertyValue]> { input("loadBalancers") }

    /// The subnets and security groups of the tasks.
    var networkConfiguration: Input<PropertyValue> { input("networkConfiguration") }

    /// The region; the region of the provider by default.
    var region: Input<PropertyValue> { input("region") }

    /// The limits and targets by which the number of tasks is scaled.
    ///
    /// With it, `desiredCount` is only the number of tasks of a new service: after that the number is left to the
    /// scaling, and never a change. An addition to AWSx.
    var scaling: Input<ServiceScalingInputs> { input("scaling") }

    /// The scheduling strategy: `REPLICA`, a number of tasks, or `DAEMON`, one task on each container instance;
    /// `REPLICA` by default.
    ///
    /// AWS calls it `schedulingStrategy`.
    var schedulingStrategy: Input<PropertyValue> { input("schedulingStrategy") }

    /// The ARN of an existing task definition, or its family and revision, as in `web:3`.
    ///
    /// Exactly one of `taskDefinition` and `taskDefinitionArgs` is required. AWS calls it `taskDefinition`.
    var taskDefinition: Input<PropertyValue> { input("taskDefinition") }

    /// Indicates whether the default capacity provider strategy of the cluster is used instead of a launch type;
    /// `false` by default.
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
    /// Exactly one of `container` and `containers` is required. AWS calls it `containerDefinitions`.
    var containers: Input<[String: TaskDefinitionContainerDefinitionInputs]> { input("containers") }

    /// The CPU units of the task, as text: 1024 are one vCPU.
    ///
    /// By default those of the smallest Fargate size that holds the containers. AWS calls it `cpu`.
    var cpu: Input<PropertyValue> { input("cpu") }

    /// The role with which ECS starts the task: it pulls images, writes logs and reads secrets.
    ///
    /// By default a role with the policy `AmazonECSTaskExecutionRolePolicy`. AWS calls it `executionRoleArn`.
    var executionRole: Input<DefaultRoleWithPolicyInputs> { input("executionRole") }

    /// The name that all revisions of the task definition share; derived from the name of the resource and the
    /// containers by default.
    ///
    /// AWS calls it `family`.
    var family: Input<PropertyValue> { input("family") }

    /// The log group of the containers without a `logConfiguration`; a new one by default.
    var logGroup: Input<DefaultLogGroupInputs> { input("logGroup") }

    /// The memory of the task in MiB, as text.
    ///
    /// By default that of the smallest Fargate size that holds the containers. AWS calls it `memory`.
    var memory: Input<PropertyValue> { input("memory") }

    /// The operating system and processor architecture of the tasks.
    var runtimePlatform: Input<PropertyValue> { input("runtimePlatform") }

    /// The role whose permissions the containers have; a new one without policies by default.
    ///
    /// AWS calls it `taskRoleArn`.
    var taskRole: Input<DefaultRoleWithPolicyInputs> { input("taskRole") }
}

/// The arguments of the task definition that a service creates, as in `awsx.ecs.EC2TaskDefinition`.
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

/// The arguments of the task definition that a service creates, as in `awsx.ecs.FargateTaskDefinition`.
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

/// The scaling of a service by Application Auto Scaling: limits, targets that are tracked, and changes of the
/// limits at set times.
///
/// An addition to AWSx.
///
/// `awsx:ecs:ServiceScaling`
struct ServiceScalingInputs: ForwardedInputs {
    static let forwardedNames = [
        "maxCapacity", "minCapacity",
    ]

    static let defaults: PropertyMap = ["minCapacity": 1]

    let object: InputObject

    /// The average CPU utilization of the tasks that is aimed at, in percent of what they reserve, such as `60`; not
    /// tracked by default.
    ///
    /// AWS calls the metric `ECSServiceAverageCPUUtilization`.
    var cpuUtilization: Input<PropertyValue> { input("cpuUtilization") }

    /// Indicates whether the targets only add tasks and never remove any; `false` by default.
    ///
    /// AWS calls it `DisableScaleIn`.
    var disableScaleIn: Input<PropertyValue> { input("disableScaleIn") }

    /// The largest number of tasks.
    ///
    /// AWS calls it `MaxCapacity`.
    var maxCapacity: Input<PropertyValue> { input("maxCapacity") }

    /// The average memory utilization of the tasks that is aimed at, in percent of what they reserve, such as `70`;
    /// not tracked by default.
    ///
    /// AWS calls the metric `ECSServiceAverageMemoryUtilization`.
    var memoryUtilization: Input<PropertyValue> { input("memoryUtilization") }

    /// The smallest number of tasks; 1 by default.
    ///
    /// AWS calls it `MinCapacity`.
    var minCapacity: Input<PropertyValue> { input("minCapacity") }

    /// The number of requests per minute and task that is aimed at, such as `1000`; not tracked by default.
    ///
    /// The service needs a target group of an application load balancer; of several, the first one counts. AWS calls
    /// the metric `ALBRequestCountPerTarget`.
    var requestsPerTarget: Input<PropertyValue> { input("requestsPerTarget") }

    /// The time after tasks were removed in which no more are removed, in seconds; 300 by default.
    ///
    /// AWS calls it `ScaleInCooldown`.
    var scaleInCooldown: Input<PropertyValue> { input("scaleInCooldown") }

    /// The time after tasks were added in which these count as added, in seconds; 300 by default.
    ///
    /// AWS calls it `ScaleOutCooldown`.
    var scaleOutCooldown: Input<PropertyValue> { input("scaleOutCooldown") }

    /// The changes of the limits at set times, by names such as `morning`.
    var scheduledChanges: Input<[String: ServiceScheduledScalingInputs]> { input("scheduledChanges") }
}

/// A change of the limits between which a service is scaled, at one time or at recurring times.
///
/// An addition to AWSx.
///
/// `awsx:ecs:ServiceScheduledScaling`
struct ServiceScheduledScalingInputs: ForwardedInputs {
    static let forwardedNames = [
        "endTime", "schedule", "startTime", "timezone",
    ]

    let object: InputObject

    /// The largest number of tasks from then on; unchanged by default.
    ///
    /// At least one of `minCapacity` and `maxCapacity` is required. AWS calls it `MaxCapacity`.
    var maxCapacity: Input<PropertyValue> { input("maxCapacity") }

    /// The smallest number of tasks from then on; unchanged by default.
    ///
    /// AWS calls it `MinCapacity`.
    var minCapacity: Input<PropertyValue> { input("minCapacity") }
}

/// A container of a task.
///
/// Keys that are not listed here are passed to ECS as they are.
///
/// `awsx:ecs:TaskDefinitionContainerDefinition`
struct TaskDefinitionContainerDefinitionInputs: InputView {
    let object: InputObject

    /// The CPU units that are reserved for the container: 1024 are one vCPU; 0 by default.
    ///
    /// AWS calls it `cpu`.
    var cpu: Input<PropertyValue> { input("cpu") }

    /// The image, as `repository:tag` or `repository@digest` with the host of the registry before it.
    ///
    /// AWS calls it `image`.
    var image: Input<PropertyValue> { input("image") }

    /// The memory in MiB at which the container is killed.
    ///
    /// AWS calls it `memory`.
    var memory: Input<PropertyValue> { input("memory") }

    /// The memory in MiB that is reserved for the container.
    ///
    /// It may use more if there is more. AWS calls it `memoryReservation`.
    var memoryReservation: Input<PropertyValue> { input("memoryReservation") }

    /// The name of the container: `container` by default, and always the key in `containers`.
    ///
    /// AWS calls it `name`.
    var name: Input<PropertyValue> { input("name") }

    /// The ports that can be reached from outside of the container.
    ///
    /// AWS calls it `portMappings`.
    var portMappings: Input<[TaskDefinitionPortMappingInputs]> { input("portMappings") }
}

/// A port of a container that can be reached from outside.
///
/// `awsx:ecs:TaskDefinitionPortMapping`
struct TaskDefinitionPortMappingInputs: InputView {
    let object: InputObject

    /// The protocol of requests to the port, for Service Connect; TCP by default.
    ///
    /// AWS calls it `appProtocol`.
    var appProtocol: Input<PropertyValue> { input("appProtocol") }

    /// The port on which the container listens; by default `hostPort`, else the port of `targetGroup`.
    ///
    /// AWS calls it `containerPort`.
    var containerPort: Input<PropertyValue> { input("containerPort") }

    /// The first and last of several ports, as in `8000-8010`, instead of `containerPort`.
    ///
    /// AWS calls it `containerPortRange`.
    var containerPortRange: Input<PropertyValue> { input("containerPortRange") }

    /// The port on the host; by default the port of `targetGroup`, else `containerPort`.
    ///
    /// In network mode `awsvpc` it must be `containerPort`. AWS calls it `hostPort`.
    var hostPort: Input<PropertyValue> { input("hostPort") }

    /// The name of the port in Service Connect.
    ///
    /// AWS calls it `name`.
    var name: Input<PropertyValue> { input("name") }

    /// The transport protocol: `tcp` or `udp`; `tcp` by default.
    ///
    /// AWS calls it `protocol`.
    var `protocol`: Input<PropertyValue> { input("protocol") }

    /// The target group that forwards to this port: the service is registered with it.
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

    /// The arguments of the task definition that is created.
    ///
    /// Exactly one of `taskDefinition` and `taskDefinitionArgs` is required.
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

    /// Indicates whether tasks in the default VPC run in its public subnets and get public IP addresses; `false` by
    /// default.
    ///
    /// Not together with `networkConfiguration`. AWS calls it `assignPublicIp`.
    var assignPublicIp: Input<PropertyValue> { input("assignPublicIp") }

    /// The arguments of the task definition that is created.
    ///
    /// Exactly one of `taskDefinition` and `taskDefinitionArgs` is required.
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
