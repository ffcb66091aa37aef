import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension FunctionDescriptor {
    /// `aws:route53/getZone:getZone`.
    static let getZone = FunctionDescriptor(token: "aws:route53/getZone:getZone") { call in
        let id: String
        if let given = call.arguments["zoneId"]?.string {
            id = given
        } else {
            id = try call.theOne(try await call.matchingZones(), "hosted zone")
        }
        let zone = try call.reading("aws:route53/zone:Zone", id: id)
        guard let found = try await zone.lookUp(), let outputs = try await zone.descriptor.read.run(zone) else {
            throw NotOne(kind: "hosted zone", count: 0, function: call.schema.token)
        }
        let object = found.object
        let servers = found.answer.list(at: "DelegationSet.NameServers")
        var result = call.result(outputs)
        result["id"] = .string(id)
        result["zoneId"] = .string(id)
        // The order is AWS's own here.
        if !servers.isEmpty { result["nameServers"] = .list(servers.map(PropertyValue.init(plain:))) }
        result["callerReference"] = .string(object["CallerReference"]?.string ?? "")
        result["linkedServiceDescription"] = .string(object.text(at: "LinkedService.Description") ?? "")
        result["linkedServicePrincipal"] = .string(object.text(at: "LinkedService.ServicePrincipal") ?? "")
        result["privateZone"] = .bool(object.at("Config.PrivateZone")?.bool ?? false)
        result["resourceRecordSetCount"] = .number(object["ResourceRecordSetCount"]?.double ?? 0)
        result["vpcId"] = .string(call.arguments["vpcId"]?.string ?? "")
        return result
    }
}

extension FunctionCall {
    /// The ids of the zones that have the name, kind, VPC and tags of the arguments.
    fileprivate func matchingZones() async throws -> [String] {
        let network = arguments["vpcId"]?.string
        let isPrivate = arguments["privateZone"]?.bool ?? (network != nil)
        let name = arguments["name"]?.string.map { DomainName($0) }
        let tags = arguments["tags"]?.map?.withoutDefaults ?? [:]
        var ids: [String] = []
        for zone in try await list("route53.ListHostedZones", [:]).list(at: "HostedZones") {
            guard zone.at("Config.PrivateZone")?.bool ?? false == isPrivate,
                name == nil || name == DomainName(zone["Name"]?.string ?? ""),
                let id = zone["Id"]?.string?.without("/hostedzone/")
            else {
                continue
            }
            if let network, try await !networks(of: id).contains(network) { continue }
            if !tags.isEmpty, try await !hasTags(id, tags) { continue }
            ids.append(id)
        }
        return ids
    }

    private func networks(of zone: String) async throws -> [String] {
        let answer = try await call("route53.GetHostedZone", ["Id": .string(zone)])
        return answer.all(at: "VPCs[].VPCId").compactMap(\.string)
    }

    private func hasTags(_ zone: String, _ wanted: PropertyMap) async throws -> Bool {
        let input: JSON.Object = ["ResourceType": "hostedzone", "ResourceId": .string(zone)]
        let found = Tagging.read(try await call("route53.ListTagsForResource", input).at("ResourceTagSet.Tags"))
        return wanted.allSatisfy { found[$0.key] == $0.value.string }
    }
}
