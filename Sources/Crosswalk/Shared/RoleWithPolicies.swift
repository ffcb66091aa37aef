import JSON
import ProviderKit
import PulumiProtocol

/// The role of a component: a new one with its policies attached, an existing one, or none.
struct RoleWithPolicies: Sendable {
    /// The role's ARN; `nil` if there is none.
    let arn: PropertyValue?
    /// The role that was registered; `nil` if an existing one is used.
    let role: Child?

    /// The policy that lets tasks of ECS act as the role.
    static let taskAssumeRolePolicy = #"""
        {"Version":"2012-10-17","Statement":[{"Action":"sts:AssumeRole","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Effect":"Allow","Sid":""}]}
        """#
    /// The type token of the attachment of a policy.
    static let attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    /// The ARN of AWS's policy with what ECS needs to start a task: to pull images and to write logs.
    static let taskExecutionPolicy = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}
