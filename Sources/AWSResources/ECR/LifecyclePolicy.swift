import JSON
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ecr/lifecyclePolicy:LifecyclePolicy`; its id is the repository's name.
    static let lifecyclePolicy = ResourceDescriptor(
        type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        mapping: MemberMapping(
            style: .lowerCamel,
            names: ["repository": "repositoryName", "policy": "lifecyclePolicyText"]
        ),
        create: .call("ecr.PutLifecyclePolicy"),
        delete: .call("ecr.DeleteLifecyclePolicy", ["repositoryName": "{id}"])
    )
}
