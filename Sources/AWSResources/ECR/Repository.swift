import JSON
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ecr/repository:Repository`; its id is the name.
    static let repository = ResourceDescriptor(
        type: "aws:ecr/repository:Repository",
        mapping: MemberMapping(
            style: .lowerCamel,
            names: [
                "name": "repositoryName", "arn": "repositoryArn", "repositoryUrl": "repositoryUri",
                "encryptionConfigurations": "encryptionConfiguration",
            ],
            singles: ["encryptionConfigurations"]
        ),
        tagging: .ecr,
        local: ["forceDelete"],
        create: .call("ecr.CreateRepository"),
        update: [
            .call("ecr.PutImageTagMutability", changed: mutability, always: mutability, of: ["repositoryName": "{id}"]),
            .call("ecr.PutImageScanningConfiguration", changed: scanning, of: ["repositoryName": "{id}"]),
        ],
        delete: .call("ecr.DeleteRepository", ["repositoryName": "{id}", "force": "{forceDelete}"])
    )

    private static let mutability: Set<String> = ["imageTagMutability", "imageTagMutabilityExclusionFilters"]
    private static let scanning: Set<String> = ["imageScanningConfiguration"]
}
