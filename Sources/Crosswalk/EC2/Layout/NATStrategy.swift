import PulumiProtocol

/// A way in which private subnets reach the internet; compared without its case.
enum NATStrategy: String, Sendable, CaseIterable {
    /// They do not.
    case none = "None"
    /// All through one gateway.
    case single = "Single"
    /// Through a gateway in their own zone.
    case onePerZone = "OnePerAz"

    /// The strategy that a text names.
    ///
    /// - Throws: ``LayoutFailure`` if it names none.
    init(parsing text: String) throws(LayoutFailure) {
        guard let strategy = Self.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
            throw LayoutFailure(
                .natGateways,
                at: "natGateways.strategy",
                "\"\(text)\" is no strategy; use None, Single or OnePerAz"
            )
        }
        self = strategy
    }

    /// Returns the number of gateways.
    func gateways(zones: Int) -> Int {
        switch self {
        case .none: 0
        case .single: 1
        case .onePerZone: zones
        }
    }

    /// Checks that there is an elastic address for each gateway, if any are given.
    ///
    /// - Parameters:
    ///   - addresses: The number of entries of `natGateways.elasticIpAllocationIds`.
    ///   - zones: The number of availability zones.
    /// - Throws: ``LayoutFailure`` with the numbers if there are too many or too few.
    func check(addresses: Int, zones: Int) throws(LayoutFailure) {
        let gateways = gateways(zones: zones)
        guard addresses > 0, addresses != gateways else { return }
        throw LayoutFailure(
            .elasticAddresses,
            at: "natGateways.elasticIpAllocationIds",
            "has \(addresses) allocation ids, but the strategy \(rawValue) makes \(gateways) NAT gateways for \(zones) "
                + "availability zones; give \(gateways == 0 ? "none" : "one for each gateway, or none")"
        )
    }
}

extension LayoutRequest {
    /// Checks that a zone has the subnets that its NAT gateway stands in and serves.
    ///
    /// - Throws: ``LayoutFailure`` unless there are a public subnet, and a private or isolated one.
    func check(_ nat: NATStrategy) throws(LayoutFailure) {
        guard nat != .none else { return }
        let kinds = zones == 0 ? [] : Set(created.map(\.spec.type.kind))
        guard !kinds.contains(.public) || kinds.isDisjoint(with: [.private, .isolated]) else { return }
        throw LayoutFailure(
            .natGateways,
            at: "natGateways.strategy",
            "\(nat.rawValue) needs a public subnet for the NAT gateway to stand in, and a private or isolated one for it to "
                + "serve, but \(described(kinds)); set natGateways.strategy to None, or add the subnets to subnetSpecs"
        )
    }

    private func described(_ kinds: Set<SubnetType.Kind>) -> String {
        if zones == 0 { return "there are no availability zones" }
        if kinds.isEmpty { return "no subnets are created" }
        return kinds.contains(.public) ? "there are public subnets only" : "there is no public subnet"
    }
}
