import PulumiProtocol
import Testing

@Suite("Bytes that are no message")
struct MalformedBytesTests {
    @Test(
        "are refused with the field and the offset",
        arguments: [
            ([0x0A], "pulumirpc.CheckRequest.urn: the bytes end inside a number, at byte 1 of the message"),
            (
                [0x0A, 5, 0x61],
                "pulumirpc.CheckRequest.urn: 5 bytes were announced and 1 are there, at byte 1 of the message"
            ),
            ([0x0A, 1, 0xFF], "pulumirpc.CheckRequest.urn: the text is not valid UTF-8, at byte 2 of the message"),
            (
                [0x08, 1],
                "pulumirpc.CheckRequest.urn: a varint stands where a text was expected, at byte 0 of the message"
            ),
            ([0x0B], "pulumirpc.CheckRequest.urn: wire type 3 is not supported, at byte 0 of the message"),
            ([0x00, 0], "pulumirpc.CheckRequest: 0 is not a field number, at byte 0 of the message"),
            (
                [0x42, 2, 0x12, 0],
                "pulumirpc.CheckRequest.AutonamingOptions.mode: a number was expected, at byte 4 of the message"
            ),
            (
                [0x12, 4, 0x0A, 2, 0x0A, 9],
                "google.protobuf.Struct.FieldsEntry.key: 9 bytes were announced and 0 are there, at byte 5 of the message"
            ),
            (
                [0x0A] + [UInt8](repeating: 0xFF, count: 10),
                "pulumirpc.CheckRequest.urn: a number is longer than 10 bytes, at byte 1 of the message"
            ),
            ([0x12, 7, 0x0A, 5, 0x0A, 1, 0x61, 0x12, 0], "property a holds no value at all"),
            ([0x12, 5, 0x0A, 3, 0x0A, 1, 0x61], "property a holds no value at all"),
        ] as [([UInt8], String)]
    )
    func errors(_ bytes: [UInt8], _ description: String) {
        let error = #expect(throws: CodecError.self) { try CheckRequest(decoding: bytes) }
        #expect(error?.description == description)
    }

    @Test("fields of a later version are skipped")
    func unknownFields() throws {
        let later: [UInt8] = [
            0xF8, 0x7F, 1, 0xF9, 0x7F, 1, 2, 3, 4, 5, 6, 7, 8, 0xFA, 0x7F, 1, 0xFF, 0xFD, 0x7F, 1, 2, 3, 4,
        ]
        #expect(try CheckRequest(decoding: CheckRequest(urn: "u").encoded() + later) == CheckRequest(urn: "u"))
    }

    @Test("of a field that comes twice the last stays")
    func twice() throws {
        let twice =
            try CheckRequest(urn: "a", news: ["x": 1]).encoded() + CheckRequest(urn: "b", news: ["y": 2]).encoded()
        let message = try CheckRequest(decoding: twice)
        #expect(message.urn == "b")
        #expect(message.news == ["x": 1, "y": 2])
    }

    @Test(
        "a number that is not finite is refused",
        arguments: [[0x7F, 0xF8], [0x7F, 0xF0], [0xFF, 0xF0]] as [[UInt8]]
    )
    func notFinite(_ high: [UInt8]) {
        let number: [UInt8] = [0x11, 0, 0, 0, 0, 0, 0, high[1], high[0]]
        let bytes: [UInt8] = [0x12, 16, 0x0A, 14, 0x0A, 1, 0x61, 0x12, 9] + number
        #expect(throws: CodecError.notFinite(property: "a")) { try CheckRequest(decoding: bytes) }
    }

    @Test("values nested five thousand levels deep are refused at the hundredth")
    func hostileDepth() {
        // Each level wraps the one inside: a list of one value.
        var bytes: [UInt8] = [0x08, 0]
        for _ in 0..<5000 {
            bytes = wrapped(0x32, wrapped(0x0A, bytes))
        }
        bytes = wrapped(0x12, wrapped(0x0A, [0x0A, 1, 0x61] + wrapped(0x12, bytes)))
        #expect(throws: CodecError.tooDeep(property: "", limit: 100)) { try CheckRequest(decoding: bytes) }
    }

    @Test("bytes that expand to many times their size are refused before they fill the memory")
    func expansion() {
        // More than a million empty values in a list.
        let values = [UInt8](repeatElement([0x0A, 0], count: 1_200_000).joined())
        let bytes = [0x32, 0x12, 0x0A, 0x12].reduce(values) { wrapped($1, $0) }
        let error = #expect(throws: CodecError.self) { try CheckRequest(decoding: bytes) }
        #expect(error == .tooLarge(message: "pulumirpc.CheckRequest", byteCount: bytes.count))
    }

    @Test("cut at every offset, or with any byte changed, are a message or an error")
    func damaged() throws {
        for sample in try PythonPeer.samples(count: 2, seed: 3) {
            let type = try #require(messageTypes[sample.type])
            let bytes = sample.data.count > 400 ? Array(sample.data.prefix(400)) : sample.data
            for offset in bytes.indices {
                survive(type, Array(bytes[..<offset]))
                for change in [0x01, 0x80, 0xFF] as [UInt8] {
                    var changed = bytes
                    changed[offset] ^= change
                    survive(type, changed)
                }
            }
        }
    }

    /// Decodes; what decodes must be written and read back the same.
    private func survive(_ type: any ProtocolMessage.Type, _ bytes: [UInt8]) {
        func check<M: ProtocolMessage>(_ type: M.Type) {
            guard let message = try? M(decoding: bytes), let again = try? message.encoded() else { return }
            #expect((try? M(decoding: again)) == message)
        }
        check(type)
    }

    /// A field whose content has a length.
    private func wrapped(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = content.count
        while rest >= 0x80 {
            length.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return [tag] + length + [UInt8(rest)] + content
    }
}
