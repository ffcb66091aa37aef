import PackageSchema
public import ProviderKit
public import PulumiProtocol
import ResourceKit

/// The rules of package `aws` on the inputs of its resources, for those who plan to register some.
public struct AWSRules: ChildRules {
    /// The rules of this version of the package.
    public init() {}

    /// Returns what Check will find wrong with a resource's inputs; nothing for a type that is not there.
    public func faults(of draft: ChildDraft) -> [CheckFailure] {
        let schema = AWSSchema.shared
        guard let type = schema.resource(draft.type) else { return [] }
        var resource = CustomResource(package: schema.package, schema: type)
        resource.rules = schema.rules(type.token, type.extras).forDrafts
        let request = CheckRequest(news: draft.properties)
        return resource.check(request, name: draft.name, neighbours: draft.neighbours).response.failures
    }
}
