import AWSClient
import JSON
import PulumiProtocol
import ResourceKit

extension FunctionDescriptor {
    /// `aws:index/getRegion:getRegion`; no call is needed.
    static let getRegion = FunctionDescriptor(token: "aws:index/getRegion:getRegion") { call in
        let named = call.arguments["region"] ?? call.arguments["name"] ?? call.arguments["id"]
        let endpoint = call.arguments["endpoint"]?.string
        // The endpoint of EC2 names the region as its second part.
        let fromEndpoint = endpoint?.split(separator: ".").dropFirst().first.map(String.init)
        let region = try named?.string ?? fromEndpoint ?? call.region()
        return [
            "id": .string(region), "name": .string(region), "region": .string(region),
            "endpoint": .string("ec2.\(region).\(AWSClient.partition(ofRegion: region).dnsSuffix)"),
            "description": .string(regionNames[region] ?? region),
        ]
    }

    /// `aws:index/getPartition:getPartition`; no call is needed.
    static let getPartition = FunctionDescriptor(token: "aws:index/getPartition:getPartition") { call in
        let partition = AWSClient.partition(ofRegion: try call.region())
        return [
            "id": .string(partition.id), "partition": .string(partition.id),
            "dnsSuffix": .string(partition.dnsSuffix), "reverseDnsPrefix": .string(partition.reverseDNSPrefix),
        ]
    }

    /// `aws:index/getCallerIdentity:getCallerIdentity`.
    static let getCallerIdentity = FunctionDescriptor(
        token: "aws:index/getCallerIdentity:getCallerIdentity"
    ) { call in
        let answer = try await call.call("sts.GetCallerIdentity", [:])
        let account = PropertyValue.string(answer["Account"]?.string ?? "")
        return [
            "id": account, "accountId": account, "arn": .string(answer["Arn"]?.string ?? ""),
            "userId": .string(answer["UserId"]?.string ?? ""),
        ]
    }

    /// `aws:index/getAvailabilityZones:getAvailabilityZones`: sorted by name, since callers take the first ones.
    static let getAvailabilityZones = FunctionDescriptor(
        token: "aws:index/getAvailabilityZones:getAvailabilityZones"
    ) { call in
        var input = call.filters
        if let all = call.arguments["allAvailabilityZones"]?.bool { input["AllAvailabilityZones"] = .bool(all) }
        let answer = try await call.call("ec2.DescribeAvailabilityZones", input)
        func excluded(_ name: String) -> [String] { (call.arguments[name]?.list ?? []).compactMap(\.string) }
        let zones = answer.list(at: "AvailabilityZones")
            .sorted { ($0["ZoneName"]?.string ?? "") < ($1["ZoneName"]?.string ?? "") }
            .filter { !excluded("excludeNames").contains($0["ZoneName"]?.string ?? "") }
            .filter { !excluded("excludeZoneIds").contains($0["ZoneId"]?.string ?? "") }
        func texts(_ member: String) -> [PropertyValue] {
            zones.compactMap { $0[member]?.string }.map(PropertyValue.string)
        }
        var outputs = call.arguments.withoutDefaults
        let region = try call.region()
        outputs["id"] = .string(region)
        outputs["region"] = .string(region)
        outputs["names"] = .list(texts("ZoneName"))
        outputs["zoneIds"] = .list(texts("ZoneId"))
        var groups: [PropertyValue] = []
        for group in texts("GroupName").isEmpty ? [.string(region)] : texts("GroupName") where !groups.contains(group) {
            groups.append(group)
        }
        outputs["groupNames"] = .list(groups)
        return outputs
    }

    /// The places of the regions, as AWS's documentation names them.
    private static let regionNames: [String: String] = [
        "af-south-1": "Africa (Cape Town)", "ap-east-1": "Asia Pacific (Hong Kong)",
        "ap-northeast-1": "Asia Pacific (Tokyo)", "ap-northeast-2": "Asia Pacific (Seoul)",
        "ap-northeast-3": "Asia Pacific (Osaka)", "ap-south-1": "Asia Pacific (Mumbai)",
        "ap-southeast-1": "Asia Pacific (Singapore)", "ap-southeast-2": "Asia Pacific (Sydney)",
        "ca-central-1": "Canada (Central)", "eu-central-1": "Europe (Frankfurt)", "eu-north-1": "Europe (Stockholm)",
        "eu-south-1": "Europe (Milan)", "eu-west-1": "Europe (Ireland)", "eu-west-2": "Europe (London)",
        "eu-west-3": "Europe (Paris)", "me-south-1": "Middle East (Bahrain)", "sa-east-1": "South America (Sao Paulo)",
        "us-east-1": "US East (N. Virginia)", "us-east-2": "US East (Ohio)", "us-west-1": "US West (N. California)",
        "us-west-2": "US West (Oregon)",
    ]
}
