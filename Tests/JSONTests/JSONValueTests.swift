import JSON
import Testing

@Suite("JSON values")
struct JSONValueTests {
    @Test("compares numbers by value")
    func numbers() throws {
        #expect(try JSON(parsing: "1.0") == 1)
        #expect(try JSON(parsing: "1e2").hashValue == JSON.number(100).hashValue)
        #expect(try JSON(parsing: "9007199254740993") != 9_007_199_254_740_992)
        #expect(try JSON(parsing: "9007199254740993").int == 9_007_199_254_740_993)
        #expect(try JSON(parsing: "1.5").int == nil)
        #expect(try JSON(parsing: "1e400").double == .infinity)
    }

    @Test("compares objects without regard to order")
    func objects() {
        #expect((["a": 1, "b": 2] as JSON) == ["b": 2, "a": 1])
        #expect((["a": 1, "b": 2] as JSON).hashValue == (["b": 2, "a": 1] as JSON).hashValue)
        #expect((["a": 1] as JSON) != ["a": 1, "b": 2])
    }

    @Test("changes objects in place, few members or many, sorted or not", arguments: [1, 3, 7, 31])
    func changes(_ step: Int) {
        for count in [2, 16, 17, 50] {
            var object = JSON.Object()
            var expected: [(String, Int)] = []
            for index in 0..<count {
                let key = "k\(index * step % 64)"
                object[key] = .number(index)
                expected.append((key, index))
            }
            object["k0"] = 99
            object["k\(step % 64)"] = nil
            expected.removeAll { $0.0 == "k\(step % 64)" }
            #expect(object.keys == expected.map(\.0))
            #expect(object["k0"] == 99)
            for (key, value) in expected.dropFirst() { #expect(object[key]?.int == value) }
        }
    }
}
