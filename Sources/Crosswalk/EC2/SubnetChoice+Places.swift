import ProviderKit
import PulumiProtocol

extension SubnetChoice {
    /// Places the subnets of a layout in the zones.
    ///
    /// - Parameters:
    ///   - layout: The layout.
    ///   - zones: The names of the zones; `nil` if they are not known yet.
    /// - Returns: The subnets, in the order in which they are created.
    /// - Throws: ``InputFailure`` if two zones would give a subnet the same name.
    func placed(_ layout: Output<VPCLayout>, in zones: [String]?) throws(InputFailure) -> [PlacedSubnet] {
        let suffixes = try zones.flatMap { (zones) throws(InputFailure) in
            guard namesZones else { return [String]?.none }
            return try LayoutFailure.told(to: inputs.object.owner) { () throws(LayoutFailure) in
                try ZoneSuffix.suffixes(of: zones)
            }
        }
        let blocks = layout.map { layout in
            Dictionary(layout.children.map { ($0.subnet.name, text(of: $0.subnet.block)) }) { first, _ in first }
        }
        return request.places.map { place in
            PlacedSubnet(
                zone: place.zone,
                zoneName: zones.map { .string($0[place.zone]) } ?? .unknown,
                type: place.type,
                resourceName: place.name,
                nameTag: suffixes.map { "\(request.vpcName)-\(place.label)-\($0[place.zone])" } ?? place.name,
                tags: specification(of: place)?.tags.value,
                cidrBlock: blocks.map { .string($0[place.name] ?? "") }.property,
                ipv6: share(place),
                isFirstPublic: place.isFirstPublic,
                origins: origins(of: place)
            )
        }
    }

    /// Returns a block as a subnet takes it.
    ///
    /// `Legacy` may choose an address that is not the first of its block, which package `aws` refuses.
    private func text(of block: IPv4Block) -> String {
        let aligned = request.strategy == .legacy ? IPv4Block(block.first, mask: block.mask) : nil
        return "\(aligned ?? block)"
    }

    /// Returns the program's spec of a subnet; `nil` for a default subnet.
    private func specification(of place: SubnetPlace) -> SubnetSpecInputs? { place.specIndex.map { specs[$0] } }

    /// Returns a subnet's share of the VPC's IPv6 block.
    func share(_ place: SubnetPlace) -> IPv6Share {
        let (vpcInputs, specInputs): (VpcInputs, SubnetSpecInputs?) = (inputs, specification(of: place))
        let own = specInputs?.assignIpv6AddressOnCreation
        let input = own.flatMap { $0.nonNull == nil ? nil : $0 } ?? vpcInputs.assignGeneratedIpv6CidrBlock
        return IPv6Share(
            owner: inputs.object.owner,
            path: input.path,
            isAssigned: input.nonNull ?? false,
            index: place.ipv6Index
        )
    }

    /// Returns where a subnet's properties come from; `nil` if the subnet differs from another zone's in no input.
    private func origins(of place: SubnetPlace) -> [ChildDraft.Origin]? {
        let isExplicit = request.allocator == .explicit
        guard place.zone == 0 || isExplicit else { return nil }
        guard let specInputs = specification(of: place) else { return [.init(from: "")] }
        let blockPath =
            if isExplicit {
                "\(specInputs.cidrBlocks.path)[\(place.zone)]"
            } else {
                [specInputs.cidrMask, specInputs.size].first { $0.nonNull != nil }?.path ?? inputs.cidrBlock.path
            }
        return [
            .init(from: ""),
            .init("cidrBlock", from: blockPath),
            .init("tags", from: specInputs.tags.path),
            .init("assignIpv6AddressOnCreation", from: share(place).path),
        ]
    }
}
