import PulumiProtocol
import Testing

@testable import Crosswalk

@Suite struct IPv6SubnetsTests {
    @Test(arguments: [
        ("2600:1f14:abc:de00::/56", 0, "2600:1f14:abc:de00::/64"),
        ("2600:1f14:abc:de00::/56", 3, "2600:1f14:abc:de03::/64"),
        ("2600:1f14:abc:de00::/56", 255, "2600:1f14:abc:deff::/64"),
        ("2600:1f14:abc:dea0::/56", 1, "2600:1f14:abc:de01::/64"),
        ("2001:db8:1:ff00::/56", 16, "2001:db8:1:ff10::/64"),
        ("2600:1f14:0abc:0::/56", 5, "2600:1f14:0abc:5::/64"),
        ("2600:1f14:abc:de00:0:0:0:0/56", 1, "2600:1f14:abc:de01::/64"),
        ("2600:1f14::/56", 7, "2600:1f14:0:7::/64"),
        ("2600::ab00:0:0:0:0/56", 7, "2600:0:0:ab07::/64"),
    ])
    func aSubnetGetsANumberedPartOfTheVPCsBlock(vpc: String, index: Int, block: String) throws {
        #expect(try IPv6Subnets.block(index, of: vpc) == block)
    }

    @Test(arguments: [
        ("2600:1f14:abc:de00::/48", 0, "/48"),
        ("2600:1f14:abc:de00::/56", 256, "0 to 255"),
        ("2600:1f14:abc:de00::", 0, "CIDR"),
        ("2600:1f14:abc:de00/56", 0, "CIDR"),
        ("2600::abc::/56", 0, "CIDR"),
        ("2600:1f14:abc:wxyz::/56", 0, "CIDR"),
        ("10.0.0.0/56", 0, "10.0.0.0"),
        ("", 0, "CIDR"),
    ])
    func anotherBlockIsRefused(vpc: String, index: Int, words: String) throws {
        let failure = try #require(throws: LayoutFailure.self) { try IPv6Subnets.block(index, of: vpc) }
        #expect(failure.text.contains("\"\(vpc)\""))
        #expect(failure.text.contains(words))
    }

    @Test func subnetsAreNumberedByZoneWithinTheirPosition() throws {
        let layout = try LayoutCase(.auto, ["Isolated", "Private", "Public"], zones: 2).layout()
        let blocks = try layout.children.map { child in
            "\(child.subnet.name) \(try IPv6Subnets.block(child.place.ipv6Index, of: "2600:1f14:abc:de00::/56"))"
        }
        #expect(blocks.contains("v-public-1 2600:1f14:abc:de00::/64"))
        #expect(blocks.contains("v-public-2 2600:1f14:abc:de01::/64"))
        #expect(blocks.contains("v-private-1 2600:1f14:abc:de02::/64"))
        #expect(blocks.contains("v-private-2 2600:1f14:abc:de03::/64"))
    }
}
