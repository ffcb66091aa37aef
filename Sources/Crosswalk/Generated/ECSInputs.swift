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

    /// The network of the containers: `awsvpc`, `bridge`, `host` or `none`; `awsvpc` by default.
    ///
    /// AWS calls it `networkMode`.
    var networkMode: Input<PropertyValue> { input("networkMode") }
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

/// The changes to a container with which a schedule runs tasks.
///
/// An addition to AWSx.
///
/// `awsx:ecs:ScheduledTaskContainerOverride`
struct ScheduledTaskContainerOverrideInputs: InputView {
    let object: InputObject

    /// The CPU units that are reserved for the container: 1024 are one vCPU.
    ///
    /// AWS calls it `cpu`.
    var cpu: Input<PropertyValue> { input("cpu") }

    /// The environment variables by name, in addition to those of the task definition.
    ///
    /// AWS calls it `environment`.
    var environment: Input<[String: PropertyValue]> { input("environment") }

    /// The memory in MiB at which the container is killed.
    ///
    /// AWS calls it `memory`.
    var memory: Input<PropertyValue> { input("memory") }
}

/// The changes to a task definition with which a schedule runs tasks.
///
/// An addition to AWSx.
///
/// `awsx:ecs:ScheduledTaskOverrides`
struct ScheduledTaskOverridesInputs: InputView {
    let object: InputObject

    /// The changes by the names of the containers.
    ///
    /// AWS calls it `containerOverrides`.
    var containers: Input<[String: ScheduledTaskContainerOverrideInputs]> { input("containers") }

    /// The CPU units of the task, as text: 1024 are one vCPU; those of the task definition by default.
    ///
    /// AWS calls it `cpu`.
    var cpu: Input<PropertyValue> { input("cpu") }

    /// The memory of the task in MiB, as text; that of the task definition by default.
    ///
    /// AWS calls it `memory`.
    var memory: Input<PropertyValue> { input("memory") }
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

/// A task on Amazon ECS that EventBridge Scheduler starts at set times, with its task definition and the role
/// that may start it.
///
/// An addition to AWSx.
///
/// `awsx:ecs:ScheduledTask`
struct ScheduledTaskInputs: ComponentInputs, ForwardedInputs {
    static let type = "awsx:ecs:ScheduledTask"

    static let forwardedNames = [
        "actionAfterCompletion", "description", "endDate", "flexibleTimeWindow", "groupName", "kmsKeyArn", "name",
        "region", "scheduleExpression", "scheduleExpressionTimezone", "startDate", "state",
    ]

    let object: InputObject

    /// Indicates whether tasks in the default VPC run in its public subnets and get public IP addresses; `false` by
    /// default.
    ///
    /// Not together with `networkConfiguration`. AWS calls it `AssignPublicIp`.
    var assignPublicIp: Input<PropertyValue> { input("assignPublicIp") }

    /// The capacity providers to use instead of a launch type, with their weights.
    ///
    /// Not together with `launchType`. AWS calls it `CapacityProviderStrategy`.
    var capacityProviderStrategies: Input<[PropertyValue]> { input("capacityProviderStrategies") }

    /// The ARN of the cluster that the tasks run on.
    var cluster: Input<PropertyValue> { input("cluster") }

    /// The ARN of the SQS queue that gets the events for which no task could be started; there is none by default.
    var deadLetterQueueArn: Input<PropertyValue> { input("deadLetterQueueArn") }

    /// The arguments of the task definition that is created, for tasks on container instances.
    ///
    /// Exactly one of `taskDefinition`, `taskDefinitionArgs` and `ec2TaskDefinitionArgs` is required.
    var ec2TaskDefinitionArgs: Input<EC2ServiceTaskDefinitionInputs> { input("ec2TaskDefinitionArgs") }

    /// Indicates whether ECS adds a tag with the name of the cluster to tasks; `false` by default.
    ///
    /// AWS calls it `EnableECSManagedTags`.
    var enableEcsManagedTags: Input<PropertyValue> { input("enableEcsManagedTags") }

    /// The ARN of the KMS key that encrypts the schedule; a key of AWS by default.
    ///
    /// AWS calls it `KmsKeyArn`.
    var kmsKeyArn: Input<PropertyValue> { input("kmsKeyArn") }

    /// The launch type of the tasks of an existing `taskDefinition`: `FARGATE`, `EC2` or `EXTERNAL`; `FARGATE` by
    /// default.
    ///
    /// AWS calls it `LaunchType`.
    var launchType: Input<PropertyValue> { input("launchType") }

    /// The subnets and security groups of the tasks.
    ///
    /// On Fargate they run in the default VPC by default, with a new security group that everybody can reach. Not
    /// together with `assignPublicIp`. AWS calls it `NetworkConfiguration`.
    var networkConfiguration: Input<PropertyValue> { input("networkConfiguration") }

    /// The commands, environment variables and sizes with which the tasks run, instead of those in the task
    /// definition.
    var overrides: Input<ScheduledTaskOverridesInputs> { input("overrides") }

    /// The source of the tags of tasks: `TASK_DEFINITION`; none by default.
    ///
    /// AWS calls it `PropagateTags`.
    var propagateTags: Input<PropertyValue> { input("propagateTags") }

    /// The region; the region of the provider by default.
    var region: Input<PropertyValue> { input("region") }

    /// The number and time of further attempts where a task could not be started; 185 attempts within a day by
    /// default.
    ///
    /// AWS calls it `RetryPolicy`.
    var retryPolicy: Input<PropertyValue> { input("retryPolicy") }

    /// The ARN of an existing role with which EventBridge Scheduler starts the tasks.
    ///
    /// The default is a new role that may run tasks of the family on the cluster, pass their roles, and send to the
    /// queue. AWS calls it `RoleArn`.
    var roleArn: Input<PropertyValue> { input("roleArn") }

    /// The tags of the tasks by key.
    ///
    /// AWS calls it `Tags`.
    var tags: Input<[String: PropertyValue]> { input("tags") }

    /// The ARN of an existing task definition, or its family and revision, as in `report:3`; a family alone means its
    /// latest revision at the time of the deployment.
    ///
    /// Exactly one of `taskDefinition`, `taskDefinitionArgs` and `ec2TaskDefinitionArgs` is required. AWS calls it
    /// `TaskDefinitionArn`.
    var taskDefinition: Input<PropertyValue> { input("taskDefinition") }

    /// The arguments of the task definition that is created, for tasks on Fargate.
    ///
    /// Exactly one of `taskDefinition`, `taskDefinitionArgs` and `ec2TaskDefinitionArgs` is required.
    var taskDefinitionArgs: Input<FargateServiceTaskDefinitionInputs> { input("taskDefinitionArgs") }
}
