import JSON
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ecr/repositoryPolicy:RepositoryPolicy`; its id is the repository's name.
    static let repositoryPolicy = ResourceDescriptor(
        type: "aws:ecr/repositoryPolicy:RepositoryPolicy",
        mapping: MemberMapping(
            style: .lowerCamel,
            names: ["repository": "repositoryName", "policy": "policyText"]
        ),
        create: .call("ecr.SetRepositoryPolicy"),
        update: [
            .call("ecr.SetRepositoryPolicy", changed: ["policy"], of: ["repositoryName": "{id}"])
        ],
        delete: .call("ecr.DeleteRepositoryPolicy", ["repositoryName": "{id}"])
    )
}
