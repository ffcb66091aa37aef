import ProviderKit

/// The infrastructure that tasks run on, and what differs because of it.
struct LaunchKind: Sendable {
    /// The launch type as ECS calls it.
    let launchType: String
    /// The type token of the component for task definitions.
    let taskDefinitionType: String
    /// The former types of that component.
    let taskDefinitionAliases: ComponentAliases
    /// Indicates whether CPU and memory of a task are chosen from a list.
    let hasSizes: Bool
    /// The architecture of a task that names none, as ECS calls it; `nil` where it is that of the instance.
    let architecture: String?

    /// Fargate, where each task has one of AWS's sizes.
    static let fargate = LaunchKind(
        launchType: "FARGATE",
        taskDefinitionType: FargateTaskDefinitionInputs.type,
        taskDefinitionAliases: ComponentAliases([.type("awsx:x:ecs:FargateTaskDefinition")]),
        hasSizes: true,
        architecture: "X86_64"
    )
    /// EC2 container instances.
    static let ec2 = LaunchKind(
        launchType: "EC2",
        taskDefinitionType: EC2TaskDefinitionInputs.type,
        taskDefinitionAliases: ComponentAliases([.type("awsx:x:ecs:EC2TaskDefinition")]),
        hasSizes: false,
        architecture: nil
    )
}
