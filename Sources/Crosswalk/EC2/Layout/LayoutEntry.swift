import PulumiProtocol

/// An entry of the output `subnetLayout`.
struct LayoutEntry: Sendable, Hashable {
    var type: String
    var name: String?
    var cidrMask: Int?
    var size: Int?
    var cidrBlocks: [String]?

    /// The entry as an object, without what is not known.
    var properties: PropertyMap {
        var properties: PropertyMap = ["type": .string(type)]
        if let name { properties["name"] = .string(name) }
        if let cidrMask, cidrMask != 0 { properties["cidrMask"] = .number(Double(cidrMask)) }
        if let size { properties["size"] = .number(Double(size)) }
        if let cidrBlocks { properties["cidrBlocks"] = .list(cidrBlocks.map { .string($0) }) }
        return properties
    }
}

extension LayoutRequest {
    /// The entries of `subnetLayout` that repeat the specs; `nil` if they follow from the blocks, see ``VPCLayout/entries``.
    var entries: [LayoutEntry]? {
        guard strategy == .auto || strategy == .exact else { return nil }
        return specs?.map { spec in
            LayoutEntry(
                type: spec.type.text,
                name: spec.name,
                cidrMask: spec.cidrMask,
                size: spec.size,
                cidrBlocks: spec.cidrBlocks
            )
        }
    }
}

extension VPCLayout {
    /// The output `subnetLayout`: the specs or, where a strategy adds to them or changes their order, what the blocks of a
    /// zone amount to.
    var entries: [LayoutEntry] { request.entries ?? derivedEntries }

    /// The types and masks of the first subnets in the order in which they are placed, as many as a zone has, and what is
    /// free between them.
    private var derivedEntries: [LayoutEntry] {
        guard request.zones > 0 else { return [] }
        var entries: [LayoutEntry] = []
        var previous: IPv4Block?
        for subnet in subnets.prefix(subnets.count / request.zones) {
            if let previous {
                entries += Self.gaps(between: previous, and: subnet.block).map { gap in
                    LayoutEntry(type: SubnetType.unused.text, cidrMask: gap.mask)
                }
            }
            entries.append(LayoutEntry(type: subnet.type.text, cidrMask: subnet.block.mask))
            previous = subnet.block
        }
        return entries
    }

    /// Returns the blocks that cover what is free between two subnets, of which the second may lie below the first.
    ///
    /// Each is as large as it can be without touching the one before it or the upper subnet.
    static func gaps(between one: IPv4Block, and other: IPv4Block) -> [IPv4Block] {
        let (lower, upper) = one.first <= other.first ? (one, other) : (other, one)
        var gaps: [IPv4Block] = []
        var previous = one
        var next = IPv4Block.after(lower.last, mask: lower.mask)
        while var gap = next, gap.first < upper.first {
            while let wider = IPv4Block.around(gap.first, mask: gap.mask - 1),
                !wider.contains(previous.lastUsable), !wider.contains(upper.firstUsable)
            {
                gap = wider
            }
            gaps.append(gap)
            previous = gap
            next = IPv4Block.after(gap.last, mask: gap.mask)
        }
        return gaps
    }
}
