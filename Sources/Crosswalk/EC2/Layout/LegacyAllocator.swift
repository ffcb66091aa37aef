/// The allocator of the strategy `Legacy`, whose blocks stacks that were deployed with it keep.
///
/// It compares a block with the one before it only; what else overlaps is found afterwards. Blocks that start where no
/// block of their size does keep that address, and nothing stops the last ones from lying outside the VPC.
struct LegacyAllocator {
    private let request: LayoutRequest
    private let vpc: IPv4Block
    /// The mask of a zone's share of the VPC.
    private let zoneMask: Int

    /// The groups in the order in which they are placed, with the shortest mask that a subnet gets if none is given.
    private static let groups: [(kind: SubnetType.Kind, shortestMask: Int)] = [
        (.private, 19), (.public, 20), (.isolated, 24),
    ]

    init(_ request: LayoutRequest, _ vpc: IPv4Block) throws(LayoutFailure) {
        self.request = request
        self.vpc = vpc
        zoneMask = vpc.mask + bits(countTo: request.zones)
        guard zoneMask <= 32 else {
            throw LayoutFailure(
                .masks,
                at: "cidrBlock",
                "\(vpc) has \(vpc.size) addresses, too few for \(request.zones) availability zones; give a larger block"
            )
        }
    }

    /// Returns the address at which a zone's share begins; bits of the VPC's address beyond its mask count.
    private func base(of zone: Int) -> Int { Int(vpc.address) + zone * IPv4Block.size(zoneMask) }

    /// Returns a block at an address, aligned or not.
    private func block(_ address: Int, mask: Int, for slot: SubnetSlot) throws(LayoutFailure) -> IPv4Block {
        try slot.check(mask: mask, in: vpc)
        guard let block = IPv4Block(address, mask: mask) else { throw slot.beyondAddresses(mask: mask) }
        return block
    }

    /// Returns the default subnets: the private ones of all zones, then the public ones.
    func defaultSubnets() throws(LayoutFailure) -> [PlannedSubnet] {
        let half = zoneMask + 1
        var subnets: [PlannedSubnet] = []
        for slot in request.slots {
            let isPrivate = slot.spec.type == .private
            let mask = isPrivate ? half : half + 1
            try slot.check(mask: mask, in: vpc)
            for zone in 0..<request.zones {
                let address = base(of: zone) + (isPrivate ? 0 : IPv4Block.size(half))
                subnets.append(request.planned(slot, in: zone, at: try block(address, mask: mask, for: slot)))
            }
        }
        return subnets
    }

    /// Returns the subnets of the specs, zone by zone, private before public before isolated.
    func subnets() throws(LayoutFailure) -> [PlannedSubnet] {
        let groups = Self.groups.map { group in
            (group.shortestMask, request.slots.filter { $0.spec.type.kind == group.kind })
        }
        let usualMask = zoneMask + (request.slots.count == 1 ? 0 : 1)
        var subnets: [PlannedSubnet] = []
        subnets.reserveCapacity(request.zones * request.slots.count)
        for zone in 0..<request.zones {
            var start = base(of: zone)
            var previous = IPv4Block(start - 1, mask: 32)
            for (shortestMask, slots) in groups {
                for (position, slot) in slots.enumerated() {
                    let mask = slot.spec.cidrMask ?? max(usualMask, shortestMask)
                    let address = start + position * IPv4Block.size(mask)
                    let chosen = try place(slot, address, mask: mask, after: previous)
                    subnets.append(request.planned(slot, in: zone, at: chosen))
                    previous = chosen
                }
                if !slots.isEmpty, let previous { start = Int(previous.address) + previous.size }
            }
        }
        return subnets
    }

    /// Returns the block at an address or, if that shares addresses with the one before, the block that follows that one.
    private func place(
        _ slot: SubnetSlot,
        _ address: Int,
        mask: Int,
        after previous: IPv4Block?
    ) throws(LayoutFailure) -> IPv4Block {
        let candidate = try block(address, mask: mask, for: slot)
        guard let previous, candidate.overlaps(previous) else { return candidate }
        guard let next = IPv4Block.after(previous.last, mask: mask) else { throw slot.beyondAddresses(mask: mask) }
        return next
    }
}

/// Returns the number of bits that count to a number: the smallest n with 2ⁿ ≥ the number.
func bits(countTo number: Int) -> Int { number <= 1 ? 0 : Int.bitWidth - (number - 1).leadingZeroBitCount }

extension SubnetSlot {
    /// Checks that a block can have a mask.
    func check(mask: Int, in vpc: IPv4Block) throws(LayoutFailure) {
        if 0...32 ~= mask { return }
        if let given = spec.cidrMask {
            throw LayoutFailure(.masks, at: "\(path).cidrMask", "\(given) is no length of an IPv4 mask; use 16 to 28")
        }
        throw LayoutFailure(
            .masks,
            at: path,
            "\(vpc) has \(vpc.size) addresses, too few for all subnets: the \(spec.label) subnets would be /\(mask); "
                + "give the VPC a larger block"
        )
    }

    /// Returns the failure that a block of the slot would end after the last IPv4 address.
    func beyondAddresses(mask: Int) -> LayoutFailure {
        LayoutFailure(
            .addresses,
            at: path,
            "there are no addresses left for a /\(mask) after 255.255.255.255; give the VPC a block with lower addresses"
        )
    }
}
