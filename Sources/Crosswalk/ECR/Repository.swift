import ProviderKit
import PulumiProtocol

/// The component `awsx:ecr:Repository`: a repository for images, with the rules by which old images expire.
struct Repository: Component {
    static let registeredOutputs = ["repository", "lifecyclePolicy"]

    private static let type = "aws:ecr/repository:Repository"

    private let inputs: RepositoryInputs
    /// The rules; `nil` if images never expire.
    private let policy: LifecyclePolicy?

    init(_ inputs: RepositoryInputs) throws {
        self.inputs = inputs
        policy = try LifecyclePolicy(inputs.lifecyclePolicy.view())
    }

    func drafts(named name: String) -> [ChildDraft] {
        let name = name.lowercased()
        let repository = ChildDraft(Self.type, name, inputs.forwarded, origins: [])
        guard let policy else { return [repository] }
        let properties = policyProperties(policy, repository: .unknown)
        return [repository, ChildDraft(LifecyclePolicy.type, name, properties, origins: policy.origins)]
    }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        let name = scope.name.lowercased()
        let repository = try await scope.child(Self.type, name, inputs.forwarded)
        var policyChild: Child?
        if let policy {
            let properties = policyProperties(policy, repository: repository["name"] ?? .null)
            policyChild = try await scope.child(LifecyclePolicy.type, name, properties)
        }
        return PropertyMap(present: [
            "repository": repository.reference,
            "lifecyclePolicy": policyChild?.reference,
            "url": repository["repositoryUrl"],
        ])
    }

    private func policyProperties(_ policy: LifecyclePolicy, repository: PropertyValue) -> PropertyMap {
        PropertyMap(present: [
            "repository": repository, "policy": policy.document.property, "region": inputs.region.value,
        ])
    }
}
