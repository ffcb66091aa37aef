import PulumiProtocol
import Testing

@testable import Crosswalk

extension LayoutCase {
    /// A case in short: a specification is written `Private app /24`, and an availability zone is one of `zones`.
    init(
        _ strategy: SubnetStrategy,
        _ specs: [String]? = nil,
        zones: Int,
        vpc: String = "10.0.0.0/16",
        zoneMask: Int? = nil,
        isDynamic: Bool = false
    ) throws {
        self.init(
            vpc: try IPv4Block(parsing: vpc),
            zones: zones,
            zoneMask: zoneMask,
            strategy: strategy,
            isDynamic: isDynamic,
            specs: specs?.map { SubnetSpec(text: $0) }
        )
    }

    /// The blocks of each kind of subnet in the order of the zones, such as `private 10.0.0.0/17 10.0.128.0/17`.
    func blocks() throws -> [String] {
        let subnets = try layout().subnets
        var labels: [String] = []
        for subnet in subnets where !labels.contains(subnet.label) { labels.append(subnet.label) }
        return labels.map { label in
            ([label] + subnets.filter { $0.label == label }.map { "\($0.block)" }).joined(separator: " ")
        }
    }
}

extension SubnetSpec {
    /// A spec in short, such as `Private`, `Private /24` or `Isolated db /24`, or with blocks: `Private 10.0.0.0/24 10.0.2.0/24`.
    init(text: String) {
        let words = text.split(separator: " ").map(String.init)
        let blocks = words.dropFirst().filter { $0.contains(".") }
        self.init(
            SubnetType(words[0]),
            name: words.dropFirst().first { !$0.contains("/") },
            cidrMask: words.first { $0.hasPrefix("/") }.flatMap { Int($0.dropFirst()) },
            cidrBlocks: blocks.isEmpty ? nil : blocks
        )
    }
}

extension LayoutFailure {
    /// The rule, the path of each fault and its reason, as a test looks into them.
    var text: String { "\(rule): " + faults.map { "\($0.property): \($0.reason)" }.joined(separator: "\n") }
}
