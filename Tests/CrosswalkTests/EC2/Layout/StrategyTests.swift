import Testing

@testable import Crosswalk

/// The blocks that each strategy chooses, by examples.
@Suite struct StrategyTests {
    struct Example: CustomTestStringConvertible {
        let testDescription: String
        let made: @Sendable () throws -> LayoutCase
        let blocks: [String]

        init(_ name: String, _ made: @escaping @Sendable @autoclosure () throws -> LayoutCase, _ blocks: String...) {
            testDescription = name
            self.made = made
            self.blocks = blocks
        }
    }

    static let legacy = [
        Example(
            "three zones by default",
            try LayoutCase(.legacy, zones: 3),
            "private 10.0.0.0/19 10.0.64.0/19 10.0.128.0/19",
            "public 10.0.32.0/20 10.0.96.0/20 10.0.160.0/20"
        ),
        Example(
            "two zones by default",
            try LayoutCase(.legacy, zones: 2),
            "private 10.0.0.0/18 10.0.128.0/18",
            "public 10.0.64.0/19 10.0.192.0/19"
        ),
        Example(
            "one zone by default",
            try LayoutCase(.legacy, zones: 1),
            "private 10.0.0.0/17",
            "public 10.0.128.0/18"
        ),
        Example(
            "five zones by default",
            try LayoutCase(.legacy, zones: 5),
            "private 10.0.0.0/20 10.0.32.0/20 10.0.64.0/20 10.0.96.0/20 10.0.128.0/20",
            "public 10.0.16.0/21 10.0.48.0/21 10.0.80.0/21 10.0.112.0/21 10.0.144.0/21"
        ),
        Example(
            "a small VPC by default",
            try LayoutCase(.legacy, zones: 2, vpc: "10.1.0.0/24"),
            "private 10.1.0.0/26 10.1.0.128/26",
            "public 10.1.0.64/27 10.1.0.192/27"
        ),
        Example(
            "public subnets alone",
            try LayoutCase(.legacy, ["Public"], zones: 3),
            "public 10.0.0.0/20 10.0.64.0/20 10.0.128.0/20"
        ),
        Example(
            "one zone",
            try LayoutCase(.legacy, ["Private", "Public"], zones: 1),
            "private 10.0.0.0/19",
            "public 10.0.32.0/20"
        ),
        Example(
            "a small VPC",
            try LayoutCase(.legacy, ["Private", "Public"], zones: 2, vpc: "10.1.0.0/24"),
            "private 10.1.0.0/26 10.1.0.128/26",
            "public 10.1.0.64/26 10.1.0.192/26"
        ),
        Example(
            "all three types",
            try LayoutCase(.legacy, ["Public", "Private", "Isolated"], zones: 3),
            "private 10.0.0.0/19 10.0.64.0/19 10.0.128.0/19",
            "public 10.0.32.0/20 10.0.96.0/20 10.0.160.0/20",
            "isolated 10.0.48.0/24 10.0.112.0/24 10.0.176.0/24"
        ),
        Example(
            "no private subnets",
            try LayoutCase(.legacy, ["Public", "Isolated"], zones: 3),
            "public 10.0.0.0/20 10.0.64.0/20 10.0.128.0/20",
            "isolated 10.0.16.0/24 10.0.80.0/24 10.0.144.0/24"
        ),
        Example(
            "a mask each",
            try LayoutCase(.legacy, ["Public /22", "Private /21", "Isolated db /24", "Isolated redis /24"], zones: 3),
            "private 10.0.0.0/21 10.0.64.0/21 10.0.128.0/21",
            "public 10.0.8.0/22 10.0.72.0/22 10.0.136.0/22",
            "db 10.0.12.0/24 10.0.76.0/24 10.0.140.0/24",
            "redis 10.0.13.0/24 10.0.77.0/24 10.0.141.0/24"
        ),
        Example(
            "a large subnet after a small one",
            try LayoutCase(.legacy, ["Private /26", "Public /22"], zones: 2),
            "private 10.0.0.0/26 10.0.128.0/26",
            "public 10.0.4.0/22 10.0.132.0/22"
        ),
        Example(
            "a block below the one before it",
            try LayoutCase(.legacy, ["Private a /24", "Private b /22", "Public c /20", "Public d /26"], zones: 2),
            "a 10.0.0.0/24 10.0.128.0/24",
            "b 10.0.4.0/22 10.0.132.0/22",
            "c 10.0.16.0/20 10.0.144.0/20",
            "d 10.0.8.64/26 10.0.136.64/26"
        ),
        Example(
            "two private subnets",
            try LayoutCase(.legacy, ["Public", "Private app", "Private db"], zones: 2),
            "app 10.0.0.0/19 10.0.128.0/19",
            "db 10.0.32.0/19 10.0.160.0/19",
            "public 10.0.64.0/20 10.0.192.0/20"
        ),
        Example(
            "blocks that the strategy ignores",
            try LayoutCase(.legacy, ["Public 192.168.0.0/24"], zones: 1),
            "public 10.0.0.0/20"
        ),
        Example(
            "an address where no such block begins",
            try LayoutCase(.legacy, ["Private /28", "Public a /26", "Public b /22"], zones: 1),
            "private 10.0.0.0/28",
            "a 10.0.0.64/26",
            "b 10.0.4.16/22"
        ),
        Example(
            "a block outside the VPC",
            try LayoutCase(.legacy, ["Private /19", "Public a /26", "Public b /19"], zones: 1, vpc: "10.0.0.0/18"),
            "private 10.0.0.0/19",
            "a 10.0.32.0/26",
            "b 10.0.64.0/19"
        ),
        Example(
            "a mask of a zone that the strategy ignores",
            try LayoutCase(.legacy, zones: 1, zoneMask: 20),
            "private 10.0.0.0/17",
            "public 10.0.128.0/18"
        ),
    ]

