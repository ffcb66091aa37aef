/// A layout as the inputs ask for it, before the VPC's block is known.
struct LayoutRequest: Sendable {
    /// The ways to choose blocks.
    enum Allocator: Sendable {
        case legacyDefault, legacy, auto, explicit
    }

    /// The name of the component, with which the names of its subnets begin.
    let vpcName: String
    /// The number of availability zones.
    let zones: Int
    /// The mask of a zone's block; `nil` if it follows from the VPC's block and the number of zones.
    let zoneMask: Int?
    /// The strategy.
    let strategy: SubnetStrategy
    /// Indicates whether AWS chooses the VPC's block.
    let isDynamic: Bool
    /// The specs, with the mask that follows from a size and the reverse; `nil` if none are given.
    let specs: [SubnetSpec]?
    /// The subnets of a zone, in the order in which they are listed.
    let slots: [SubnetSlot]

    /// The request that inputs make.
    ///
    /// - Parameters:
    ///   - name: The name of the component.
    ///   - zones: The number of availability zones.
    ///   - zoneMask: The input `availabilityZoneCidrMask`, which the strategy `Legacy` ignores.
    ///   - specs: The input `subnetSpecs`.
    ///   - strategy: The input `subnetStrategy`.
    ///   - isDynamic: Whether AWS chooses the VPC's block from an IPAM pool.
    /// - Throws: ``LayoutFailure`` for what is wrong whatever the VPC's block is.
    init(
        name: String,
        zones: Int,
        zoneMask: Int? = nil,
        specs: [SubnetSpec]?,
        strategy: SubnetStrategy,
        isDynamic: Bool = false
    ) throws(LayoutFailure) {
        vpcName = name
        self.zones = zones
        self.zoneMask = zoneMask
        self.strategy = strategy
        self.isDynamic = isDynamic
        if strategy == .autoMerge, let index = specs?.firstIndex(where: { $0.cidrBlocks != nil }) {
            throw LayoutFailure(
                .mergedBlocks,
                at: "subnetSpecs[\(index)].cidrBlocks",
                "the strategy AutoMerge chooses the blocks; leave cidrBlocks out, or use Auto or Exact with cidrBlocks in "
                    + "every spec"
            )
        }
        self.specs =
            if let specs { try SpecRules(specs, zones: zones, strategy: strategy).normalized() } else { nil }
        slots =
            switch (strategy, self.specs) {
            case (_, nil): SubnetSlot.defaults
            case (.autoMerge, let specs?): SubnetSlot.merging(specs)
            case (.legacy, let specs?): SubnetSlot.canonicalSlots(specs)
            case (_, let specs?): SubnetSlot.slots(specs)
            }
        try checkNames()
        if isDynamic, allocator == .legacy || allocator == .legacyDefault { throw dynamicBlockFailure }
    }

    /// The way in which blocks are chosen.
    var allocator: Allocator {
        switch (strategy, specs) {
        case (.legacy, nil), (.exact, nil): .legacyDefault
        case (.legacy, _): .legacy
        case (.auto, let specs?) where specs.contains { $0.cidrBlocks != nil }: .explicit
        case (.exact, let specs?) where specs.contains { $0.cidrBlocks != nil }: .explicit
        default: .auto
        }
    }

    /// The slots of which subnets are made.
    var created: [SubnetSlot] {
        slots.filter { strategy == .legacy ? $0.spec.type.kind != .other : !$0.spec.type.isUnused }
    }

    /// Returns the name of a slot's subnet in a zone, which does not depend on the name that the zone has.
    func name(of slot: SubnetSlot, in zone: Int) -> String { "\(vpcName)-\(slot.spec.label)-\(zone + 1)" }

    /// Checks that no two subnets of a zone get the same name, which Pulumi would refuse as one URN given twice.
    private func checkNames() throws(LayoutFailure) {
        var paths: [String: String] = [:]
        for slot in created {
            guard let other = paths.updateValue(slot.path, forKey: slot.spec.label) else { continue }
            let path = slot.specIndex == nil ? other : slot.path
            throw LayoutFailure(
                .names,
                at: "\(path).name",
                "two subnets of a zone would be named \"\(name(of: slot, in: 0))\", and so on in the other zones; "
                    + "give one of them another name"
            )
        }
    }

    private var dynamicBlockFailure: LayoutFailure {
        LayoutFailure(
            .dynamicBlock,
            at: "subnetStrategy",
            "the layout of \(strategy.rawValue) needs to know the VPC's block at once, but AWS chooses it from the pool "
                + "in ipv4IpamPoolId; use the strategy Auto, or give cidrBlock"
        )
    }
}

extension LayoutRequest {
    /// Returns the layout in a VPC's block.
    ///
    /// - Throws: ``LayoutFailure`` with the numbers if the subnets do not fit, overlap or, for `Exact`, leave a gap.
    func layout(in vpc: IPv4Block) throws(LayoutFailure) -> VPCLayout {
        let subnets =
            switch allocator {
            case .legacyDefault: try LegacyAllocator(self, vpc).defaultSubnets()
            case .legacy: try LegacyAllocator(self, vpc).subnets()
            case .auto: try ZoneAllocator(self, vpc).subnets()
            case .explicit: try explicitSubnets()
            }
        let layout = VPCLayout(request: self, vpc: vpc, subnets: subnets)
        try layout.checkOverlaps()
        if allocator == .auto { try layout.checkInside() }
        if strategy == .exact, !isDynamic { try layout.checkGaps() }
        return layout
    }

    /// Returns the subnets with the blocks that the specs name.
    private func explicitSubnets() throws(LayoutFailure) -> [PlannedSubnet] {
        var subnets: [PlannedSubnet] = []
        subnets.reserveCapacity(zones * slots.count)
        for zone in 0..<zones {
            for slot in slots {
                guard let text = slot.spec.cidrBlocks?[zone] else { continue }
                do {
                    subnets.append(planned(slot, in: zone, at: try IPv4Block(parsing: text)))
                } catch {
                    throw LayoutFailure(.specs, at: "\(slot.path).cidrBlocks[\(zone)]", "\(error)")
                }
            }
        }
        return subnets
    }

    /// Returns a slot's subnet in a zone.
    func planned(_ slot: SubnetSlot, in zone: Int, at block: IPv4Block) -> PlannedSubnet {
        PlannedSubnet(
            zone: zone,
            type: slot.spec.type,
            label: slot.spec.label,
            name: name(of: slot, in: zone),
            block: block,
            specIndex: slot.specIndex
        )
    }
}
