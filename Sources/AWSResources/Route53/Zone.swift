import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:route53/zone:Zone`: the DNS records of a domain.
    static let zone = ResourceDescriptor(
        type: "aws:route53/zone:Zone",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["vpcs": "VPCs", "vpcs.vpcId": "VPCId", "vpcs.vpcRegion": "VPCRegion"]
        ),
        tagging: .route53("hostedzone"),
        diff: DiffRules(equality: ["name": DiffRules.texts { old, new, _ in DomainName(old) == DomainName(new) }]),
        local: ["forceDestroy"],
        create: .call(
            "route53.CreateHostedZone",
            except: ["comment", "enableAcceleratedRecovery", "vpcs"],
            keeping: ["change": "ChangeInfo.Id"],
            adjusting: Zone.adjust
        ),
        search: Search(candidates: Zone.candidates),
        afterCreate: { zone in
            if !zone.tags.isEmpty { try await zone.descriptor.tagging?.update(zone) }
            try await Zone.associate(Array(Zone.networks(zone.inputs, zone).dropFirst()), with: zone)
            if zone.inputs["enableAcceleratedRecovery"] != nil { try await Zone.setRecovery(zone) }
        },
        read: .lookup(adjusting: Zone.complete),
        update: [
            .call("route53.UpdateHostedZoneComment", changed: ["comment"], of: ["Id": "{id}"]),
            UpdateStep(["vpcs"], run: Zone.setNetworks),
            UpdateStep(["enableAcceleratedRecovery"], run: Zone.setRecovery),
        ],
        delete: DeleteStep(Zone.delete)
    )
}

/// The steps of a hosted zone's life.
private enum Zone {
    // MARK: Create

    /// Puts comment and first VPC where the call takes them; with a VPC, the zone is private.
    @Sendable static func adjust(_ members: inout JSON.Object, _ zone: ResourceOperation) {
        var configuration: JSON.Object = [:]
        configuration["Comment"] = zone.inputs["comment"]?.plainJSON
        if let first = networks(zone.inputs, zone).first {
            members["VPC"] = .object(first)
            configuration["PrivateZone"] = true
        }
        members["HostedZoneConfig"] = .object(configuration)
    }

    /// The zones of the name and comment that hold nothing yet: what is cut off has no records.
    @Sendable static func candidates(_ zone: ResourceOperation) async throws -> [Created] {
        guard let name = zone.inputs["name"]?.string else { throw Unsearchable(subject: zone.subject) }
        let all = try await zone.findAll("route53.ListHostedZones", [:])?.list(at: "HostedZones") ?? []
        return all.filter { found in
            DomainName(found["Name"]?.string ?? "") == DomainName(name)
                && found.text(at: "Config.Comment") ?? "" == zone.inputs["comment"]?.string ?? ""
                && found.at("Config.PrivateZone")?.bool ?? false == !networks(zone.inputs, zone).isEmpty
                && found["ResourceRecordSetCount"]?.int ?? 0 <= apexTypes.count
        }.compactMap { found in
            found["Id"]?.string.map { Created(id: $0.without("/hostedzone/")) }
        }
    }

    // MARK: Read

    @Sendable static func complete(
        _ outputs: inout PropertyMap,
        _ found: FoundObject,
        _ zone: ResourceOperation
    ) async throws {
        let (object, answer) = (found.object, found.answer)
        outputs["name"] = .string(DomainName(object["Name"]?.string ?? "").text)
        outputs["zoneId"] = outputs["id"]
        outputs["comment"] = .string(object.text(at: "Config.Comment") ?? "")
        let status = object.text(at: "Features.AcceleratedRecoveryStatus") ?? ""
        outputs["enableAcceleratedRecovery"] = .bool(["ENABLED", "ENABLING"].contains(status))
        outputs["vpcs"] = zone.properties(of: answer)["vpcs"]
        let set = answer.text(at: "DelegationSet.Id")?.without("/delegationset/")
        outputs["delegationSetId"] = set.map(PropertyValue.string)
        let servers = try await nameServers(answer, zone)
        outputs["primaryNameServer"] = servers.first.map(PropertyValue.string)
        outputs["nameServers"] = .list(servers.sorted().map(PropertyValue.string))
    }

    /// The name servers of a zone; those of a private one stand in its records only.
    private static func nameServers(_ answer: JSON, _ zone: ResourceOperation) async throws -> [String] {
        let delegated = answer.list(at: "DelegationSet.NameServers").compactMap(\.string)
        guard delegated.isEmpty, let name = answer.text(at: "HostedZone.Name") else { return delegated }
        let input: JSON.Object = [
            "HostedZoneId": .string(zone.id), "StartRecordName": .string(name), "StartRecordType": "NS",
            "MaxItems": "1",
        ]
        let found = try await zone.call("route53.ListResourceRecordSets", input).at("ResourceRecordSets[0]")
        guard let found, found["Type"] == "NS" else { return [] }
        return found.all(at: "ResourceRecords[].Value").compactMap(\.string)
    }

    // MARK: Update

    /// The VPCs of inputs as calls take them; their region is the provider's unless it is given.
    static func networks(_ inputs: PropertyMap, _ zone: ResourceOperation) -> [JSON.Object] {
        (inputs["vpcs"]?.list ?? []).compactMap(\.map).map { network in
            let region = network["vpcRegion"]?.string ?? ""
            return [
                "VPCId": network["vpcId"]?.plainJSON ?? "",
                "VPCRegion": .string(region.isEmpty ? zone.region ?? "" : region),
            ]
        }
    }

    /// Associates the new VPCs before it drops the old ones: AWS keeps a private zone from losing the last one.
    @Sendable static func setNetworks(_ zone: ResourceOperation) async throws {
        let (old, new) = (networks(zone.oldInputs, zone), networks(zone.inputs, zone))
        try await associate(new.filter { !old.contains($0) }, with: zone)
        for network in old where !new.contains(network) {
            let input: JSON.Object = ["HostedZoneId": .string(zone.id), "VPC": .object(network)]
            try await zone.change("route53.DisassociateVPCFromHostedZone", input)
        }
    }

    static func associate(_ networks: [JSON.Object], with zone: ResourceOperation) async throws {
        for network in networks {
            let input: JSON.Object = ["HostedZoneId": .string(zone.id), "VPC": .object(network)]
            try await zone.change("route53.AssociateVPCWithHostedZone", input)
        }
    }

    @Sendable static func setRecovery(_ zone: ResourceOperation) async throws {
        let members = zone.members(["enableAcceleratedRecovery"])
        try await zone.call(
            "route53.UpdateHostedZoneFeatures",
            members.merging(["HostedZoneId": .string(zone.id)])
        )
        try await zone.wait(after: "recovery")
    }

    // MARK: Delete

    /// The types of the records that every zone has at its own name, and that go with it.
    private static let apexTypes: Set = ["NS", "SOA"]
    /// The number of records that one call deletes: AWS takes a thousand values in all.
    private static let batch = 100

    @Sendable static func delete(_ zone: ResourceOperation) async throws {
        if zone.isSet("forceDestroy") { try await empty(zone) }
        do {
            try await zone.callUnlessGone("route53.DeleteHostedZone", ["Id": .string(zone.id)])
        } catch  where AWSFailure(error)?.code == "HostedZoneNotEmpty" {
            throw ZoneNotEmpty(error: error)
        }
    }

    /// Deletes the records that the zone still has, and stops signing them.
    private static func empty(_ zone: ResourceOperation) async throws {
        let id: JSON.Object = ["HostedZoneId": .string(zone.id)]
        guard let answer = try await zone.findAll("route53.ListResourceRecordSets", id) else { return }
        let name = try await zone.zoneName(zone.id)
        let sets = answer.list(at: "ResourceRecordSets").filter { set in
            !apexTypes.contains(set["Type"]?.string ?? "") || DomainName(set["Name"]?.string ?? "") != name
        }
        for start in stride(from: 0, to: sets.count, by: batch) {
            let changes = sets[start..<min(start + batch, sets.count)].map { set -> JSON in
                ["Action": "DELETE", "ResourceRecordSet": set]
            }
            let input = id.merging(["ChangeBatch": ["Changes": .array(changes)]])
            try await zone.change("route53.ChangeResourceRecordSets", input)
        }
        // Zones that cannot be signed refuse the question.
        guard let signing = try? await zone.call("route53.GetDNSSEC", id).text(at: "Status.ServeSignature"),
            signing == "SIGNING"
        else {
            return
        }
        try await zone.change("route53.DisableHostedZoneDNSSEC", id)
    }
}

/// A hosted zone cannot be deleted because of its records.
struct ZoneNotEmpty: Error, CustomStringConvertible {
    /// AWS's refusal.
    let error: any Error

    var description: String {
        "\(error). Delete the records that are not part of this program, or set forceDestroy to true and deploy that "
            + "before the zone is deleted"
    }
}
