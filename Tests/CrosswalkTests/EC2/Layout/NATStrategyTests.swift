import PulumiProtocol
import Testing

@testable import Crosswalk

@Suite struct NATStrategyTests {
    @Test(arguments: [("none", NATStrategy.none), ("SINGLE", .single), ("OnePerAZ", .onePerZone)])
    func aStrategyIsReadInAnyCase(text: String, strategy: NATStrategy) throws {
        #expect(try NATStrategy(parsing: text) == strategy)
    }

    @Test func anUnknownStrategyIsRefused() throws {
        let failure = try #require(throws: LayoutFailure.self) { try NATStrategy(parsing: "Many") }
        #expect(failure.text.contains("natGateways.strategy: \"Many\""))
    }

    @Test(arguments: [(NATStrategy.none, 0), (.single, 0), (.single, 1), (.onePerZone, 0), (.onePerZone, 3)])
    func asManyAddressesAsGatewaysAreAccepted(strategy: NATStrategy, addresses: Int) throws {
        try strategy.check(addresses: addresses, zones: 3)
    }

    @Test(arguments: [(NATStrategy.none, 1, 0), (.single, 2, 1), (.onePerZone, 1, 3), (.onePerZone, 4, 3)])
    func anotherNumberOfAddressesIsRefusedWithBothNumbers(strategy: NATStrategy, addresses: Int, wanted: Int) throws {
        let failure = try #require(throws: LayoutFailure.self) { try strategy.check(addresses: addresses, zones: 3) }
        let path = "natGateways.elasticIpAllocationIds"
        #expect(
            failure.text.contains("\(path): has \(addresses) allocation ids, but the strategy \(strategy.rawValue)")
        )
        #expect(failure.text.contains("makes \(wanted) NAT gateways for 3 availability zones"))
    }

    @Test(arguments: [["Public"], ["Private"], ["Isolated", "Private"], ["Public", "Unused"]])
    func gatewaysNeedAPublicSubnetAndOneToServe(specs: [String]) throws {
        let request = try LayoutCase(.auto, specs, zones: 1).request
        let failure = try #require(throws: LayoutFailure.self) { try request.check(.onePerZone) }
        #expect(failure.text.contains("natGateways.strategy: OnePerAz needs a public subnet"))
        #expect(failure.text.contains("private or isolated"))
        try request.check(.none)
    }

    @Test(arguments: [nil, ["Public", "Isolated"], ["public", "PRIVATE"]] as [[String]?])
    func gatewaysTakeAPublicSubnetAndAnyOther(specs: [String]?) throws {
        try LayoutCase(.auto, specs, zones: 1).request.check(.single)
    }

    @Test func aGatewayStandsInTheFirstPublicSubnet() throws {
        let request = try LayoutCase(.auto, ["Private", "Public a", "Public b"], zones: 2).request
        #expect(request.places.filter(\.isFirstPublic).map(\.name) == ["v-a-1", "v-a-2"])
    }
}
