import JSON
import Testing

@Suite("JSON scanner")
struct JSONScannerTests {
    /// The members of a document that is an object, by name, as their texts.
    private func members(_ text: String) throws -> [String: String] {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBufferPointer { buffer in
            var members: [String: String] = [:]
            var scanner = JSONScanner(buffer)
            try scanner.members { (name, scanner) throws(JSONError) in
                members[name] = String(decoding: bytes[try scanner.skip()], as: UTF8.self)
            }
            try scanner.end()
            return members
        }
    }

    @Test(
        "finds the place of each value",
        arguments: [
            (#"{}"#, [:]),
            (#"{"a":1,"b":-2.5e3}"#, ["a": "1", "b": "-2.5e3"]),
            ("{ \"a\" : true ,\n\t\"b\" : null }\n", ["a": "true", "b": "null"]),
            (#"{"a":"}]\"{","b":[]}"#, ["a": #""}]\"{""#, "b": "[]"]),
            (#"{"a":{"b":["\\",{"c":"\""}]},"d":0}"#, ["a": #"{"b":["\\",{"c":"\""}]}"#, "d": "0"]),
            (#"{"\u0061\"":"long enough to be read in words"}"#, [#"a""#: #""long enough to be read in words""#]),
        ] as [(String, [String: String])]
    )
    func places(_ text: String, _ expected: [String: String]) throws {
        #expect(try members(text) == expected)
    }

    @Test(
        "refuses what has no object, or no end",
        arguments: [
            "", "[]", "1", "{", #"{"a""#, #"{"a":"#, #"{"a":"b"#, #"{"a":"b\"#, #"{"a":"b\""#, #"{"a":[1"#, #"{"a":}"#,
            #"{"a":1,}"#, #"{"a":1}x"#, #"{"a":1 "b":2}"#, #"{"a":]}"#, #"{a:1}"#, #"{"a":,"b":1}"#,
        ]
    )
    func refuses(_ text: String) {
        #expect(throws: JSONError.self) { try members(text) }
    }

    @Test("nests as deep as the document does")
    func nesting() throws {
        let bytes = Array(#"{"a":{"b":{"c":1},"d":2},"e":3}"#.utf8)
        try bytes.withUnsafeBufferPointer { buffer in
            var names: [String] = []
            var scanner = JSONScanner(buffer)
            try scanner.members { (name, scanner) throws(JSONError) in
                guard scanner.isAtObject() else {
                    names.append(name)
                    try scanner.skip()
                    return
                }
                try scanner.members { (inner, scanner) throws(JSONError) in
                    names.append("\(name).\(inner)")
                    try scanner.skip()
                }
            }
            #expect(names == ["a.b", "a.d", "e"])
        }
    }

    @Test(
        "finds the same values as the reader, whatever the layout",
        arguments: [[], .indented, .indentedByTwo] as [JSON.WritingOptions]
    )
    func agreesWithTheReader(_ layout: JSON.WritingOptions) throws {
        let document: JSON = ["a": [1, ["x": "{"]], "b": "\"\\", "c": ["d": [:], "e": [nil, true]]]
        for (name, text) in try members(document.text(layout)) {
            #expect(try JSON(parsing: text) == document[name])
        }
    }
}
