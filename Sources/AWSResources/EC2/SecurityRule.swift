import JSON
import PulumiProtocol

/// The smallest part of a security group's rules: one protocol and range of ports, one source or destination.
///
/// A program's rule may name many; AWS keeps each apart and groups them in its own way.
struct SecurityRule: Hashable, Sendable {
    /// The source or destination of traffic.
    enum Peer: Hashable, Sendable {
        case cidr(String)
        case cidr6(String)
        case prefixList(String)
        /// A group's id, with the account before a slash where it is another's.
        case group(String)
        /// The group itself.
        case own
    }

    /// `-1` for all, `tcp`, `udp`, `icmp`, `icmpv6`, or a number.
    let `protocol`: String
    /// `nil` where ports mean nothing.
    let fromPort: Int?
    let toPort: Int?
    let peer: Peer
    let description: String

    init(_ name: String, _ fromPort: Int?, _ toPort: Int?, _ peer: Peer, _ description: String) {
        self.protocol = Self.normal(name)
        let isAll = self.protocol == "-1"
        // All ICMPv6 types are what AWS takes the absence of a type for.
        let absent = self.protocol == "icmpv6" ? -1 : nil
        self.fromPort = isAll ? nil : fromPort ?? absent
        self.toPort = isAll ? nil : toPort ?? absent
        self.peer = peer
        self.description = description
    }

    /// The rule without its description, which does not tell it from others.
    var undescribed: SecurityRule { SecurityRule(self.protocol, fromPort, toPort, peer, "") }

    /// AWS's usual name of a protocol.
    static func normal(_ name: String) -> String {
        let name = name.lowercased()
        return names[name] ?? name
    }

    private static let names = ["all": "-1", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"]

    // MARK: Properties

    /// The atoms of a program's list of rules.
    static func atoms(_ rules: PropertyValue) -> [SecurityRule] {
        (rules.plain.list ?? []).compactMap(\.map).flatMap(atoms)
    }

    private static func atoms(_ rule: PropertyMap) -> [SecurityRule] {
        guard let name = rule["protocol"]?.string else { return [] }
        func texts(_ key: String) -> [String] { (rule[key]?.list ?? []).compactMap(\.string) }
        let peers =
            texts("cidrBlocks").map(Peer.cidr) + texts("ipv6CidrBlocks").map(Peer.cidr6)
            + texts("prefixListIds").map(Peer.prefixList) + texts("securityGroups").map(Peer.group)
            + (rule["self"]?.bool == true ? [.own] : [])
        return peers.map {
            SecurityRule(
                name,
                rule["fromPort"]?.number.map { Int($0) },
                rule["toPort"]?.number.map { Int($0) },
                $0,
                rule["description"]?.string ?? ""
            )
        }
    }

    /// The rules of a state: those of the program that hold as they are, and the other atoms grouped by ports.
    static func rules(of atoms: [SecurityRule], as given: [PropertyValue]) -> [PropertyValue] {
        var rest = Set(atoms)
        var rules: [PropertyValue] = []
        for rule in given.compactMap(\.map) {
            let own = Self.atoms(rule)
            guard !own.isEmpty, own.allSatisfy(rest.contains) else { continue }
            rest.subtract(own)
            rules.append(full(own))
        }
        let left = atoms.filter(rest.contains)
        var groups: [[SecurityRule]] = []
        for atom in left {
            if let index = groups.firstIndex(where: { $0[0].hasSamePorts(as: atom) }) {
                groups[index].append(atom)
            } else {
                groups.append([atom])
            }
        }
        return rules + groups.map(full)
    }

    private func hasSamePorts(as other: SecurityRule) -> Bool {
        self.protocol == other.protocol && fromPort == other.fromPort && toPort == other.toPort
            && description == other.description
    }

    /// One rule with every property, empty where it says nothing.
    private static func full(_ atoms: [SecurityRule]) -> PropertyValue {
        func texts(_ text: (Peer) -> String?) -> PropertyValue {
            .list(atoms.compactMap { text($0.peer).map(PropertyValue.string) })
        }
        return [
            "cidrBlocks": texts { if case .cidr(let text) = $0 { text } else { nil } },
            "description": .string(atoms[0].description),
            "fromPort": .number(Double(atoms[0].fromPort ?? 0)),
            "ipv6CidrBlocks": texts { if case .cidr6(let text) = $0 { text } else { nil } },
            "prefixListIds": texts { if case .prefixList(let text) = $0 { text } else { nil } },
            "protocol": .string(atoms[0].protocol),
            "securityGroups": texts { if case .group(let text) = $0 { text } else { nil } },
            "self": .bool(atoms.contains { $0.peer == .own }),
            "toPort": .number(Double(atoms[0].toPort ?? 0)),
        ]
    }
}
