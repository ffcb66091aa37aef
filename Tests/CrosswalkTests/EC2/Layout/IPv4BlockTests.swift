import Testing

@testable import Crosswalk

@Suite struct IPv4BlockTests {
    @Test(arguments: ["0.0.0.0/0", "10.0.0.0/16", "10.1.2.3/22", "255.255.255.255/32"])
    func aBlockIsWrittenAsItIsRead(text: String) throws {
        #expect("\(try IPv4Block(parsing: text))" == text)
    }

    @Test(arguments: [
        "", "10.0.0.0", "10.0.0/16", "10.0.0.0/33", "10.0.0.256/16", "10.0.0.0/16/1", "010.0.0.0/16", "+1.0.0.0/8",
        "10.0.0.0/", "10.0.0.0.0/8", "fe80::/64", " 10.0.0.0/16",
    ])
    func anotherTextIsRefused(text: String) {
        #expect(throws: IPv4Block.Malformed(text: text)) { try IPv4Block(parsing: text) }
    }

    @Test func theRangeIsThatOfTheMask() throws {
        let block = try IPv4Block(parsing: "10.1.2.3/22")
        #expect(block.size == 1024)
        #expect(IPv4Block.text(of: block.first) == "10.1.0.0")
        #expect(IPv4Block.text(of: block.firstUsable) == "10.1.0.1")
        #expect(IPv4Block.text(of: block.lastUsable) == "10.1.3.254")
        #expect(IPv4Block.text(of: block.last) == "10.1.3.255")
        #expect("\(block.network)" == "10.1.0.0/22")
    }

    @Test func thereIsNothingAfterTheLastAddress() throws {
        #expect(IPv4Block.after(0xffff_fffe, mask: 24) == nil)
        #expect(IPv4Block(0x1_0000_0000, mask: 32) == nil)
        #expect(IPv4Block(-1, mask: 32) == nil)
        #expect(IPv4Block(0, mask: 33) == nil)
    }
}
