import PulumiProtocol

/// The rules on subnet specs, alone and beside each other; every fault is told, not only the first.
struct SpecRules {
    private let specs: [SubnetSpec]
    private let zones: Int
    private let strategy: SubnetStrategy
    private var faults: [CheckFailure] = []

    init(_ specs: [SubnetSpec], zones: Int, strategy: SubnetStrategy) {
        self.specs = specs
        self.zones = zones
        self.strategy = strategy
    }

    /// Returns the specs, in which a mask follows from a size and the reverse unless blocks are listed.
    ///
    /// - Throws: ``LayoutFailure`` with all faults.
    consuming func normalized() throws(LayoutFailure) -> [SubnetSpec] {
        let isExplicit = specs.contains { $0.cidrBlocks != nil }
        checkNames()
        for (index, spec) in specs.enumerated() {
            checkSize(spec, at: index)
            if isExplicit { checkBlocks(spec, at: index) } else { checkMask(spec, at: index) }
        }
        guard faults.isEmpty else { throw LayoutFailure(.specs, faults) }
        return isExplicit ? specs : specs.map(Self.completed)
    }

    /// Returns a spec with both its mask and its size where one is known.
    private static func completed(_ spec: SubnetSpec) -> SubnetSpec {
        var spec = spec
        spec.cidrMask = spec.cidrMask ?? spec.size.map { 32 - $0.trailingZeroBitCount }
        spec.size = spec.cidrMask.flatMap { 1...30 ~= $0 ? IPv4Block.size($0) : nil }
        return spec
    }

    private mutating func fault(_ index: Int, _ property: String, _ reason: String) {
        faults.append(CheckFailure(property: "subnetSpecs[\(index)].\(property)", reason: reason))
    }

    /// Checks that specs of one type, whatever its case, can be told apart.
    private mutating func checkNames() {
        struct Claim: Hashable {
            let type: String
            let name: String?
        }
        var claimed: [Claim: Int] = [:]
        for (index, spec) in specs.enumerated() {
            let type = spec.type.text.lowercased()
            guard let other = claimed.updateValue(index, forKey: Claim(type: type, name: spec.name)) else { continue }
            let reason =
                if let name = spec.name {
                    "\"\(name)\" is the name of subnetSpecs[\(other)] as well, which is \(type) too; every spec of a type "
                        + "needs a name of its own"
                } else {
                    "a name is missing: subnetSpecs[\(other)] is \(type) and without a name too; of the specs of a type, "
                        + "one at most may have no name"
                }
            fault(index, "name", reason)
        }
    }

    private mutating func checkSize(_ spec: SubnetSpec, at index: Int) {
        guard let size = spec.size else { return }
        if size < 4 || size > IPv4Block.size(0) || size.nonzeroBitCount != 1 {
            fault(index, "size", "\(size) is no size of a subnet; it must be a power of two, 4 or more")
        }
    }

    private mutating func checkMask(_ spec: SubnetSpec, at index: Int) {
        guard let size = spec.size, let mask = spec.cidrMask, size != IPv4Block.size(mask) else { return }
        let meant = "a /\(mask) has \(IPv4Block.size(mask)) addresses"
        fault(index, "size", "\(size) does not agree with cidrMask: \(meant); leave one of the two out")
    }

    private mutating func checkBlocks(_ spec: SubnetSpec, at index: Int) {
        guard let blocks = spec.cidrBlocks else {
            return fault(index, "cidrBlocks", "another spec has cidrBlocks, so every spec must have them")
        }
        if blocks.count != zones {
            fault(
                index,
                "cidrBlocks",
                "has \(blocks.count) blocks, but there are \(zones) availability zones; give one each"
            )
        }
        for (zone, text) in blocks.enumerated() {
            do {
                checkBlock(try IPv4Block(parsing: text), of: spec, at: index)
            } catch  where strategy == .legacy {
                // The strategy does not look at the blocks.
            } catch {
                fault(index, "cidrBlocks[\(zone)]", "\(error)")
            }
        }
    }

    private mutating func checkBlock(_ block: IPv4Block, of spec: SubnetSpec, at index: Int) {
        if let mask = spec.cidrMask, mask != block.mask {
            fault(index, "cidrMask", "is \(mask), but cidrBlocks has \(block); leave cidrMask out")
        }
        if let size = spec.size, size != block.size {
            fault(index, "size", "is \(size), but \(block) in cidrBlocks has \(block.size) addresses; leave size out")
        }
    }
}
