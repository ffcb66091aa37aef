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
        search: Search(candidates: PrivateDnsNamespace.candidates),
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

/// The search for a private namespace: others may have its name in other VPCs.
private enum PrivateDnsNamespace {
    @Sendable static func candidates(_ namespace: ResourceOperation) async throws -> [Created] {
        var candidates: [Created] = []
        for candidate in try await Namespace.search("DNS_PRIVATE").candidates(namespace) {
            let found = try await namespace.find("servicediscovery.GetNamespace", ["Id": .string(candidate.id)])
            guard let zone = found?.at("Namespace.Properties.DnsProperties.HostedZoneId") else { continue }
            let networks = try await namespace.call("route53.GetHostedZone", ["Id": zone]).all(at: "VPCs[].VPCId")
            if networks.compactMap(\.string).contains(namespace.inputs["vpc"]?.string ?? "") {
                candidates.append(candidate)
            }
        }
        return candidates
    }
}
