import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace`.
    static let privateDnsNamespace = ResourceDescriptor(
        type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
        mapping: MemberMapping(style: .upperCamel, names: ["hostedZone": "Properties.DnsProperties.HostedZoneId"]),
        tagging: .serviceDiscovery,
        create: Namespace.create("servicediscovery.CreatePrivateDnsNamespace"),
        search: Namespace.search("DNS_PRIVATE"),
        read: .lookup { outputs, _, namespace in
            // AWS does not tell the VPC.
            outputs["vpc"] = namespace.text("vpc").map(PropertyValue.string)
        },
        update: [
            UpdateStep(["description"]) { namespace in
                try await namespace.carryOut(
                    "servicediscovery.UpdatePrivateDnsNamespace",
                    ["Id": .string(namespace.id), "Namespace": .object(namespace.members(["description"]))]
                )
            }
        ],
        delete: Namespace.delete
    )
}
