import ProviderKit
import PulumiProtocol

/// The role of a component, as its inputs choose it.
enum RoleChoice: Sendable {
    /// No role.
    case none
    /// An existing role, by its ARN, which stands at a path of the inputs.
    case existing(PropertyValue, path: String)
    /// A new role with its policies, and the paths of those that are given in the inputs.
    case new(PropertyMap, policies: [String], path: String?, policyPaths: [String])

    /// The choice of inputs; `nil` if there are none.
    ///
    /// - Parameters:
    ///   - inputs: The inputs for the role.
    ///   - policies: The ARNs of the policies to attach unless the inputs have `policyArns`.
    /// - Throws: ``InputFailure`` if the inputs contradict each other or are not known at once.
    init(_ inputs: DefaultRoleWithPolicyInputs?, policies: [String]) throws(InputFailure) {
        let base: PropertyMap = ["assumeRolePolicy": .string(RoleWithPolicies.taskAssumeRolePolicy)]
        guard let inputs else {
            self = .new(base, policies: policies, path: nil, policyPaths: [])
            return
        }
        try inputs.args.exclude(inputs.roleArn, remedy: "an existing role keeps its own settings")
        if inputs.skip.value == true {
            self = .none
        } else if let arn = inputs.roleArn.nonNull {
            self = .existing(arn, path: inputs.roleArn.path)
        } else {
            let arguments = try inputs.args.view()
            let given = try arguments.flatMap { (arguments) throws(InputFailure) in try Self.policies(of: arguments) }
            self = .new(
                base.merging(arguments?.forwarded ?? [:]),
                policies: given?.map(\.arn) ?? policies,
                path: arguments?.object.path,
                policyPaths: given?.map(\.path) ?? []
            )
        }
    }

    /// The role's ARN where it is known without registering one; unknown if a role is made.
    var draftARN: PropertyValue? {
        switch self {
        case .none: nil
        case .existing(let arn, _): arn
        case .new: .unknown
        }
    }

    /// The path of the input that names an existing role.
    var existingPath: String? { if case .existing(_, let path) = self { path } else { nil } }

    /// The role and attachments that are made of inputs.
    func drafts(named name: String) -> [ChildDraft] {
        guard case .new(let properties, let policies, let path?, let policyPaths) = self else { return [] }
        let role = ChildDraft("aws:iam/role:Role", name, properties, origins: [.init(from: path)])
        return [role]
            + zip(policies, policyPaths).map { policy, path in
                ChildDraft(
                    RoleWithPolicies.attachmentType,
                    name,
                    ["role": .unknown, "policyArn": .string(policy)],
                    origins: [.init("policyArn", from: path)]
                )
            }
    }

    /// Registers the role and its policy attachments, unless an existing role or none is chosen.
    ///
    /// - Parameters:
    ///   - name: The name of the role, and the start of the attachments' names.
    ///   - scope: The component.
    /// - Returns: The role and its attachments.
    /// - Throws: An error of the engine.
    func make(_ name: String, in scope: ComponentScope) async throws -> RoleWithPolicies {
        switch self {
        case .none: return RoleWithPolicies(arn: nil, role: nil)
        case .existing(let arn, _): return RoleWithPolicies(arn: arn, role: nil)
        case .new(let properties, let policies, _, _):
            let role = try await scope.child("aws:iam/role:Role", name, properties)
            try await Self.attach(policies, to: role, name, in: scope)
            return RoleWithPolicies(arn: role["arn"], role: role)
        }
    }

    /// Returns the ARNs in `policyArns`; `nil` if they are not given.
    private static func policies(of inputs: RoleWithPolicyInputs) throws(InputFailure) -> [(arn: String, path: String)]?
    {
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
            return (arn, element.path)
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
                        RoleWithPolicies.attachmentType,
                        "\(name)-\(ShortHash.of(policy))",
                        ["role": role["name"] ?? .null, "policyArn": .string(policy)]
                    )
                }
            }
            try await group.waitForAll()
        }
    }
}
