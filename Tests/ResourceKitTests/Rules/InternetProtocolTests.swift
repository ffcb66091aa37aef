import Testing

@testable import ResourceKit

@Suite("A protocol above IP")
struct InternetProtocolTests {
    @Test(
        "has the number that IANA gave its name",
        arguments: [
            ("hopopt", 0), ("icmp", 1), ("tcp", 6), ("udp", 17), ("esp", 50), ("ipv6-icmp", 58), ("vrrp", 112),
            ("sctp", 132), ("rohc", 142), ("all", -1), ("-1", -1), ("61", 61), ("254", 254), ("255", 255),
        ]
    )
    func number(_ text: String, _ number: Int) {
        #expect(InternetProtocol.number(text) == number)
    }

    @Test("is none by another name or number", arguments: ["TCP", "icmpv6", "256", "-2", "", "tpc"])
    func none(_ text: String) {
        #expect(InternetProtocol.number(text) == nil)
    }
}