    static let auto = [
        Example(
            "three zones by default",
            try LayoutCase(.auto, zones: 3),
            "private 10.0.0.0/19 10.0.64.0/19 10.0.128.0/19",
            "public 10.0.32.0/20 10.0.96.0/20 10.0.160.0/20"
        ),
        Example(
            "a large VPC by default",
            try LayoutCase(.auto, zones: 3, vpc: "10.0.0.0/12"),
            "private 10.0.0.0/17 10.4.0.0/17 10.8.0.0/17",
            "public 10.0.128.0/18 10.4.128.0/18 10.8.128.0/18"
        ),
        Example(
            "small zones by default",
            try LayoutCase(.auto, zones: 3, zoneMask: 20),
            "private 10.0.0.0/21 10.0.16.0/21 10.0.32.0/21",
            "public 10.0.8.0/22 10.0.24.0/22 10.0.40.0/22"
        ),
        Example(
            "equal shares",
            try LayoutCase(.auto, ["Public", "Private", "Isolated"], zones: 3),
            "public 10.0.0.0/20 10.0.64.0/20 10.0.128.0/20",
            "private 10.0.16.0/20 10.0.80.0/20 10.0.144.0/20",
            "isolated 10.0.32.0/20 10.0.96.0/20 10.0.160.0/20"
        ),
        Example(
            "a mask each",
            try LayoutCase(.auto, ["Public /22", "Private /20", "Isolated /24"], zones: 2),
            "public 10.0.0.0/22 10.0.128.0/22",
            "private 10.0.16.0/20 10.0.144.0/20",
            "isolated 10.0.32.0/24 10.0.160.0/24"
        ),
        Example(
            "a large subnet after a small one",
            try LayoutCase(.auto, ["Public /26", "Private /22"], zones: 2),
            "public 10.0.0.0/26 10.0.128.0/26",
            "private 10.0.4.0/22 10.0.132.0/22"
        ),
        Example(
            "the order of the specs",
            try LayoutCase(.auto, ["Public /20", "Private /19"], zones: 2),
            "public 10.0.0.0/20 10.0.128.0/20",
            "private 10.0.32.0/19 10.0.160.0/19"
        ),
        Example(
            "a block kept free",
            try LayoutCase(.auto, ["Private /19", "Unused /20", "Public /20"], zones: 3),
            "private 10.0.0.0/19 10.0.64.0/19 10.0.128.0/19",
            "unused 10.0.32.0/20 10.0.96.0/20 10.0.160.0/20",
            "public 10.0.48.0/20 10.0.112.0/20 10.0.176.0/20"
        ),
        Example(
            "a block from a pool",
            try LayoutCase(.auto, zones: 2, vpc: "172.20.0.0/20", isDynamic: true),
            "private 172.20.0.0/22 172.20.8.0/22",
            "public 172.20.4.0/23 172.20.12.0/23"
        ),
    ]

