/// A subnet that is created in a zone, whatever its block will be.
struct SubnetPlace: Sendable, Hashable {
    /// The index of the availability zone.
    let zone: Int
    /// The type; under `Legacy` in the schema's spelling, else as it was written.
    let type: SubnetType
    /// The part of the name between the VPC's name and the zone.
    let label: String
    /// The name of the subnet and of what belongs to it, such as `vpc-private-1`.
    let name: String
    /// The index of the program's spec; `nil` for a default subnet.
    let specIndex: Int?
    /// The number of its IPv6 block within the VPC's.
    let ipv6Index: Int
    /// Indicates whether the NAT gateway of the zone stands in it, if the zone has one.
    let isFirstPublic: Bool
}

extension LayoutRequest {
    /// The subnets that are created, zone by zone, public before private before isolated.
    var places: [SubnetPlace] {
        let ordered = SubnetType.Kind.allCases.flatMap { kind in created.filter { $0.spec.type.kind == kind } }
        return (0..<zones).flatMap { zone in
            ordered.enumerated().map { position, slot in
                SubnetPlace(
                    zone: zone,
                    type: slot.spec.type,
                    label: slot.spec.label,
                    name: name(of: slot, in: zone),
                    specIndex: slot.specIndex,
                    ipv6Index: zone + zones * position,
                    isFirstPublic: position == 0 && slot.spec.type.kind == .public
                )
            }
        }
    }
}
