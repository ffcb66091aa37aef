import TestKit
import Testing

@testable import Crosswalk

extension LayoutCase {
    /// A case that is often one that works, and often just not.
    static func random(_ numbers: inout SeededNumbers) throws -> LayoutCase {
        let vpcMask =
            numbers.chance(80) ? Int.random(in: 16...24, using: &numbers) : Int.random(in: 8...30, using: &numbers)
        var address = Int(UInt32.random(in: 0x0a00_0000...0xc0ff_ffff, using: &numbers))
        if numbers.chance(1) { address = 0xffff_ffff }
        let vpc = try #require(IPv4Block(address, mask: vpcMask))
        let strategy = SubnetStrategy.allCases.randomElement(using: &numbers) ?? .auto
        let zones = numbers.chance(3) ? Int.random(in: 0...16, using: &numbers) : Int.random(in: 1...5, using: &numbers)
        var made = LayoutCase(
            vpc: numbers.chance(95) ? vpc.network : vpc,
            zones: zones,
            zoneMask: numbers.chance(10) ? vpcMask + Int.random(in: -1...6, using: &numbers) : nil,
            strategy: strategy,
            isDynamic: numbers.chance(10),
            specs: numbers.chance(10) ? nil : specs(vpcMask + bits(countTo: zones), &numbers),
            nat: ["None", "Single", "OnePerAz", "oneperaz", "NONE", "Each"].randomElement(using: &numbers) ?? "",
            addresses: Int.random(in: 0...2, using: &numbers),
            zoneName: zoneName(&numbers)
        )
        if made.specs != nil, numbers.chance(strategy == .exact ? 50 : 12) { made.listBlocks(&numbers) }
        return made
    }

    private static func specs(_ zoneMask: Int, _ numbers: inout SeededNumbers) -> [SubnetSpec] {
        let count = numbers.chance(2) ? 0 : Int.random(in: 1...5, using: &numbers)
        let usual = zoneMask + bits(countTo: count)
        return (0..<count).map { index in
            let types = ["Public", "Private", "Isolated", "Isolated", "Unused", "public", "unused", "PRIVATE", "Other"]
            var spec = SubnetSpec(SubnetType(types[Int.random(in: 0..<(numbers.chance(90) ? 5 : 9), using: &numbers)]))
            if numbers.chance(85) { spec.name = numbers.chance(97) ? "s\(index)" : "public" }
            let mask = usual + Int.random(in: numbers.chance(90) ? 0...3 : -2...8, using: &numbers)
            if numbers.chance(50) { spec.cidrMask = mask }
            if numbers.chance(25), 0...30 ~= mask { spec.size = IPv4Block.size(mask) }
            if numbers.chance(1) { spec.size = 1000 }
            return spec
        }
    }

    /// Gives every spec blocks: one after the other, zone by zone, and sometimes elsewhere.
    private mutating func listBlocks(_ numbers: inout SeededNumbers) {
        let count = zones * (specs?.count ?? 0)
        let mask = vpc.mask + bits(countTo: count)
        guard let specs, count > 0, mask <= 32 else { return }
        self.specs = specs.enumerated().map { index, spec in
            var spec = spec
            if numbers.chance(95) { spec.cidrMask = nil }
            spec.size = nil
            spec.cidrBlocks = (0..<zones).map { zone in
                let place = numbers.chance(95) ? zone * specs.count + index : Int.random(in: 0...count, using: &numbers)
                return IPv4Block(vpc.first + place * IPv4Block.size(mask), mask: mask).map { "\($0)" } ?? "10.0.0.0"
            }
            if numbers.chance(2) { spec.cidrBlocks?.append("10.0.0.0/33") }
            if numbers.chance(2) { spec.cidrBlocks = nil }
            return spec
        }
    }

    private static func zoneName(_ numbers: inout SeededNumbers) -> String {
        let parts = ["us", "eu", "east", "gov", "1a", "2", "lax", "", "B"]
        return (0..<Int.random(in: 1...5, using: &numbers)).map { _ in parts.randomElement(using: &numbers) ?? "" }
            .joined(separator: "-")
    }
}

extension SeededNumbers {
    /// Returns `true` as often out of a hundred times.
    fileprivate mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