    static let merging = [
        Example(
            "nothing",
            try LayoutCase(.autoMerge, zones: 3),
            "private 10.0.0.0/19 10.0.64.0/19 10.0.128.0/19",
            "public 10.0.32.0/20 10.0.96.0/20 10.0.160.0/20"
        ),
        Example(
            "a public subnet, which loses its mask",
            try LayoutCase(.autoMerge, ["Public"], zones: 3),
            "private 10.0.0.0/19 10.0.64.0/19 10.0.128.0/19",
            "public 10.0.32.0/19 10.0.96.0/19 10.0.160.0/19"
        ),
        Example(
            "a private subnet",
            try LayoutCase(.autoMerge, ["Private"], zones: 3),
            "private 10.0.0.0/19 10.0.64.0/19 10.0.128.0/19",
            "public 10.0.32.0/20 10.0.96.0/20 10.0.160.0/20"
        ),
        Example(
            "a public mask",
            try LayoutCase(.autoMerge, ["Public /22"], zones: 1, zoneMask: 18),
            "private 10.0.0.0/19",
            "public 10.0.32.0/22"
        ),
        Example(
            "an isolated mask",
            try LayoutCase(.autoMerge, ["Isolated /24"], zones: 1, zoneMask: 18),
            "private 10.0.0.0/19",
            "public 10.0.32.0/20",
            "isolated 10.0.48.0/24"
        ),
        Example(
            "an isolated subnet",
            try LayoutCase(.autoMerge, ["Isolated"], zones: 1, zoneMask: 18),
            "private 10.0.0.0/19",
            "public 10.0.32.0/20",
            "isolated 10.0.48.0/20"
        ),
        Example(
            "a named private subnet",
            try LayoutCase(.autoMerge, ["Private db /24"], zones: 1, zoneMask: 18),
            "private 10.0.0.0/19",
            "public 10.0.32.0/20",
            "db 10.0.48.0/24"
        ),
    ]

    static let exact = [
        Example(
            "halves",
            try LayoutCase(.exact, ["Private /18", "Public /18"], zones: 2),
            "private 10.0.0.0/18 10.0.128.0/18",
            "public 10.0.64.0/18 10.0.192.0/18"
        ),
        Example(
            "a rest that is kept free",
            try LayoutCase(.exact, ["Private /18", "Public /19", "Unused /19"], zones: 2),
            "private 10.0.0.0/18 10.0.128.0/18",
            "public 10.0.64.0/19 10.0.192.0/19",
            "unused 10.0.96.0/19 10.0.224.0/19"
        ),
        Example(
            "blocks that are listed",
            try LayoutCase(
                .exact,
                ["Private 10.0.0.0/24 10.0.2.0/24", "Public 10.0.1.0/24 10.0.3.0/24"],
                zones: 2,
                vpc: "10.0.0.0/22"
            ),
            "private 10.0.0.0/24 10.0.2.0/24",
            "public 10.0.1.0/24 10.0.3.0/24"
        ),
    ]

    @Test(arguments: legacy) func legacyPlacesEachGroupAfterTheOneBefore(_ example: Example) throws {
        #expect(try example.made().blocks() == example.blocks)
    }

    @Test(arguments: auto) func autoDividesAZoneInTheOrderOfTheSpecs(_ example: Example) throws {
        #expect(try example.made().blocks() == example.blocks)
    }

    @Test(arguments: merging) func autoMergeChangesTheDefaultSubnetsBy(_ example: Example) throws {
        #expect(try example.made().blocks() == example.blocks)
    }

    @Test(arguments: exact) func exactTakesWhatFillsTheVPC(_ example: Example) throws {
        #expect(try example.made().blocks() == example.blocks)
    }

    @Test func subnetsOutsideTheVPCAreListed() throws {
        let specs = ["Private /19", "Public a /26", "Public b /19"]
        let layout = try LayoutCase(.legacy, specs, zones: 1, vpc: "10.0.0.0/18").layout()
        #expect(layout.outside.map(\.name) == ["v-b-1"])
    }

    @Test func childrenAreOrderedByTypeWithinTheirZone() throws {
        let layout = try LayoutCase(.auto, ["Isolated", "Unused", "Private", "Public"], zones: 2).layout()
        let names = ["v-public-1", "v-private-1", "v-isolated-1", "v-public-2", "v-private-2", "v-isolated-2"]
        #expect(layout.children.map(\.subnet.name) == names)
        #expect(layout.children.map(\.place.ipv6Index) == [0, 2, 4, 1, 3, 5])
        #expect(layout.children.map(\.subnet.specIndex) == [3, 2, 0, 3, 2, 0])
    }

    @Test func aMaskFollowsFromASize() throws {
        let spec = SubnetSpec(.private, size: 4096)
        let request = try LayoutRequest(name: "v", zones: 1, specs: [spec], strategy: .legacy)
        #expect(try request.layout(in: IPv4Block(parsing: "10.0.0.0/16")).subnets.map(\.block.mask) == [20])
    }
}
