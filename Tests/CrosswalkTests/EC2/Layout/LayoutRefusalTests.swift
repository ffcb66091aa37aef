import PulumiProtocol
import Testing

@testable import Crosswalk

@Suite struct LayoutRefusalTests {
    struct Refusal: CustomTestStringConvertible {
        let testDescription: String
        let made: @Sendable () throws -> LayoutCase
        let rule: LayoutFailure.Rule
        let words: [String]

        init(
            _ name: String,
            _ rule: LayoutFailure.Rule,
            _ words: [String],
            _ made: @escaping @Sendable @autoclosure () throws -> LayoutCase
        ) {
            testDescription = name
            self.rule = rule
            self.words = words
            self.made = made
        }
    }

    static let specs = [
        Refusal(
            "two unnamed specs of a type",
            .specs,
            ["subnetSpecs[1].name: ", "subnetSpecs[0]", "public"],
            try LayoutCase(.auto, ["Public", "public"], zones: 1)
        ),
        Refusal(
            "two equal names in a type",
            .specs,
            ["subnetSpecs[2].name: ", "\"a\"", "subnetSpecs[0]", "unused"],
            try LayoutCase(.legacy, ["Unused a", "Unused", "Unused a"], zones: 1)
        ),
        Refusal(
            "one name in two types",
            .names,
            ["subnetSpecs[1].name: ", "\"v-public-1\""],
            try LayoutCase(.auto, ["Public", "Private public"], zones: 1)
        ),
        Refusal(
            "a missing block",
            .specs,
            ["subnetSpecs[1].cidrBlocks: "],
            try LayoutCase(.auto, ["Public 10.0.0.0/24", "Private"], zones: 1)
        ),
        Refusal(
            "a block too few",
            .specs,
            ["subnetSpecs[0].cidrBlocks: ", "1 block", "2 availability zones"],
            try LayoutCase(.auto, ["Public 10.0.0.0/24"], zones: 2)
        ),
        Refusal(
            "a block of another mask",
            .specs,
            ["subnetSpecs[0].cidrMask: ", "25", "10.0.0.0/24"],
            try LayoutCase(.auto, ["Public /25 10.0.0.0/24"], zones: 1)
        ),
        Refusal(
            "a block that is none",
            .specs,
            ["subnetSpecs[0].cidrBlocks[0]: ", "\"10.0.0.256/24\""],
            try LayoutCase(.exact, ["Public 10.0.0.256/24"], zones: 1)
        ),
        Refusal(
            "blocks where the strategy chooses them",
            .mergedBlocks,
            ["subnetSpecs[0].cidrBlocks: ", "AutoMerge", "Exact"],
            try LayoutCase(.autoMerge, ["Public 10.0.0.0/24"], zones: 1)
        ),
        Refusal(
            "a block from a pool under Legacy",
            .dynamicBlock,
            ["subnetStrategy: ", "ipv4IpamPoolId", "Auto"],
            try LayoutCase(.legacy, zones: 1, isDynamic: true)
        ),
    ]

    static let room = [
        Refusal(
            "more than a zone has",
            .zoneTooFull,
            ["subnetSpecs: ", "20480", "16384", "private /18 16384", "public /20 4096", "/18 of 10.0.0.0/16"],
            try LayoutCase(.auto, ["Private /18", "Public /20"], zones: 3)
        ),
        Refusal(
            "default subnets in a small VPC",
            .zoneTooSmall,
            ["cidrBlock: ", "/27", "10.0.0.0/25", "/26"],
            try LayoutCase(.auto, zones: 3, vpc: "10.0.0.0/25")
        ),
        Refusal(
            "more zones than addresses",
            .masks,
            ["cidrBlock: ", "10.0.0.0/31", "2 addresses", "3 availability zones"],
            try LayoutCase(.legacy, zones: 3, vpc: "10.0.0.0/31")
        ),
        Refusal(
            "a mask that is none",
            .masks,
            ["subnetSpecs[0].cidrMask: ", "33"],
            try LayoutCase(.legacy, ["Public /33"], zones: 1)
        ),
        Refusal(
            "no subnets",
            .noSpecs,
            ["subnetSpecs: ", "must not be empty"],
            try LayoutCase(.auto, [], zones: 1)
        ),
        Refusal(
            "zones that reach over the end of the VPC",
            .outside,
            ["availabilityZoneCidrMask: ", "10.0.3.255", "v-private-2 (10.0.4.0/23)", "v-public-2 (10.0.6.0/24)"],
            try LayoutCase(.auto, zones: 2, vpc: "10.0.0.0/22", zoneMask: 22)
        ),
        Refusal(
            "a block after the last address",
            .addresses,
            ["cidrBlock: ", "255.255.255.255"],
            try LayoutCase(.auto, zones: 2, vpc: "255.255.252.0/22", zoneMask: 22)
        ),
        Refusal(
            "zones that run into each other",
            .overlap,
            [
                "subnetSpecs: ", "10.2.0.0/22", "v-isolated-1 (10.2.1.0/25)", "v-private-2 (10.2.1.0/25)",
                "v-isolated-2 (10.2.2.0/25)", "v-private-3 (10.2.2.0/25)",
            ],
            try LayoutCase(.legacy, ["Private", "Public", "Isolated"], zones: 3, vpc: "10.2.0.0/22")
        ),
    ]

