/// A subnet of a VPC, or a block that is kept free.
struct PlannedSubnet: Sendable, Hashable {
    /// The index of the availability zone.
    let zone: Int
    /// The type; under `Legacy` in the schema's spelling, else as it was written.
    let type: SubnetType
    /// The part of the name between the VPC's name and the zone.
    let label: String
    /// The name of the subnet and of what belongs to it, such as `vpc-private-1`.
    let name: String
    /// The block.
    let block: IPv4Block
    /// The index of the program's spec; `nil` for a default subnet.
    let specIndex: Int?
}

/// The subnets of a VPC.
struct VPCLayout: Sendable {
    /// A subnet that is created.
    struct Child: Sendable, Hashable {
        let subnet: PlannedSubnet
        /// The number of its IPv6 block within the VPC's.
        let ipv6Index: Int
    }

    /// The request that the layout answers.
    let request: LayoutRequest
    /// The VPC's block.
    let vpc: IPv4Block
    /// All subnets and all blocks kept free, in the order in which they are placed.
    let subnets: [PlannedSubnet]
    /// The subnets that are created, zone by zone, public before private before isolated.
    let children: [Child]

    init(request: LayoutRequest, vpc: IPv4Block, subnets: [PlannedSubnet]) {
        self.request = request
        self.vpc = vpc
        self.subnets = subnets
        var byZone = [[PlannedSubnet]](repeating: [], count: request.zones * SubnetType.Kind.allCases.count)
        for subnet in subnets where !subnet.type.isUnused {
            byZone[subnet.zone * SubnetType.Kind.allCases.count + subnet.type.kind.rawValue].append(subnet)
        }
        var children: [Child] = []
        children.reserveCapacity(subnets.count)
        var position = 0
        for (group, subnets) in byZone.enumerated() {
            let (zone, kind) = group.quotientAndRemainder(dividingBy: SubnetType.Kind.allCases.count)
            if kind == 0 { position = 0 }
            for subnet in subnets {
                children.append(Child(subnet: subnet, ipv6Index: zone + request.zones * position))
                position += 1
            }
        }
        self.children = children
    }

    /// The subnets that lie outside the VPC, which AWS accepts only where the program adds their block to the VPC.
    ///
    /// There are none but under `Legacy`, and where the program names the blocks.
    var outside: [PlannedSubnet] {
        children.map(\.subnet).filter { !vpc.contains($0.block) }
    }
}
