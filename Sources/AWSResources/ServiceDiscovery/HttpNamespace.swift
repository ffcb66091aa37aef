import ResourceKit

extension ResourceDescriptor {
    /// `aws:servicediscovery/httpNamespace:HttpNamespace`.
    static let httpNamespace = ResourceDescriptor(
        type: "aws:servicediscovery/httpNamespace:HttpNamespace",
        mapping: MemberMapping(style: .upperCamel, names: ["httpName": "Properties.HttpProperties.HttpName"]),
        tagging: .serviceDiscovery,
        create: Namespace.create("servicediscovery.CreateHttpNamespace"),
        search: Namespace.search("HTTP"),
        delete: Namespace.delete
    )
}
