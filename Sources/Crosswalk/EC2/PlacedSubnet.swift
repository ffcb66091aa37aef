import ProviderKit
import PulumiProtocol

/// A subnet of a VPC in a zone, with all that its resources are made of.
struct PlacedSubnet: Sendable {
    /// The index of the zone.
    let zone: Int
    /// The zone's name.
    let zoneName: PropertyValue
    /// The type, such as `Private`.
    let type: SubnetType
    /// The name of its resources, such as `vpc-private-1`.
    let resourceName: String
    /// The tag `Name`.
    let nameTag: String
    /// Tags of its own.
    let tags: PropertyValue?
    /// The IPv4 block; unknown while that of the VPC is.
    let cidrBlock: PropertyValue
    /// Its share of the VPC's IPv6 block.
    let ipv6: IPv6Share
    /// Indicates whether it is the subnet of its zone in which a NAT gateway stands, if the zone has one.
    let isFirstPublic: Bool
    /// The inputs that its properties are taken from; `nil` if those of another zone are the same.
    let origins: [ChildDraft.Origin]?
}

/// A subnet's share of its VPC's IPv6 block.
struct IPv6Share: Sendable {
    /// The URN of the component.
    let owner: String
    /// The path of the input that asks for the share.
    let path: String
    /// Indicates whether the subnet gets a block, and its instances addresses.
    let isAssigned: PropertyValue
    /// The number of the share.
    let index: Int

    /// The highest number of a share: those of a /56 are numbered with eight bits.
    static let highestIndex = 255

    /// Checks the number, if it is certain that the subnet gets a block.
    func check() throws(InputFailure) {
        guard Optional(isAssigned).knownValue == true, index > Self.highestIndex else { return }
        throw InputFailure(
            owner,
            at: path,
            "the VPC's IPv6 block has \(Self.highestIndex + 1) blocks for subnets, numbered 0 to \(Self.highestIndex), and "
                + "the layout needs number \(index); use fewer subnets or zones, or no IPv6 in some"
        )
    }

    /// Finds the subnet's block.
    ///
    /// - Parameter vpcBlock: The VPC's block; null if it has none.
    /// - Returns: The block; `nil` if the subnet gets none, unknown if that is not known yet.
    /// - Throws: ``InputFailure`` if the VPC has no block, or none that can be shared.
    func block(of vpcBlock: PropertyValue) throws(InputFailure) -> PropertyValue? {
        let wanted = Output(gathering: isAssigned)
        guard let isWanted = wanted.value else { return wanted.property }
        guard isWanted == true || isWanted == "true" else { return nil }
        guard let text = vpcBlock.string, !text.isEmpty else {
            throw InputFailure(
                owner,
                at: path,
                "asks for IPv6 addresses, but the VPC has no IPv6 block; "
                    + "set assignGeneratedIpv6CidrBlock, or ipv6IpamPoolId with a block or a length"
            )
        }
        let block = try LayoutFailure.told(to: owner) { () throws(LayoutFailure) in
            try IPv6Subnets.block(index, of: text)
        }
        return wanted.map { _ in .string(block) }.property
    }
}
