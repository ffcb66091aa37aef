import JSON
import ProviderKit
import PulumiProtocol

/// The subnets of a VPC, as its inputs choose them.
struct SubnetChoice: Sendable {
    /// The VPC's block if the inputs give none.
    static let defaultBlock = "10.0.0.0/16"

    /// The VPC's block; `nil` if AWS chooses it from a pool.
    let vpcBlock: String?
    /// The layout as it is asked for.
    let request: LayoutRequest
    /// The layout; `nil` if AWS chooses the VPC's block.
    private let layout: VPCLayout?
    let inputs: VpcInputs
    let specs: [SubnetSpecInputs]
    /// Indicates whether the tag `Name` of a subnet ends with the suffix of its zone instead of a number.
    let namesZones: Bool

    /// The choice of inputs for a number of zones.
    ///
    /// - Throws: ``InputFailure`` if there is no such layout, or if inputs are not known at once.
    init(_ inputs: VpcInputs, zones: Int, _ gateways: NATGatewayChoice) throws(InputFailure) {
        self.inputs = inputs
        let specs = try inputs.subnetSpecs.views()
        self.specs = specs ?? []
        namesZones = try Self.namesZones(inputs.subnetNameTagStrategy)
        let given = try inputs.cidrBlock.knownText()
        let isDynamic = given == nil && inputs.ipv4IpamPoolId.isTruthy
        vpcBlock = isDynamic ? nil : given ?? Self.defaultBlock
        let owner = inputs.object.owner
        let (request, layout) = try Self.layout(inputs, specs, zones: zones, in: vpcBlock)
        try LayoutFailure.told(to: owner) { () throws(LayoutFailure) in try request.check(gateways.strategy) }
        (self.request, self.layout) = (request, layout)
        for place in request.places { try share(place).check() }
    }

    private static func layout(
        _ inputs: VpcInputs,
        _ specs: [SubnetSpecInputs]?,
        zones: Int,
        in block: String?
    ) throws(InputFailure) -> (LayoutRequest, VPCLayout?) {
        let owner = inputs.object.owner
        let zoneMask = try inputs.availabilityZoneCidrMask.knownInteger()
        let strategy = try strategy(inputs.subnetStrategy)
        let subnetSpecs = try specs.map { (specs) throws(InputFailure) in
            try specs.map { (spec) throws(InputFailure) in try SubnetSpec(spec) }
        }
        let vpc = try block.map { (text) throws(InputFailure) in
            do { return try IPv4Block(parsing: text) } catch { throw inputs.cidrBlock.failure("\(error)") }
        }
        return try LayoutFailure.told(to: owner) { () throws(LayoutFailure) in
            let request = try LayoutRequest(
                name: URN(owner)?.name ?? "",
                zones: zones,
                zoneMask: zoneMask,
                specs: subnetSpecs,
                strategy: strategy,
                isDynamic: vpc == nil
            )
            return (request, try vpc.map { (vpc) throws(LayoutFailure) in try request.layout(in: vpc) })
        }
    }

    private static func strategy(_ input: Input<PropertyValue>) throws(InputFailure) -> SubnetStrategy {
        guard let text = try input.knownText() else { return .legacy }
        guard let strategy = SubnetStrategy(rawValue: text) else {
            let names = SubnetStrategy.allCases.map(\.rawValue).joined(separator: ", ")
            throw input.failure("must be one of \(names), not \"\(text)\"")
        }
        return strategy
    }

    /// Returns whether the tag `Name` of a subnet ends with the suffix of its zone instead of a number.
    private static func namesZones(_ strategy: Input<PropertyValue>) throws(InputFailure) -> Bool {
        switch try strategy.knownText() {
        case nil, "Legacy": return false
        case "AvailabilityZone": return true
        case let other?: throw strategy.failure("must be Legacy or AvailabilityZone, not \"\(other)\"")
        }
    }

    /// A remark on a layout that will be another when the default strategy changes, as upstream says that it will.
    var warnings: [CheckFailure] {
        guard inputs.subnetStrategy.nonNull == nil, let layout, !specs.isEmpty,
            specs.allSatisfy({ $0.cidrBlocks.nonNull == nil })
        else { return [] }
        let entries = JSON.array(layout.entries.map { JSON(inECMAScriptOrder: .map($0.properties)) })
        let reason =
            "the default of subnetStrategy will change from Legacy to Auto, which lays subnets out in another way; "
            + "set it to Legacy to keep them where they are, or to Auto with this layout: \(entries.text())"
        return [CheckFailure(property: inputs.subnetSpecs.path, reason: reason)]
    }

    /// Returns the layout in the VPC's block; unknown while AWS has not chosen that.
    ///
    /// - Throws: ``InputFailure`` if the layout does not fit into the block that AWS chose.
    func layout(in block: PropertyValue?) throws -> Output<VPCLayout> {
        if let layout { return Output(layout) }
        return try Output(gathering: block ?? .unknown).map { block in
            guard let block = try? IPv4Block(parsing: block.string ?? "") else {
                throw inputs.ipv4IpamPoolId.failure("gives the VPC no IPv4 block, so that there is none for subnets")
            }
            return try LayoutFailure.told(to: inputs.object.owner) { () throws(LayoutFailure) in
                try request.layout(in: block)
            }
        }
    }

    /// Returns the output `subnetLayout`.
    func entries(of layout: Output<VPCLayout>) -> PropertyValue {
        let list = { @Sendable (entries: [LayoutEntry]) in
            PropertyValue.list(entries.map { .map($0.properties) })
        }
        return request.entries.map(list) ?? layout.map { list($0.entries) }.property
    }
}

extension SubnetSpec {
    /// The spec of inputs.
    ///
    /// - Throws: ``InputFailure`` if a value is of another type, or not known at once.
    fileprivate init(_ inputs: SubnetSpecInputs) throws(InputFailure) {
        guard let type = try inputs.type.knownText() else {
            throw inputs.type.failure("is missing; give Public, Private, Isolated or Unused")
        }
        var blocks: [String]?
        if inputs.cidrBlocks.nonNull != nil {
            guard let elements = inputs.cidrBlocks.elements() else {
                throw inputs.cidrBlocks.failure("must be a list that is known at once")
            }
            blocks = try elements.map { (element) throws(InputFailure) in try element.knownText() ?? "" }
        }
        self.init(
            SubnetType(type),
            name: try inputs.name.knownText(),
            cidrMask: try inputs.cidrMask.knownInteger(),
            size: try inputs.size.knownInteger(),
            cidrBlocks: blocks
        )
    }
}
