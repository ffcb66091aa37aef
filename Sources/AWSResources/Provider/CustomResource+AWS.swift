import PackageSchema
import PulumiProtocol
import ResourceKit

extension CustomResource {
    /// Creates a resource type of package `aws` from its schema, descriptor and facts, and the provider's settings.
    ///
    /// A resource that names no region gets `region`, unless that is not known.
    init(
        _ schema: ResourceSchema,
        _ descriptor: ResourceDescriptor,
        _ facts: AWSFacts,
        _ session: AWSSession,
        region: String?
    ) {
        self.init(package: AWSSchema.shared.package, schema: schema)
        rules = AWSSchema.shared.rules(schema.token, schema.extras)
        differences = descriptor.diffRules(facts)
        if schema.isRegional {
            inherited = InheritedInputs(names: ["region"], values: region.map { ["region": .string($0)] } ?? [:])
        }
        if schema.outputs["tagsAll"] != nil { derived = [session.tags.allTags] }
    }
}

extension ResourceSchema {
    /// Indicates whether the resource lives in a region.
    var isRegional: Bool { inputs["region"] != nil }

    /// Indicates whether default tags apply to the resource.
    var isTagged: Bool { outputs["tagsAll"] != nil && inputs["tags"] != nil }
}

extension TagSettings {
    /// The output `tagsAll`: a resource's own tags over the default ones, without those that others manage.
    fileprivate var allTags: DerivedOutput {
        DerivedOutput(name: "tagsAll", source: "tags") { own in
            guard let all = all(own: own?.map ?? [:]) else { return .unknown }
            return .map(PropertyMap(all.map { ($0.key, .string($0.value)) }))
        } isEqual: { old, new in
            guard let old = old.map, let new = new.map else { return true }
            return visible(old) == new
        }
    }
}
