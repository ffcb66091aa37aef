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
        let place: SubnetPlace
        let subnet: PlannedSubnet
    }

    /// The request that the layout answers.
    let request: LayoutRequest
    /// The VPC's block.
    let vpc: IPv4Block
    /// All subnets and all blocks kept free, in the order in which they are placed.
    let subnets: [PlannedSubnet]
    /// The subnets that are created, in the order of ``LayoutRequest/places``.
    let children: [Child]

    init(request: LayoutRequest, vpc: IPv4Block, subnets: [PlannedSubnet]) {
        self.request = request
        self.vpc = vpc
        self.subnets = subnets
        let created = subnets.lazy.filter { !$0.type.isUnused }.map { ($0.name, $0) }
        let byName = Dictionary(created) { first, _ in first }
        children = request.places.compactMap { place in
            byName[place.name].map { Child(place: place, subnet: $0) }
        }
    }

    /// The subnets that lie outside the VPC, which AWS accepts only where the program adds their block to the VPC.
    ///
    /// There are none but under `Legacy`, and where the program names the blocks.
    var outside: [PlannedSubnet] {
        children.map(\.subnet).filter { !vpc.contains($0.block) }
    }
}
