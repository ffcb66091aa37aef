import Crypto
import Testing

@Suite("Random bytes and names")
struct RandomTests {
    @Test("bytes are as many as asked for, and not the same twice")
    func bytes() {
        #expect(randomBytes(32).count == 32)
        #expect(randomBytes(32) != randomBytes(32))
    }

    @Test("a UUID is one of version 4, in lower case, and not the same twice")
    func uuid() {
        let pattern = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        #expect(randomUUID().wholeMatch(of: pattern) != nil)
        #expect(randomUUID() != randomUUID())
    }
}
