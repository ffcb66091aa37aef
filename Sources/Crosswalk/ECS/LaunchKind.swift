import ProviderKit

/// Where tasks run, and what differs because of it.
struct LaunchKind: Sendable {
    /// The launch type as ECS calls it.
    let launchType: String
    /// The type token of the component for task definitions.
    let taskDefinitionType: String
    /// The type that such components had before.
    let taskDefinitionAliases: ComponentAliases
    /// Whether CPU and memory of a task are chosen from a list.
    let hasSizes: Bool

    static let fargate = LaunchKind(
        launchType: "FARGATE",
        taskDefinitionType: "awsx:ecs:FargateTaskDefinition",
        taskDefinitionAliases: ComponentAliases([.type("awsx:x:ecs:FargateTaskDefinition")]),
        hasSizes: true
    )
    static let ec2 = LaunchKind(
        launchType: "EC2",
        taskDefinitionType: "awsx:ecs:EC2TaskDefinition",
        taskDefinitionAliases: ComponentAliases([.type("awsx:x:ecs:EC2TaskDefinition")]),
        hasSizes: false
    )
}
