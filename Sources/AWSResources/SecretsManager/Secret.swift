import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:secretsmanager/secret:Secret`; its id is the ARN.
    static let secret = ResourceDescriptor(
        type: "aws:secretsmanager/secret:Secret",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["arn": "ARN", "policy": "ResourcePolicy", "replicas": "ReplicationStatus"]
        ),
        tagging: .secretsManager,
        local: ["forceOverwriteReplicaSecret", "recoveryWindowInDays"],
        create: .call("secretsmanager.CreateSecret", except: ["policy", "replicas"]) { members, secret in
            members = members.merging(Secret.adding(Secret.replicas(secret.inputs), secret))
        },
        search: Search(candidates: Secret.candidates),
        afterCreate: { secret in
            if secret.inputs["policy"]?.string?.isEmpty == false { try await Secret.setPolicy(secret) }
        },
        read: .lookup { outputs, _, secret in outputs["policy"] = try await Secret.policy(secret) },
        update: [
            .call("secretsmanager.UpdateSecret", changed: ["description", "kmsKeyId"], of: ["SecretId": "{id}"]),
            UpdateStep(["policy"], run: Secret.setPolicy),
            UpdateStep(["replicas"], run: Secret.setReplicas),
        ],
        delete: DeleteStep(Secret.delete)
    )
}

/// The steps of a secret's life that are calls of their own.
private enum Secret {
    /// The time in which AWS shows that a secret is deleted.
    private static let deletionTime = Duration.seconds(120)

    /// The secret that has the name.
    @Sendable static func candidates(_ secret: ResourceOperation) async throws -> [Created] {
        guard let name = secret.inputs["name"]?.string else { throw Unsearchable(subject: secret.subject) }
        let found = try await secret.find("secretsmanager.DescribeSecret", ["SecretId": .string(name)])
        return (found?["ARN"]?.string).map { [Created(id: $0)] } ?? []
    }

    // MARK: Policy

    /// The policy of the secret; empty if it has none, which a program may write as `{}`.
    static func policy(_ secret: ResourceOperation) async throws -> PropertyValue {
        let answer = try await secret.find("secretsmanager.GetResourcePolicy", ["SecretId": .string(secret.id)])
        let text = answer?["ResourcePolicy"]?.string ?? ""
        return text.isEmpty && isEmpty(secret.inputs["policy"]) ? secret.inputs["policy"] ?? "" : .string(text)
    }

    @Sendable static func setPolicy(_ secret: ResourceOperation) async throws {
        let members = secret.filled(["SecretId": "{id}"])
        if isEmpty(secret.inputs["policy"]) {
            try await secret.call("secretsmanager.DeleteResourcePolicy", members)
        } else {
            let policy = secret.members(["policy"])
            try await secret.call("secretsmanager.PutResourcePolicy", members.merging(policy))
        }
    }

    private static func isEmpty(_ policy: PropertyValue?) -> Bool {
        ["", "{}"].contains(policy?.string?.filter { !$0.isWhitespace } ?? "")
    }

    // MARK: Replicas

    /// The replicas of inputs as calls take them.
    static func replicas(_ inputs: PropertyMap) -> [JSON.Object] {
        (inputs["replicas"]?.list ?? []).compactMap(\.map).map { replica in
            let members = [("Region", replica["region"]?.plainJSON), ("KmsKeyId", replica["kmsKeyId"]?.plainJSON)]
            return JSON.Object(members.compactMap { name, value in value.map { (name, $0) } })
        }
    }

    /// The members of a call that adds replicas; none without any.
    static func adding(_ replicas: [JSON.Object], _ secret: ResourceOperation) -> JSON.Object {
        replicas.isEmpty
            ? [:]
            : [
                "AddReplicaRegions": .array(replicas.map(JSON.object)),
                "ForceOverwriteReplicaSecret": .bool(secret.flag("forceOverwriteReplicaSecret")),
            ]
    }

    /// Removes replicas before it adds others: one with another key is both.
    @Sendable static func setReplicas(_ secret: ResourceOperation) async throws {
        let (old, new) = (replicas(secret.oldInputs), replicas(secret.inputs))
        try await remove(old.filter { !new.contains($0) }, from: secret)
        let members = adding(new.filter { !old.contains($0) }, secret)
        guard !members.isEmpty else { return }
        let identity = secret.filled(["SecretId": "{id}"])
        try await secret.call("secretsmanager.ReplicateSecretToRegions", identity.merging(members))
    }

    private static func remove(_ replicas: [JSON.Object], from secret: ResourceOperation) async throws {
        guard !replicas.isEmpty else { return }
        try await secret.callUnlessGone(
            "secretsmanager.RemoveRegionsFromReplication",
            ["SecretId": .string(secret.id), "RemoveReplicaRegions": .array(replicas.compactMap { $0["Region"] })]
        )
    }

    // MARK: Delete

    /// Deletes the secret at once, or lets AWS keep it for the days of the recovery window.
    @Sendable static func delete(_ secret: ResourceOperation) async throws {
        guard let found = try await secret.lookUp() else { return }
        try await remove(replicas(secret.properties(of: found.object)), from: secret)
        let days = (secret.inputs["recoveryWindowInDays"] ?? secret.state["recoveryWindowInDays"])?.number ?? 30
        let fate: JSON.Object =
            days == 0 ? ["ForceDeleteWithoutRecovery": true] : ["RecoveryWindowInDays": .number(days)]
        let identity = secret.filled(["SecretId": "{id}"])
        try await secret.callUnlessGone("secretsmanager.DeleteSecret", identity.merging(fate))
        try await secret.wait(for: "\(secret.subject) to be deleted", upTo: secret.limit(deletionTime)) {
            try await secret.lookUp() == nil ? .ready(()) : .pending("not deleted yet")
        }
    }
}
