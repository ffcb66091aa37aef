import JSON
import PulumiProtocol
import ResourceKit

/// One rule of a network ACL, as programs and AWS describe it.
///
/// Two are equal if they treat traffic alike: ports count for TCP and UDP, types and codes for ICMP.
struct NetworkAclEntry: Hashable, Sendable {
    /// The member of answers that lists the rules of an ACL.
    static let list = "Entries"
    /// The numbers of the rules that deny what no other one mentions: every ACL has them, and they never change.
    private static let last = [32767, 32768]
    private static let withPorts = ["6", "17"]
    private static let withTypes = ["1", "58"]

    let number: Int
    let isEgress: Bool
    /// `allow` or `deny`.
    let action: String
    /// The number as text; `-1` for all.
    let `protocol`: String
    /// Empty where the rule is about IPv6.
    let block: String
    let ipv6Block: String
    let fromPort: Int
    let toPort: Int
    let icmpType: Int
    let icmpCode: Int

    /// The rule that an element of `ingress` or `egress`, or a resource of its own, describes.
    ///
    /// - Parameters:
    ///   - rule: The properties of either.
    ///   - isEgress: Whether the rule is about traffic that leaves a subnet.
    init(_ rule: PropertyMap, isEgress: Bool) {
        func number(_ name: String) -> Int? { rule[name]?.number.map { Int($0) } }
        func text(_ name: String) -> String? { rule[name]?.string }
        self.init(
            number: number("ruleNo") ?? number("ruleNumber") ?? 0,
            isEgress: isEgress,
            action: text("action") ?? text("ruleAction") ?? "",
            protocol: text("protocol") ?? "",
            blocks: (text("cidrBlock"), text("ipv6CidrBlock")),
            ports: (number("fromPort"), number("toPort")),
            icmp: (number("icmpType"), number("icmpCode"))
        )
    }

    /// The rule that EC2 describes; `nil` if it has no number, or is one of those that every ACL ends with.
    init?(member entry: JSON) {
        guard let number = entry["RuleNumber"]?.int, !Self.last.contains(number) else { return nil }
        self.init(
            number: number,
            isEgress: entry["Egress"]?.bool ?? false,
            action: entry["RuleAction"]?.string ?? "",
            protocol: entry["Protocol"]?.string ?? "",
            blocks: (entry["CidrBlock"]?.string, entry["Ipv6CidrBlock"]?.string),
            ports: (entry.at("PortRange.From")?.int, entry.at("PortRange.To")?.int),
            icmp: (entry.at("IcmpTypeCode.Type")?.int, entry.at("IcmpTypeCode.Code")?.int)
        )
    }

    private init(
        number: Int,
        isEgress: Bool,
        action: String,
        protocol text: String,
        blocks: (String?, String?),
        ports: (Int?, Int?),
        icmp: (Int?, Int?)
    ) {
        let name = Self.protocolNumber(text)
        let (hasPorts, hasTypes) = (Self.withPorts.contains(name), Self.withTypes.contains(name))
        self.number = number
        self.isEgress = isEgress
        self.action = action.lowercased()
        self.protocol = name
        (block, ipv6Block) = (blocks.0 ?? "", blocks.1 ?? "")
        (fromPort, toPort) = hasPorts ? (ports.0 ?? 0, ports.1 ?? 0) : (0, 0)
        (icmpType, icmpCode) = hasTypes ? (icmp.0 ?? 0, icmp.1 ?? 0) : (0, 0)
    }

    /// The number of a protocol as text, which is all that AWS knows of it.
    static func protocolNumber(_ text: String) -> String {
        InternetProtocol.number(text).map { String($0) } ?? text
    }

    // MARK: Members

    /// The members that identify the rule in an ACL.
    var name: JSON.Object { ["RuleNumber": .number(number), "Egress": .bool(isEgress)] }

    /// The members of the calls that add or replace the rule.
    var members: JSON.Object {
        var members = name
        members["RuleAction"] = .string(action)
        members["Protocol"] = .string(self.protocol)
        if !block.isEmpty { members["CidrBlock"] = .string(block) }
        if !ipv6Block.isEmpty { members["Ipv6CidrBlock"] = .string(ipv6Block) }
        members["PortRange"] = ["From": .number(fromPort), "To": .number(toPort)]
        if Self.withTypes.contains(self.protocol) {
            members["IcmpTypeCode"] = ["Type": .number(icmpType), "Code": .number(icmpCode)]
        }
        return members
    }

    // MARK: Properties

    /// The properties of an element of `ingress` or `egress`.
    var properties: PropertyMap {
        shared.merging(["action": .string(action), "ruleNo": .number(Double(number))])
    }

    /// The properties of a resource of its own, without ports, types and codes that mean nothing.
    var resourceProperties: PropertyMap {
        let meaningless =
            (Self.withPorts.contains(self.protocol) ? [] : ["fromPort", "toPort"])
            + (Self.withTypes.contains(self.protocol) ? [] : ["icmpCode", "icmpType"])
        let own: PropertyMap = [
            "egress": .bool(isEgress), "ruleAction": .string(action), "ruleNumber": .number(Double(number)),
        ]
        return shared.filter { !meaningless.contains($0.key) }.merging(own)
    }

    private var shared: PropertyMap {
        [
            "cidrBlock": .string(block), "fromPort": .number(Double(fromPort)), "icmpCode": .number(Double(icmpCode)),
            "icmpType": .number(Double(icmpType)), "ipv6CidrBlock": .string(ipv6Block),
            "protocol": .string(self.protocol), "toPort": .number(Double(toPort)),
        ]
    }
}
