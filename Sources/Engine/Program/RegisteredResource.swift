internal import PackageSchema
internal import PulumiProtocol

/// A resource that was registered or read, as the rest of the program sees it.
struct RegisteredResource: Sendable {
    var urn: String
    /// The id; empty while it is unknown, and of components.
    var id: String
    /// Its outputs as the engine answered them.
    var outputs: PropertyMap
    /// The name in the program's URN.
    var name: String
    /// The type's full token.
    var type: String
    /// What the schema says of it; `nil` if that is not known.
    var schema: ResourceSchema?
    /// Whether it is made of other resources, and so has no id.
    var isComponent = false
    /// Whether nothing is known of it, because it was left out of the run.
    var isLeftOut = false
    /// The providers that its children use, by package.
    var providers: [String: String] = [:]

    /// What stands for the resource in values.
    var reference: PropertyValue {
        let id: PropertyValue? = isComponent ? Optional.none : (self.id.isEmpty ? .unknown : .string(self.id))
        return .resource(ResourceReference(urn: urn, id: id))
    }

    /// How requests name the resource, if it is a provider.
    var providerReference: String { "\(urn)::\(id.isEmpty ? Self.unknownID : id)" }

    /// What stands for the id of a provider that does not exist yet: Pulumi's marker of an unknown text.
    static let unknownID = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

    /// Whether the resource is a provider.
    var isProvider: Bool { type.hasPrefix("pulumi:providers:") }
}
