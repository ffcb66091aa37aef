import JSON
import TestKit
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    let document: JSON = ["b": [1, "x<&>\u{2028}"], "a": ["d": nil, "c": [:]], "e": []]

    @Test("writes no white space and keeps the order")
    func compact() {
        #expect(document.text() == "{\"b\":[1,\"x<&>\u{2028}\"],\"a\":{\"d\":null,\"c\":{}},\"e\":[]}")
    }

    @Test("sorts names by bytes at every level")
    func sorted() {
        #expect(document.text(.sortedKeys) == "{\"a\":{\"c\":{},\"d\":null},\"b\":[1,\"x<&>\u{2028}\"],\"e\":[]}")
    }

    @Test("escapes as Go does, with and without what HTML minds")
    func escapingHTML() {
        #expect(
            JSON.string("<&>\u{2028}\u{2029}é\u{7f}").text(.escapingHTML)
                == #""\u003c\u0026\u003e\u2028\u2029é\#u{7f}""#
        )
        #expect(JSON.string("<\u{2028}").text(.escapingLineSeparators) == #""<\u2028""#)
    }

    @Test("indents as Go's MarshalIndent does")
    func indented() {
        let expected = """
            {
                "b": [
                    1,
                    "x"
                ],
                "a": {
                    "c": {}
                },
                "e": []
            }
            """
        #expect((["b": [1, "x"], "a": ["c": [:]], "e": []] as JSON).text(.indented) == expected)
    }

    @Test("escapes quotes, backslashes and control characters, and nothing else")
    func escapes() {
        let text = "\"\\/\u{8}\t\n\u{c}\r\u{0}\u{1f}\u{7f}é😀"
        #expect(JSON.string(text).text() == #""\"\\/\b\t\n\f\r\u0000\u001f\#u{7f}é😀""#)
    }

    @Test(
        "writes numbers as ECMAScript does",
        arguments: [
            ("0", "0"), ("-0", "0"), ("4", "4"), ("-17", "-17"), ("0.25", "0.25"), ("0.1", "0.1"), ("-1.5", "-1.5"),
            ("1e21", "1e+21"), ("1e20", "100000000000000000000"), ("123456789012345680000", "123456789012345680000"),
            ("1.5e300", "1.5e+300"), ("1e-6", "0.000001"), ("1e-7", "1e-7"), ("1.25e-7", "1.25e-7"),
            ("5e-324", "5e-324"), ("9007199254740993", "9007199254740992"), ("100.5", "100.5"),
            ("1.7976931348623157e308", "1.7976931348623157e+308"), ("0.000001234", "0.000001234"),
            ("1e16", "10000000000000000"), ("nan", "null"),
        ]
    )
    func numbers(_ source: String, _ text: String) throws {
        #expect(JSON.Number(try #require(Double(source))).text == text)
    }

    @Test("writes what it reads back as the same value, for numbers of every size")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededNumbers(seed: seed)
        for _ in 0..<2000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            #expect(try JSON(parsing: JSON.number(value).text()).double == value, "seed \(seed)")
        }
    }

    @Test("writes a document piece by piece")
    func pieces() {
        var writer = JSONWriter()
        writer.openObject()
        writer.name("a")
        writer.openArray()
        writer.write(1)
        writer.write(true)
        writer.openObject()
        writer.closeObject()
        writer.closeArray()
        writer.name("b")
        writer.verbatim("[2]")
        writer.name("c")
        writer.write("x")
        writer.closeObject()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":[1,true,{}],"b":[2],"c":"x"}"#)
    }
}