    static let gaps = [
        Refusal(
            "two gaps",
            .gaps,
            ["gap", "there are 2", "v-public-1 (10.0.64.0/19)", "10.0.96.0", "10.0.223.255", "10.0.255.255"],
            try LayoutCase(.exact, ["Private /18", "Public /19"], zones: 2)
        ),
        Refusal(
            "a zone left over",
            .gaps,
            ["v-public-3 (10.0.160.0/19)", "10.0.191.255", "10.0.255.255"],
            try LayoutCase(.exact, ["Private", "Public"], zones: 3)
        ),
        Refusal("the default subnets", .gaps, ["v-private-2"], try LayoutCase(.exact, zones: 2)),
        Refusal(
            "blocks that are not in the order of the zones",
            .gaps,
            ["v-public-1 (10.0.2.0/24)", "should start at 10.0.1.0"],
            try LayoutCase(
                .exact,
                ["Private 10.0.0.0/24 10.0.1.0/24", "Public 10.0.2.0/24 10.0.3.0/24"],
                zones: 2,
                vpc: "10.0.0.0/22"
            )
        ),
    ]

    @Test(arguments: specs) func specsThatContradictThemselvesAreRefused(_ refusal: Refusal) throws {
        try expect(refusal)
    }

    @Test(arguments: room) func aLayoutThatDoesNotFitIsRefusedWithItsNumbers(_ refusal: Refusal) throws {
        try expect(refusal)
    }

    @Test(arguments: gaps) func exactRefusesWhatLeavesAGap(_ refusal: Refusal) throws {
        try expect(refusal)
    }

    private func expect(_ refusal: Refusal) throws {
        let made = try refusal.made()
        let failure = try #require(throws: LayoutFailure.self) { try made.layout() }
        #expect(failure.rule == refusal.rule)
        for word in refusal.words { #expect(failure.text.contains(word)) }
    }

    @Test(arguments: [(3, nil), (1000, nil), (2, nil), (4096, 21)] as [(Int, Int?)])
    func aSizeThatIsNoneOrContradictsTheMaskIsRefused(size: Int, mask: Int?) throws {
        let spec = SubnetSpec(.public, cidrMask: mask, size: size)
        let failure = try #require(throws: LayoutFailure.self) {
            try LayoutRequest(name: "v", zones: 1, specs: [spec], strategy: .auto)
        }
        #expect(failure.text.contains("subnetSpecs[0].size: \(size) "))
        #expect(mask == nil || failure.text.contains("a /21 has 2048 addresses"))
    }

    @Test func allFaultsOfSpecsAreToldTogether() throws {
        let specs = [SubnetSpec(.public, size: 3), SubnetSpec(.public, cidrMask: 20, size: 16)]
        let failure = try #require(throws: LayoutFailure.self) {
            try LayoutRequest(name: "v", zones: 1, specs: specs, strategy: .auto)
        }
        #expect(
            failure.faults.map(\.property) == ["subnetSpecs[1].name", "subnetSpecs[0].size", "subnetSpecs[1].size"]
        )
    }
}
