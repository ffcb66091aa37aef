import Crypto
import JSON
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

@Suite(
    "Recorded checks and diffs",
    .enabled(if: try Prerequisite.recordings.isThere(), "\(Prerequisite.recordings.absence)")
)
struct RecordedCheckTests {
    @Test("Check answers the recorded inputs", arguments: RecordedCall.all("Check"))
    func check(_ call: RecordedCall) async throws {
        let provider = try await AWSProvider.scripted()
        let seed = try #require(Base64.decode(call.request["randomSeed"]?.string ?? ""))
        let request = CheckRequest(
            urn: call.urn,
            olds: try call.map("olds"),
            news: try call.map("news"),
            randomSeed: seed
        )
        let answer = try await provider.check(request, .test)
        var inputs = PropertyValue.map(answer.inputs).comparable.map ?? [:]
        let wanted = PropertyValue.map(try PropertyMap(json: call.response["inputs"] ?? [:])).comparable.map ?? [:]
        if wanted["region"] == nil { inputs["region"] = nil }
        #expect(answer.failures.isEmpty)
        #expect(inputs == wanted)
    }

    @Test("Diff finds nothing where nothing was found", arguments: RecordedCall.all("Diff"))
    func diff(_ call: RecordedCall) async throws {
        let provider = try await AWSProvider.scripted()
        let request = DiffRequest(
            id: call.request["id"]?.string ?? "",
            urn: call.urn,
            olds: try call.map("olds"),
            news: try call.map("news"),
            oldInputs: try call.map("oldInputs")
        )
        let answer = try await provider.diff(request, .test)
        #expect(answer.diffs == [])
        #expect(answer.changes == .diffNone)
        let stables = Set((call.response["stables"]?.array ?? []).compactMap(\.string))
        // Since 7.x these no longer replace, or are gone.
        let former: Set<String> = ["subnetMappings", "customerOwnedIpv4Pool", "ipv6AddressCount"]
        #expect(stables.subtracting(former).isSubset(of: answer.stables))
    }
}
