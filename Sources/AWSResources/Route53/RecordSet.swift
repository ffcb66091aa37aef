import JSON
import PackageSchema
import PulumiProtocol

/// The members of a set of records, both ways.
enum RecordSet {
    static let mapping = MemberMapping(
        style: .upperCamel,
        names: [
            "aliases": "AliasTarget", "aliases.name": "DNSName", "aliases.zoneId": "HostedZoneId",
            "cidrRoutingPolicy": "CidrRoutingConfig", "failoverRoutingPolicies": "Failover",
            "geolocationRoutingPolicies": "GeoLocation",
            "geolocationRoutingPolicies.continent": "ContinentCode",
            "geolocationRoutingPolicies.country": "CountryCode",
            "geolocationRoutingPolicies.subdivision": "SubdivisionCode",
            "geoproximityRoutingPolicy": "GeoProximityLocation",
            "geoproximityRoutingPolicy.awsRegion": "AWSRegion",
            "latencyRoutingPolicies": "Region", "multivalueAnswerRoutingPolicy": "MultiValueAnswer",
            "records": "ResourceRecords", "ttl": "TTL", "weightedRoutingPolicies": "Weight",
        ],
        singles: ["aliases", "geolocationRoutingPolicies", "geoproximityRoutingPolicy.coordinates"]
    )

    /// The members that are a list of one object with one member in the schema, and what that holds in AWS; with the
    /// name of the object's member.
    private static let scalars = ["Failover": "Type", "Region": "Region", "Weight": "Weight"]
    /// The types whose values stand in quotes in AWS and without them in programs.
    private static let quoted: Set = ["TXT", "SPF"]

    /// The properties that are members: all but the zone, and what only steers the call.
    static let properties: [String] = [
        "aliases", "cidrRoutingPolicy", "failoverRoutingPolicies", "geolocationRoutingPolicies",
        "geoproximityRoutingPolicy", "healthCheckId", "latencyRoutingPolicies", "multivalueAnswerRoutingPolicy", "name",
        "records", "setIdentifier", "ttl", "type", "weightedRoutingPolicies",
    ]

    // MARK: To AWS

    /// The set that the program asks for.
    static func members(_ record: ResourceOperation) async throws -> JSON.Object {
        let key = try record.recordKey()
        var set = JSON.Object(record.members(properties).filter { !isNothing($0.value) }.map { ($0.key, $0.value) })
        set["Name"] = .string(key.name.qualified(in: try await record.zoneName(key.zone)).text)
        for (member, inner) in scalars { set[member] = set[member]?[0]?[inner] }
        set["ResourceRecords"] = set["ResourceRecords"]?.array.map { values in
            .array(values.map { ["Value": .string(quoting($0.string ?? "", key.type))] })
        }
        return set
    }

    /// Returns whether a member says nothing, in a form that AWS does not take.
    private static func isNothing(_ value: JSON) -> Bool { ["", [], [:], false].contains(value) }

    private static func quoting(_ value: String, _ type: String) -> String {
        quoted.contains(type) ? "\"\(value)\"" : value
    }

    // MARK: From AWS

    /// The properties that a set in AWS tells of, apart from those of its key.
    static func properties(of found: JSON, _ record: ResourceOperation) -> PropertyMap {
        var set = found.object ?? [:]
        for (member, inner) in scalars { set[member] = set[member].map { [.object([inner: $0])] } }
        let type = found["Type"]?.string ?? ""
        let values = found.all(at: "ResourceRecords[].Value").compactMap(\.string).map { unquoted($0, type) }
        set["ResourceRecords"] = JSON.Object.texts(values)
        var outputs = record.properties(of: .object(set))
        if var alias = outputs["aliases"]?.list?.first?.map {
            alias["name"] = .string(DomainName(alias["name"]?.string ?? "").text)
            outputs["aliases"] = [.map(alias)]
        }
        return outputs
    }

    private static func unquoted(_ value: String, _ type: String) -> String {
        let isQuoted = value.count > 1 && value.hasPrefix("\"") && value.hasSuffix("\"")
        return quoted.contains(type) && isQuoted ? String(value.dropFirst().dropLast()) : value
    }
}
