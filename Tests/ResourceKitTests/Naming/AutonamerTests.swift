import Crypto
import Testing

@testable import ResourceKit

@Suite("Automatic names")
struct AutonamerTests {
    @Test("the recorded seed gives the recorded name")
    func recordedName() throws {
        let seed = try #require(Base64.decode("QdILJNx/38eOXWD3cdfSNgGszCDcE305tqlTh5+R8iM="))
        let autonamer = Autonamer(logicalName: "default-cluster", seed: seed, mode: .standard)
        #expect(try autonamer.name(maxLength: 255) == "default-cluster-bbce743")
    }

    @Test("a name that would be too long is refused, not cut")
    func tooLong() {
        let autonamer = Autonamer(logicalName: String(repeating: "a", count: 25), seed: [1], mode: .standard)
        #expect(throws: Autonamer.Failure.self) { try autonamer.name(maxLength: 32) }
        #expect(throws: Never.self) { try autonamer.name(maxLength: 33) }
    }

    @Test(
        "a name does not begin as AWS's own do",
        arguments: [("sg", "sg"), ("sg-web", "sgweb-"), ("web-sg", "web-sg-"), ("sgweb", "sgweb-")]
    )
    func reserved(logicalName: String, beginning: String) throws {
        let name = try Autonamer(logicalName: logicalName, seed: [1], mode: .standard)
            .name(maxLength: 0, reserved: "sg-")
        #expect(name.dropLast(7) == beginning)
    }

    @Test("an empty seed gives another name every time")
    func emptySeed() throws {
        let autonamer = Autonamer(logicalName: "web", seed: [], mode: .standard)
        #expect(try autonamer.name(maxLength: 0) != autonamer.name(maxLength: 0))
    }

    @Test("a proposed name is taken if it fits, an enforced one as it is, and none if names are disabled")
    func modes() throws {
        func name(_ mode: Autonamer.Mode, maxLength: Int) throws -> String {
            try Autonamer(logicalName: "web", seed: [1], mode: mode).name(maxLength: maxLength, isLowercase: true)
        }
        #expect(try name(.propose("Shop"), maxLength: 4) == "shop")
        #expect(throws: Autonamer.Failure.self) { try name(.propose("Shop"), maxLength: 3) }
        #expect(try name(.enforce("Shop"), maxLength: 3) == "Shop")
        #expect(throws: Autonamer.Failure.self) { try name(.disable, maxLength: 0) }
    }

    @Test("a suffix has the time, its fraction and a counter")
    func uniqueSuffix() {
        let first = UniqueSuffix.make(seconds: 1_715_684_184, nanoseconds: 840_000_000)
        let second = UniqueSuffix.make(seconds: 1_715_684_184, nanoseconds: 840_000_000)
        #expect(first.hasPrefix("202405141056248400"))
        #expect(first.count == 26)
        #expect(first != second)
    }
}
