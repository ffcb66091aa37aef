import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:lambda/permission:Permission`: a statement of a function's policy; its id is that of the statement.
    static let permission = ResourceDescriptor(
        type: "aws:lambda/permission:Permission",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["function": "FunctionName", "principalOrgId": "PrincipalOrgID"]
        ),
        create: .call("lambda.AddPermission"),
        read: ReadStep(Permission.read),
        delete: DeleteStep { permission in
            let input = permission.filled(Permission.function).merging(["StatementId": .string(permission.id)])
            try await permission.callUnlessGone("lambda.RemovePermission", input)
            try await permission.wait(for: "\(permission.subject) to be deleted", upTo: permission.limit(.seconds(300)))
            {
                try await Permission.statement(permission) == nil ? .ready(()) : .pending("still there")
            }
        }
    )
}

/// A statement of a function's policy, and the properties that it tells of.
private enum Permission {
    /// The members that say which function is meant.
    static let function: JSON.Object = ["FunctionName": "{function}", "Qualifier": "{qualifier}"]

    /// The keys of conditions, in small letters, and the properties that they stand for.
    private static let conditions = [
        "aws:principalorgid": "principalOrgId", "aws:sourceaccount": "sourceAccount", "aws:sourcearn": "sourceArn",
        "lambda:eventsourcetoken": "eventSourceToken", "lambda:functionurlauthtype": "functionUrlAuthType",
        "lambda:invokedviafunctionurl": "invokedViaFunctionUrl",
    ]

    /// The statement; `nil` if the function or its policy has none of that id.
    static func statement(_ permission: ResourceOperation) async throws -> JSON? {
        let answer = try await permission.find("lambda.GetPolicy", permission.filled(function))
        let policy = answer?["Policy"]?.string.flatMap { try? JSON(parsing: $0) }
        let id = permission.text("statementId") ?? permission.id
        return policy?.list(at: "Statement").first { $0["Sid"]?.string == id }
    }

    @Sendable static func read(_ permission: ResourceOperation) async throws -> PropertyMap? {
        guard let statement = try await statement(permission) else { return nil }
        var outputs: PropertyMap = [
            "statementId": .string(statement["Sid"]?.string ?? ""),
            "action": .string(statement["Action"]?.string ?? ""),
            "principal": .string(principal(statement["Principal"], as: permission.text("principal"))),
        ]
        for name in ["function", "qualifier"] { outputs[name] = permission.text(name).map(PropertyValue.string) }
        for test in statement["Condition"]?.object ?? [:] {
            for condition in test.value.object ?? [:] {
                guard let name = conditions[condition.key.lowercased()] else { continue }
                outputs[name] = condition.value.string.map { text in
                    permission.schema.outputs[name]?.type == .boolean ? .bool(text == "true") : .string(text)
                }
            }
        }
        return outputs
    }

    /// The principal as the program wrote it, where it means the same: AWS turns an account into its root.
    private static func principal(_ json: JSON?, as own: String?) -> String {
        let found = json?.string ?? json?.object?.first?.value.string ?? ""
        guard let own, PolicyDocument.account(own) == PolicyDocument.account(found) else { return found }
        return own
    }
}
