import ProviderKit
import PulumiProtocol

/// The NAT gateways of a VPC, as its inputs choose them.
struct NATGatewayChoice: Sendable {
    /// The number and place of the gateways.
    let strategy: NATStrategy
    /// The allocation ids of existing elastic addresses, by zone; empty if addresses are to be made.
    let allocationIDs: [Input<PropertyValue>]

    /// The choice of inputs.
    ///
    /// - Throws: ``InputFailure`` if the inputs contradict each other, or are not known at once.
    init(_ inputs: VpcInputs, zones: Int) throws(InputFailure) {
        let gatewayInputs: NatGatewayConfigurationInputs? = try inputs.natGateways.view()
        let text = try gatewayInputs?.strategy.knownText()
        let strategy = try LayoutFailure.told(to: inputs.object.owner) { () throws(LayoutFailure) in
            try text.map { (text) throws(LayoutFailure) in try NATStrategy(parsing: text) } ?? .onePerZone
        }
        self.strategy = strategy
        allocationIDs = if let gatewayInputs { try Self.elements(gatewayInputs.elasticIpAllocationIds) } else { [] }
        let addresses = allocationIDs.count
        try LayoutFailure.told(to: inputs.object.owner) { () throws(LayoutFailure) in
            try strategy.check(addresses: addresses, zones: zones)
        }
    }

    private static func elements(
        _ ids: Input<[PropertyValue]>
    ) throws(InputFailure) -> [Input<PropertyValue>] {
        guard ids.nonNull != nil else { return [] }
        guard let elements = ids.elements() else {
            throw ids.failure("decides how many addresses are made, so its length must be known at once")
        }
        return elements
    }

    /// Returns the index of the zone whose gateway serves a zone; `nil` if none does.
    func host(ofZone zone: Int) -> Int? {
        switch strategy {
        case .none: nil
        case .single: 0
        case .onePerZone: zone
        }
    }
}

extension LayoutFailure {
    /// Runs a rule of layouts for a component; a failure is told with the component's URN.
    ///
    /// - Throws: ``InputFailure`` with the faults of the rule.
    static func told<Result>(
        to owner: String,
        _ rule: () throws(LayoutFailure) -> Result
    ) throws(InputFailure) -> Result {
        do {
            return try rule()
        } catch {
            throw error.inputFailure(of: owner)
        }
    }
}
