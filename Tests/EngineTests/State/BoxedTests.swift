import Testing

@testable import Engine

@Suite("Boxed values")
struct BoxedTests {
    private struct Holder: Equatable {
        @Boxed var list: [Int]
    }

    @Test("a change does not affect copies")
    func copies() {
        let first = Holder(list: [1])
        var second = first
        second.list.append(2)
        #expect(first.list == [1])
        #expect(second.list == [1, 2])
    }

    @Test("boxes are equal if their values are, shared or not")
    func equality() {
        #expect(Holder(list: [1]) == Holder(list: [1]))
        #expect(Holder(list: [1]) != Holder(list: [2]))
    }
}
