import JSON
import Testing

@Suite("Reading JSON")
struct JSONReaderTests {
    @Test("reads every kind of value")
    func kinds() throws {
        let value = try JSON(parsing: #" {"a": [1, -2.5e3, true, false, null], "b": {"c": "x"}, "d": [], "e": {}} "#)
        #expect(value == ["a": [1, -2500.0, true, false, nil], "b": ["c": "x"], "d": [], "e": [:]])
        #expect(value.object?.keys == ["a", "b", "d", "e"])
        #expect(value["a"]?[1]?.double == -2500)
        #expect(value["a"]?[9] == nil)
    }

    @Test("keeps the text of numbers", arguments: ["1", "1.0", "1e0", "-0", "12345678901234567890", "0.1E-7"])
    func numberText(_ text: String) throws {
        #expect(try JSON(parsing: text).text() == text)
    }

    @Test("keeps the order of names, and of repeated ones the last value", arguments: [3, 40])
    func order(_ count: Int) throws {
        let names = (0..<count).map { "k\($0 * 7 % count)" }
        let text = "{" + names.map { "\"\($0)\":1" }.joined(separator: ",") + ",\"\(names[1])\":2}"
        let object = try #require(try JSON(parsing: text).object)
        #expect(object.keys == names)
        #expect(object[names[1]] == 2)
        #expect(object["none"] == nil)
    }

    @Test("tells names apart by their bytes")
    func bytes() throws {
        let object = try #require(try JSON(parsing: "{\"e\u{301}\":1,\"\u{e9}\":2}").object)
        #expect(object.count == 2)
        #expect(object["\u{e9}"] == 2)
    }

    @Test(
        "reads escapes",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u00e9\u20AC""#, "é€"), (#""\ud83d\ude00!""#, "😀!"),
            (#""\ud83dx""#, "\u{FFFD}x"), (#""\ude00\ud83d\u0041""#, "\u{FFFD}\u{FFFD}A"),
            (#""plain é 😀""#, "plain é 😀"),
        ]
    )
    func escapes(_ json: String, _ text: String) throws {
        #expect(try JSON(parsing: json).string == text)
    }

    @Test("finds the end of a string wherever a quote, an escape or a control character stands")
    func stringEnds() throws {
        for length in 0..<40 {
            let text = String(repeating: "x", count: length)
            #expect(try JSON(parsing: "\"\(text)\"").string == text)
            #expect(try JSON(parsing: "\"\(text)\\n\(text)\"").string == "\(text)\n\(text)")
            #expect(throws: JSONError.self) { try JSON(parsing: "\"\(text)\u{1}\(text)\"") }
            #expect(throws: JSONError.self) { try JSON(parsing: "\"\(text)") }
        }
    }

    @Test(
        "says where text stops being JSON",
        arguments: [
            ("", 1, 1, 0), ("[1,\n 2,]", 2, 4, 7), ("{\"a\":1}\n x", 2, 2, 9), ("[01]", 1, 3, 2), ("{a:1}", 1, 2, 1),
            ("[1 2]", 1, 4, 3), ("tru", 1, 4, 3), ("trux", 1, 1, 0), ("{\"a\" 1}", 1, 6, 5), ("[1.]", 1, 4, 3),
            ("\"\\x\"", 1, 2, 1), ("\"\\u12g4\"", 1, 2, 1), ("\"a\nb\"", 1, 3, 2), ("[", 1, 2, 1), ("-", 1, 2, 1),
            ("{\"a\":1,}", 1, 8, 7), ("NaN", 1, 1, 0), ("\"abc", 1, 1, 0), ("{\"a\":", 1, 6, 5), ("1e", 1, 3, 2),
        ]
    )
    func errors(_ text: String, _ line: Int, _ column: Int, _ offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.offset == offset)
    }

    @Test("refuses bytes that are not UTF-8, and says which")
    func invalidUTF8() {
        for bad: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80]] {
            let error = #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xC3, 0xA9] + bad + [0x22]) }
            #expect(error?.offset == 3)
        }
    }

    @Test("nests 512 levels and not more")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try JSON(parsing: nested(512)).text() == nested(512))
        #expect(throws: JSONError.self) { try JSON(parsing: nested(513)) }
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: "[", count: 1_000_000)) }
    }

    @Test("never crashes on a document cut short anywhere or with any byte changed")
    func mutations() throws {
        let document = Array(#"{"a":[1,-2.5e3,true,null],"b":{"c":"\u00e9\n x"}}"#.utf8)
        for length in 0..<document.count {
            #expect(throws: JSONError.self) { try JSON(parsing: Array(document.prefix(length))) }
        }
        for index in document.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = document
                changed[index] = byte
                _ = try? JSON(parsing: changed)
            }
        }
    }
}
