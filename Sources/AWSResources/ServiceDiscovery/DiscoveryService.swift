import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:servicediscovery/service:Service`.
    static let discoveryService = ResourceDescriptor(
        type: "aws:servicediscovery/service:Service",
        mapping: MemberMapping(style: .upperCamel, names: ["dnsConfig.dnsRecords.ttl": "TTL"]),
        tagging: .serviceDiscovery,
        diff: DiffRules(replacing: ["dnsConfig": DiscoveryService.needsOther]),
        local: ["forceDestroy"],
        create: .call("servicediscovery.CreateService"),
        search: .list(
            "servicediscovery.ListServices",
            "Services",
            id: "Id",
            where: { $0["Name"]?.string == $1.inputs["name"]?.string },
            DiscoveryService.search
        ),
        read: .lookup { outputs, found, service in DiscoveryService.complete(&outputs, found.object, service) },
        update: [UpdateStep(DiscoveryService.changeable, run: DiscoveryService.update)],
        delete: DeleteStep { service in
            if service.isSet("forceDestroy") { try await DiscoveryService.deregisterInstances(of: service) }
            try await service.callUnlessGone("servicediscovery.DeleteService", ["Id": .string(service.id)])
        }
    )
}

/// The steps of the life of a service in a namespace.
private enum DiscoveryService {
    /// The properties that a call changes.
    static let changeable: Set = ["description", "dnsConfig", "healthCheckConfig"]

    /// Returns whether DNS records changed in more than their time to live.
    @Sendable static func needsOther(_ values: DiffRules.Values) -> Bool {
        guard let old = values.old?.map, let new = values.new?.map else { return true }
        return old["namespaceId"] != new["namespaceId"] || old["routingPolicy"] != new["routingPolicy"]
            || types(old) != types(new)
    }

    private static func types(_ dns: PropertyMap) -> [PropertyValue?] {
        (dns["dnsRecords"]?.list ?? []).map { $0.map?["type"] }
    }

    @Sendable static func search(_ service: ResourceOperation) -> JSON.Object? {
        let dns = service.inputs["dnsConfig"]?.map
        guard let namespace = (service.inputs["namespaceId"] ?? dns?["namespaceId"])?.plainJSON else { return nil }
        return ["Filters": [["Name": "NAMESPACE_ID", "Values": [namespace], "Condition": "EQ"]]]
    }

    /// Completes the outputs that AWS leaves out, and keeps a threshold of which AWS always says 1.
    static func complete(_ outputs: inout PropertyMap, _ found: JSON, _ service: ResourceOperation) {
        if var dns = outputs["dnsConfig"]?.map {
            dns["namespaceId"] = dns["namespaceId"] ?? outputs["namespaceId"]
            outputs["dnsConfig"] = dns["dnsRecords"]?.list?.isEmpty == false ? .map(dns) : nil
        }
        if outputs["healthCheckCustomConfig"] != nil, let own = service.inputs["healthCheckCustomConfig"] {
            outputs["healthCheckCustomConfig"] = own.withoutNestedDefaults
        }
    }

    /// Changes the service; AWS deletes the records and the health check that the call does not name.
    @Sendable static func update(_ service: ResourceOperation) async throws {
        var members = service.members(changeable.sorted())
        if let records = members["DnsConfig"]?["DnsRecords"] { members["DnsConfig"] = ["DnsRecords": records] }
        try await service.carryOut(
            "servicediscovery.UpdateService",
            ["Id": .string(service.id), "Service": .object(members)]
        )
    }

    static func deregisterInstances(of service: ResourceOperation) async throws {
        let id: JSON.Object = ["ServiceId": .string(service.id)]
        let instances = try await service.findAll("servicediscovery.ListInstances", id)?.list(at: "Instances") ?? []
        for instance in instances.compactMap({ $0["Id"] }) {
            do {
                try await service.carryOut("servicediscovery.DeregisterInstance", id.merging(["InstanceId": instance]))
            } catch  where AWSFailure(error)?.code == "InstanceNotFound" {
                continue
            }
        }
    }
}
