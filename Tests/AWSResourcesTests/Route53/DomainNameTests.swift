import Testing

@testable import AWSResources

@Suite("A domain name")
struct DomainNameTests {
    @Test(
        "is in small letters, without the last dot, and with AWS's escapes",
        arguments: [
            ("WWW.Example.com.", "www.example.com"), (#"\052.example.com."#, "*.example.com"),
            ("_x.example.com", "_x.example.com"), ("a b.example.com", #"a\040b.example.com"#),
            (#"a\040b.example.com"#, #"a\040b.example.com"#), ("ü.de", #"\303\274.de"#),
        ]
    )
    func normal(_ name: String, _ text: String) {
        #expect(DomainName(name).text == text)
    }

    @Test(
        "is completed by the zone's, unless it is inside the zone",
        arguments: [
            ("www", "www.example.com"), ("", "example.com"), ("example.com", "example.com"),
            ("www.example.com.", "www.example.com"), ("notexample.com", "notexample.com.example.com"),
        ]
    )
    func qualified(_ name: String, _ text: String) {
        #expect(DomainName(name).qualified(in: DomainName("Example.com.")).text == text)
    }

    @Test(
        "stands in the id of a record, with underscores or without",
        arguments: [
            ("Z1_www.example.com_A", "www.example.com", "A", ""),
            ("Z1__dmarc.example.com_TXT", "_dmarc.example.com", "TXT", ""),
            ("Z1_www.example.com_AAAA_blue_A", "www.example.com", "AAAA", "blue_A"),
        ]
    )
    func imported(_ id: String, _ name: String, _ type: String, _ setIdentifier: String) throws {
        let key = try #require(RecordKey(importing: id))
        #expect(key.zone == "Z1")
        #expect(key.name.text == name)
        #expect(key.type == type)
        #expect(key.setIdentifier == setIdentifier)
        #expect(key.id == id)
    }

    @Test("stands in no id of another form", arguments: ["www.example.com", "Z1_www.example.com", "_a_A", "Z1_A"])
    func foreign(_ id: String) {
        #expect(RecordKey(importing: id) == nil)
    }
}
