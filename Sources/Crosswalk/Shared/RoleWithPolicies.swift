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
    /// The ARN of AWS's policy with what ECS needs to start a task: to pull images and to write logs.
    static let taskExecutionPolicy = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"

    /// Registers the role and its policy attachments, unless the inputs name an existing role or skip it.
    ///
    /// - Parameters:
    ///   - name: The name of the role, and the start of the attachments' names.
    ///   - inputs: The inputs for the role; `nil` if there are none.
    ///   - policies: The ARNs of the policies to attach unless the inputs have `policyArns`.
    ///   - scope: The component.
    /// - Returns: The role and its attachments.
    /// - Throws: ``InputFailure`` if the inputs contradict each other or are not known at once.
    static func make(
        _ name: String,
        _ inputs: DefaultRoleWithPolicyInputs?,
        policies: [String],
        in scope: ComponentScope
    ) async throws -> RoleWithPolicies {
        if let inputs {
            try inputs.args.exclude(inputs.roleArn, remedy: "an existing role keeps its own settings")
            if inputs.skip.value == true { return RoleWithPolicies(arn: nil, role: nil) }
            if let arn = inputs.roleArn.nonNull { return RoleWithPolicies(arn: arn, role: nil) }
        }
        let arguments = try inputs?.args.view()
        let attached = try arguments.flatMap { try Self.policies(of: $0) } ?? policies
        let properties = (["assumeRolePolicy": .string(taskAssumeRolePolicy)] as PropertyMap)
            .merging(arguments?.forwarded ?? [:])
        let role = try await scope.child("aws:iam/role:Role", name, properties)
        try await attach(attached, to: role, name, in: scope)
        return RoleWithPolicies(arn: role["arn"], role: role)
    }

    /// Returns the ARNs in `policyArns`; `nil` if they are not given.
    private static func policies(of inputs: RoleWithPolicyInputs) throws(InputFailure) -> [String]? {
        guard inputs.policyArns.nonNull != nil else { return nil }
        guard let elements = inputs.policyArns.elements() else {
            throw inputs.policyArns.failure(
                "must be known at once, because the attachments are named after the policies"
            )
        }
        return try elements.map { (element) throws(InputFailure) in
            guard let arn = Output(gathering: element.value ?? .null).value?.string else {
                throw element.failure("must be text that is known at once, because the attachment is named after it")
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
