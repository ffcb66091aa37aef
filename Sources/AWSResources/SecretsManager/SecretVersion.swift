import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:secretsmanager/secretVersion:SecretVersion`; its id is made of the secret's and its own.
    static let secretVersion = ResourceDescriptor(
        type: "aws:secretsmanager/secretVersion:SecretVersion",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["arn": "ARN", "secretArn": "ARN", "secretId": "SecretId"],
            sent: ["secretStringWo": "SecretString"]
        ),
        local: ["secretStringWoVersion"],
        create: .call("secretsmanager.PutSecretValue", keeping: ["versionId": "VersionId"]),
        search: Search(candidates: SecretVersion.candidates),
        imported: SecretVersion.imported,
        read: .lookup { outputs, _, version in
            let isHidden =
                version.inputs["secretStringWo"] != nil
                || version.inputs.isEmpty && version.state["hasSecretStringWo"] == true
            outputs["hasSecretStringWo"] = .bool(isHidden)
            outputs["secretId"] = version.text("secretId").map(PropertyValue.string)
            if isHidden { outputs["secretString"] = nil }
        },
        update: [UpdateStep(["versionStages"], run: SecretVersion.setStages)],
        delete: DeleteStep(SecretVersion.delete)
    )
}

/// The stages of a secret's version: AWS itself moves `AWSCURRENT` and `AWSPREVIOUS`, and deletes versions without any.
private enum SecretVersion {
    private static let operation = "secretsmanager.UpdateSecretVersionStage"
    private static let current = "AWSCURRENT"
    private static let previous = "AWSPREVIOUS"
    /// The time in which AWS shows that stages are removed.
    private static let removalTime = Duration.seconds(120)

    /// The current version of the secret, which has no name to look for; its value tells whether it is this one.
    @Sendable static func candidates(_ version: ResourceOperation) async throws -> [Created] {
        guard let secret = version.inputs["secretId"]?.string else { throw Unsearchable(subject: version.subject) }
        let found = try await version.find("secretsmanager.GetSecretValue", ["SecretId": .string(secret)])
        guard let id = found?["VersionId"]?.string else { return [] }
        return [Created(id: "\(secret)|\(id)", state: ["secretId": .string(secret), "versionId": .string(id)])]
    }

    /// The secret, which may be an ARN, and the version that an id names.
    @Sendable static func imported(_ version: ResourceOperation) throws -> PropertyMap {
        let parts = version.id.split(separator: "|")
        guard parts.count == 2 else {
            throw ImportFormError(type: version.schema.token, id: version.id, form: "SECRET-ARN|VERSION-ID")
        }
        return ["secretId": .string(String(parts[0])), "versionId": .string(String(parts[1]))]
    }

    // MARK: Stages

    /// Adds stages before it removes others; where AWS has a say in one, it is left to AWS.
    @Sendable static func setStages(_ version: ResourceOperation) async throws {
        let (added, removed) = version.elements("versionStages")
        for stage in added { try await add(stage, to: version) }
        for stage in removed where stage != current && !(stage == previous && added.contains(current)) {
            try await remove(stage, from: version)
        }
    }

    private static func add(_ stage: String, to version: ResourceOperation) async throws {
        let id = version.filled(["SecretId": "{secretId}", "MoveToVersionId": "{versionId}"])
        let holder = try await holder(of: stage, version)
        guard holder == nil || holder != id["MoveToVersionId"] else { return }
        let input = id.merging(["VersionStage": .string(stage), "RemoveFromVersionId": holder ?? .null])
        try await version.call(operation, input)
    }

    /// The version that a stage points to now; `nil` if none does.
    private static func holder(of stage: String, _ version: ResourceOperation) async throws -> JSON? {
        let secret = version.filled(["SecretId": "{secretId}", "MaxResults": 100])
        let answer = try await version.find("secretsmanager.ListSecretVersionIds", secret)
        return answer?.list(at: "Versions").first { $0.list(at: "VersionStages").contains(.string(stage)) }?[
            "VersionId"
        ]
    }

    private static func remove(_ stage: String, from version: ResourceOperation) async throws {
        let id = version.filled(["SecretId": "{secretId}", "RemoveFromVersionId": "{versionId}"])
        try await version.callUnlessGone(operation, id.merging(["VersionStage": .string(stage)]))
    }

    // MARK: Delete

    /// Takes the version's stages away; what AWS keeps as the current one goes with the secret.
    @Sendable static func delete(_ version: ResourceOperation) async throws {
        guard let found = try await version.lookUp() else { return }
        for stage in removable(found.object) { try await remove(stage, from: version) }
        try await version.wait(for: "\(version.subject) to be deleted", upTo: version.limit(removalTime)) {
            let rest = try await version.lookUp().map { removable($0.object) } ?? []
            return rest.isEmpty || rest == [previous] ? .ready(()) : .pending(rest.joined(separator: ", "))
        }
    }

    private static func removable(_ version: JSON) -> [String] {
        version.list(at: "VersionStages").compactMap(\.string).filter { $0 != current }
    }
}
