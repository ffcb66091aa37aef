import PulumiProtocol

/// A layout that cannot be, with the inputs that ask for it.
struct LayoutFailure: Error, Equatable, Sendable {
    /// The rules that a layout can break.
    enum Rule: String, Sendable {
        /// Specs contradict themselves or each other.
        case specs
        /// Two subnets of a zone would have the same name.
        case names
        /// The strategy takes no blocks of the program's.
        case mergedBlocks
        /// The strategy needs to know the VPC's block at once.
        case dynamicBlock
        /// A mask would be longer than an address, or have no such length.
        case masks
        /// A zone is too small for the default subnets.
        case zoneTooSmall
        /// There is nothing to lay out.
        case noSpecs
        /// The subnets of a zone are larger than the zone.
        case zoneTooFull
        /// A block would end after the last IPv4 address.
        case addresses
        /// A subnet would lie outside the VPC.
        case outside
        /// Two subnets share addresses.
        case overlap
        /// A layout that must fill the VPC does not.
        case gaps
        /// NAT gateways lack a subnet, or the strategy is none.
        case natGateways
        /// The number of elastic addresses is wrong.
        case elasticAddresses
        /// Two zones could not be told apart.
        case zones
        /// A subnet's IPv6 block cannot be made from the VPC's.
        case ipv6
    }

    /// The rule that is broken.
    let rule: Rule
    /// The faults, never empty; a property's path begins with an input of the component.
    let faults: [CheckFailure]

    init(_ rule: Rule, _ faults: [CheckFailure]) {
        self.rule = rule
        self.faults = faults
    }

    /// A failure with one fault.
    init(_ rule: Rule, at path: String, _ reason: String) {
        self.init(rule, [CheckFailure(property: path, reason: reason)])
    }

}
