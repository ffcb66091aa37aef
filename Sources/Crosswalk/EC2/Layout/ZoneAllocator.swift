/// The allocator of `Auto`, `AutoMerge` and `Exact`: each zone gets an equal block, each subnet the next free part of it.
struct ZoneAllocator {
    private let request: LayoutRequest
    private let vpc: IPv4Block
    private let zoneMask: Int
    /// The subnets of a zone with their masks.
    private let sized: [(slot: SubnetSlot, mask: Int)]

    /// The longest mask of a zone that has room for the default subnets.
    private static let longestDefaultZoneMask = 26
    /// The shortest mask of a zone from which the default subnets take their masks.
    private static let shortestDefaultZoneMask = 16

    /// The allocator of a request in a VPC's block.
    ///
    /// - Throws: ``LayoutFailure`` if a zone has too few addresses for its subnets.
    init(_ request: LayoutRequest, _ vpc: IPv4Block) throws(LayoutFailure) {
        self.request = request
        self.vpc = vpc
        let zoneMask = request.zoneMask ?? vpc.mask + bits(countTo: request.zones)
        self.zoneMask = zoneMask
        let takesDefaults = request.specs == nil || request.strategy == .autoMerge
        if takesDefaults, zoneMask > Self.longestDefaultZoneMask {
            throw LayoutFailure(
                .zoneTooSmall,
                at: request.zoneMask == nil ? "cidrBlock" : "availabilityZoneCidrMask",
                "each of \(request.zones) availability zones would have a /\(zoneMask) of \(vpc), but the default subnets "
                    + "need a /\(Self.longestDefaultZoneMask) at least; give a larger block, or list all subnets in "
                    + "subnetSpecs"
            )
        }
        guard !request.slots.isEmpty else {
            throw LayoutFailure(
                .noSpecs,
                at: "subnetSpecs",
                "must not be empty; leave it out for a public and a private subnet in every zone"
            )
        }
        let defaultZoneMask = max(zoneMask, Self.shortestDefaultZoneMask)
        let share = zoneMask + bits(countTo: request.slots.count)
        sized = request.slots.map { slot in
            (slot, slot.spec.cidrMask ?? slot.defaultBits.map { defaultZoneMask + $0 } ?? share)
        }
        try checkMasks()
        try checkRoom()
    }

    private func checkMasks() throws(LayoutFailure) {
        guard 0...32 ~= zoneMask else {
            throw LayoutFailure(
                .masks,
                at: request.zoneMask == nil ? "cidrBlock" : "availabilityZoneCidrMask",
                request.zoneMask == nil
                    ? "\(vpc) has \(vpc.size) addresses, too few for \(request.zones) availability zones; give a larger block"
                    : "\(zoneMask) is no length of an IPv4 mask"
            )
        }
        for (slot, mask) in sized { try slot.check(mask: mask, in: vpc) }
    }

    /// Checks that a zone has as many addresses as its subnets together.
    private func checkRoom() throws(LayoutFailure) {
        let available = IPv4Block.size(zoneMask)
        let needed = sized.reduce(0) { $0 + IPv4Block.size($1.mask) }
        guard needed > available else { return }
        let parts = sized.map { "\($0.slot.spec.label) /\($0.mask) \(IPv4Block.size($0.mask))" }
        throw LayoutFailure(
            .zoneTooFull,
            at: request.specs == nil ? "cidrBlock" : "subnetSpecs",
            "the subnets of a zone need \(needed) addresses (\(parts.joined(separator: ", "))), but each of "
                + "\(request.zones) availability zones has \(available), a /\(zoneMask) of \(vpc); give longer masks, fewer "
                + "subnets or a larger block"
        )
    }

    /// Returns the subnets zone by zone, in the order of the specs.
    func subnets() throws(LayoutFailure) -> [PlannedSubnet] {
        var subnets: [PlannedSubnet] = []
        subnets.reserveCapacity(request.zones * sized.count)
        let start = vpc.first & ~(IPv4Block.size(zoneMask) - 1)
        for zone in 0..<request.zones {
            var previous: IPv4Block?
            for (slot, mask) in sized {
                let block =
                    if let previous {
                        IPv4Block.after(previous.lastUsable, mask: mask)
                    } else {
                        IPv4Block.around(start + zone * IPv4Block.size(zoneMask), mask: mask)
                    }
                guard let block else { throw slot.beyondAddresses(mask: mask) }
                subnets.append(request.planned(slot, in: zone, at: block))
                previous = block
            }
        }
        return subnets
    }
}
