import JSON
import ProviderKit
import PulumiProtocol

/// A role that a component makes, or was given, or does without.
struct RoleWithPolicies: Sendable {
    /// The role's ARN; `nil` if there is none.
    let arn: PropertyValue?
    /// The role, if it was made.
    let role: Child?

    /// Who may act as the role of a task.
    static let taskAssumeRolePolicy = #"""
        {"Version":"2012-10-17","Statement":[{"Action":"sts:AssumeRole","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Effect":"Allow","Sid":""}]}
        """#
    /// What ECS needs to start a task: to pull images and to write logs.
    static let taskExecutionPolicy = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"

    /// Makes the role unless the inputs say otherwise.
    ///
    /// - Parameter policies: ARNs of the policies to attach; arguments replace them all.
    static func make(
        _ name: String,
        _ inputs: DefaultRoleWithPolicyInputs?,
        policies: [String],
        in scope: ComponentScope
    ) async throws -> RoleWithPolicies {
        try inputs?.exclude("args", "roleArn", "an existing role keeps its own settings")
        if inputs?.skip == true { return RoleWithPolicies(arn: nil, role: nil) }
        if let arn = inputs?.roleArn.given { return RoleWithPolicies(arn: arn, role: nil) }

        let arguments = try inputs?.args
        let attached = try arguments.flatMap(Self.policies) ?? policies
        var properties: PropertyMap = ["assumeRolePolicy": .string(taskAssumeRolePolicy)]
        properties = properties.merging(arguments?.properties(without: ["policyArns"]) ?? [:])
        let role = try await scope.child("aws:iam/role:Role", name, properties)
        try await attach(attached, to: role, name, in: scope)
        return RoleWithPolicies(arn: role["arn"], role: role)
    }

    /// The ARNs in `policyArns`; `nil` if they are not given.
    private static func policies(of arguments: RoleWithPolicyInputs) throws -> [String]? {
        guard let value = arguments.policyArns.given else { return nil }
        return try (value.spread.list ?? [value]).enumerated().map { index, element in
            guard let arn = Output(gathering: element).value?.string else {
                throw arguments.object.failure(
                    at: "policyArns[\(index)]",
                    "must be text that is known at once, because the attachment is named after it"
                )
            }
            return arn
        }
    }

    private static func attach(
        _ policies: [String],
        to role: Child,
        _ name: String,
        in scope: ComponentScope
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for policy in policies {
                group.addTask {
                    _ = try await scope.child(
                        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                        "\(name)-\(ShortHash.of(policy))",
                        ["role": role["name"] ?? .null, "policyArn": .string(policy)]
                    )
                }
            }
            try await group.waitForAll()
        }
    }
}
