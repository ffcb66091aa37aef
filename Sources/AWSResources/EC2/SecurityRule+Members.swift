import JSON

/// The rules as AWS shows and takes them: as permissions with ranges, or each under an id of its own.
extension SecurityRule {
    /// The atoms of a group's rules of one direction.
    ///
    /// - Parameters:
    ///   - direction: The direction of traffic.
    ///   - group: The group as `DescribeSecurityGroups` shows it.
    /// - Returns: The atoms, in AWS's order.
    static func atoms(_ direction: SecurityGroup.Direction, of group: JSON) -> [SecurityRule] {
        group.list(at: direction.member).flatMap { permission in
            func rules(_ list: String, _ peer: (JSON) -> Peer?) -> [SecurityRule] {
                permission.list(at: list).compactMap { entry in
                    peer(entry).map { SecurityRule(permission, $0, entry) }
                }
            }
            return rules("IpRanges") { $0["CidrIp"]?.string.map(Peer.cidr) }
                + rules("Ipv6Ranges") { $0["CidrIpv6"]?.string.map(Peer.cidr6) }
                + rules("PrefixListIds") { $0["PrefixListId"]?.string.map(Peer.prefixList) }
                + rules("UserIdGroupPairs") { Peer($0, of: group["GroupId"], owner: group["OwnerId"]) }
        }
    }

    /// The rule that `DescribeSecurityGroupRules` shows; `nil` if it names no source or destination.
    init?(found rule: JSON) {
        let peer =
            rule["CidrIpv4"]?.string.map(Peer.cidr) ?? rule["CidrIpv6"]?.string.map(Peer.cidr6)
            ?? rule["PrefixListId"]?.string.map(Peer.prefixList)
            ?? rule["ReferencedGroupInfo"].flatMap { Peer($0, of: rule["GroupId"], owner: rule["GroupOwnerId"]) }
        guard let peer else { return nil }
        self.init(rule, peer, rule)
    }

    private init(_ range: JSON, _ peer: Peer, _ described: JSON) {
        self.init(
            range["IpProtocol"]?.string ?? "-1",
            range["FromPort"]?.int,
            range["ToPort"]?.int,
            peer,
            described["Description"]?.string ?? ""
        )
    }

    /// The atom as one of AWS's permissions.
    func permission(group: String) -> JSON {
        var object = range
        var entry: JSON.Object
        switch peer {
        case .cidr(let text): entry = ["CidrIp": .string(text)]
        case .cidr6(let text): entry = ["CidrIpv6": .string(text)]
        case .prefixList(let text): entry = ["PrefixListId": .string(text)]
        case .group(let text): entry = Self.pair(text)
        case .own: entry = ["GroupId": .string(group)]
        }
        if !description.isEmpty { entry["Description"] = .string(description) }
        object[list] = [.object(entry)]
        return .object(object)
    }

    /// The members with which `ModifySecurityGroupRules` replaces a rule; what is absent is taken away.
    func members(group: String) -> JSON.Object {
        var object = range
        switch peer {
        case .cidr(let text): object["CidrIpv4"] = .string(text)
        case .cidr6(let text): object["CidrIpv6"] = .string(text)
        case .prefixList(let text): object["PrefixListId"] = .string(text)
        case .group(let text): object["ReferencedGroupId"] = Self.pair(text)["GroupId"]
        case .own: object["ReferencedGroupId"] = .string(group)
        }
        if !description.isEmpty { object["Description"] = .string(description) }
        return object
    }

    private var range: JSON.Object {
        var object: JSON.Object = ["IpProtocol": .string(self.protocol)]
        object["FromPort"] = fromPort.map { .number($0) }
        object["ToPort"] = toPort.map { .number($0) }
        return object
    }

    private var list: String {
        switch peer {
        case .cidr: "IpRanges"
        case .cidr6: "Ipv6Ranges"
        case .prefixList: "PrefixListIds"
        case .group, .own: "UserIdGroupPairs"
        }
    }

    private static func pair(_ text: String) -> JSON.Object {
        let parts = text.split(separator: "/").map(String.init)
        return parts.count == 2
            ? ["UserId": .string(parts[0]), "GroupId": .string(parts[1])] : ["GroupId": .string(text)]
    }
}

extension SecurityRule.Peer {
    /// The group that AWS shows as a peer of another one; `nil` if it names none.
    fileprivate init?(_ pair: JSON, of group: JSON?, owner: JSON?) {
        guard let id = pair["GroupId"] else { return nil }
        if id == group {
            self = .own
        } else {
            self.init(group: id.string ?? "", account: pair["UserId"].flatMap { $0 == owner ? nil : $0.string })
        }
    }

    private init(group: String, account: String?) {
        self = .group(account.map { "\($0)/\(group)" } ?? group)
    }
}
