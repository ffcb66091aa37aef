import Connections
import Testing

@Suite("The output of a process")
struct OutputTailTests {
    @Test("is cut into lines wherever it is split")
    func lines() {
        let text = Array("one\r\ntwo\n\nthree".utf8)
        for split in 0...text.count {
            var tail = OutputTail()
            let lines = tail.take(text[..<split]) + tail.take(text[split...]) + tail.finish()
            #expect(lines == ["one", "two", "", "three"])
        }
    }

    @Test("is kept to its last ten lines")
    func tail() {
        var tail = OutputTail()
        _ = tail.take(Array((0..<25).map { "\($0)\n" }.joined().utf8))
        #expect(tail.lines == (15..<25).map(String.init))
    }

    @Test("is cut where a line has no end")
    func longLine() {
        var tail = OutputTail()
        let lines = tail.take([UInt8](repeating: 0x61, count: 100_000)) + tail.finish()
        #expect(lines.map(\.utf8.count) == [65_536, 34_464])
    }
}
