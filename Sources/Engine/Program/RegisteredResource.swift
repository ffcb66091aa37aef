internal import PackageSchema
internal import PulumiProtocol

/// A resource that was registered or read.
struct RegisteredResource: Sendable {
    var urn: String
    /// The id; empty for components and while it is unknown.
    var id: String
    /// The outputs from the engine.
    var outputs: PropertyMap
    /// The name in the URN.
    var name: String
    /// The type's full token.
    var type: String
    /// The schema of the type; `nil` if it is unknown.
    var schema: ResourceSchema?
    /// Indicates a component, which has no id.
    var isComponent = false
    /// Indicates a resource that the run excluded, of which nothing is known.
    var isLeftOut = false
    /// The providers of its children, by package.
    var providers: [String: String] = [:]

    /// The reference to the resource as a property value.
    var reference: PropertyValue {
        let id: PropertyValue? = isComponent ? Optional.none : (self.id.isEmpty ? .unknown : .string(self.id))
        return .resource(ResourceReference(urn: urn, id: id))
    }

    /// The provider reference in requests, if the resource is a provider.
    var providerReference: String { "\(urn)::\(id.isEmpty ? ProviderReference.unknownID : id)" }

    /// Indicates a provider.
    var isProvider: Bool { URN.isProviderType(type) }
}
