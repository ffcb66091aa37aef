import PulumiProtocol
import Testing

@Suite("Messages through their bytes and back")
struct RoundTripTests {
    @Test("the byte vectors of the stdio protocol")
    func byteVectors() throws {
        let call = Call(method: "/pulumirpc.ResourceProvider/GetPluginInfo")
        #expect(try call.encoded() == [0x0A, 0x29] + Array(call.method.utf8))
        #expect(try PluginInfo(version: "1.2.3").encoded() == [0x0A, 0x05, 0x31, 0x2E, 0x32, 0x2E, 0x33])
        #expect(
            try Status(code: 12, message: "no such method").encoded() == [0x08, 0x0C, 0x12, 0x0E]
                + Array("no such method".utf8)
        )
        #expect(try Empty().encoded() == [])
        #expect(try Empty(decoding: []) == Empty())
    }

    @Test("every kind of property", arguments: Self.values)
    func property(_ value: PropertyValue) throws {
        let request = CheckRequest(urn: "urn:pulumi:dev::p::t::n", news: ["a": value, "b": [value, value]])
        #expect(try CheckRequest(decoding: request.encoded()) == request)
    }

    static let values: [PropertyValue] = [
        nil, true, false, 0, -1.5, 1e300, "", "text", "nul\0inside", "é漢🎉", [], [:], ["x": [1, [2]]],
        .unknown, .secret("s"), .secret(.unknown), .secret(["a": .secret(1)]),
        .asset(Asset(.text("t"), hash: "h")), .asset(Asset(.path("p"))), .asset(Asset(.uri("https://x"))),
        .asset(Asset(.text(""))),
        .archive(Archive(.members(["a": .asset(Asset(.text("t"))), "b": .archive(Archive(.path("x")))]), hash: "h")),
        .archive(Archive(.path("p"))), .archive(Archive(.uri("u"))), .archive(Archive(.members([:]))),
        .resource(ResourceReference(urn: "u")), .resource(ResourceReference(urn: "u", id: "i", packageVersion: "1")),
        .resource(ResourceReference(urn: "u", id: .unknown)),
        .output(Output(nil)), .output(Output(.null)),
        .output(Output(["a": 1], isSecret: true, dependencies: ["u1", "u2"])),
    ]
}
