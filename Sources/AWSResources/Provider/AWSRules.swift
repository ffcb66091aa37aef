import PackageSchema
public import ProviderKit
import PulumiProtocol
import ResourceKit

/// The rules of package `aws` on the inputs of its resources, for those who plan to register some.
public struct AWSRules: ChildRules {
    /// The rules of this version of the package.
    public init() {}

    /// Returns what Check will find wrong with a resource's inputs, and what only shows beside its neighbours; nothing
    /// for a type that is not there.
    public func judge(_ draft: ChildDraft) -> ChildDraft.Judgement {
        let schema = AWSSchema.shared
        guard let type = schema.resource(draft.type) else { return ChildDraft.Judgement() }
        var resource = CustomResource(package: schema.package, schema: type)
        resource.rules = schema.rules(type.token, type.extras).forDrafts
        let request = CheckRequest(news: draft.properties)
        let (response, warnings) = resource.check(request, name: draft.name, neighbours: draft.neighbours)
        return ChildDraft.Judgement(faults: response.failures, warnings: warnings)
    }
}
