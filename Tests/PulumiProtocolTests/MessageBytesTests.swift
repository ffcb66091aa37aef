import JSON
import PulumiProtocol
import Testing

@Suite("Messages from recordings")
struct MessageBytesTests {
    @Test("a message is the same after a journey through a recording")
    func roundTrip() throws {
        let request = RegisterResourceRequest(
            type: "t",
            name: "n",
            custom: true,
            object: ["a": [1, true, nil, "text"], "b": .secret("hunter2"), "c": .unknown, "d": ["e": -1.5]],
            protect: false,
            propertyDependencies: ["b": ["u2"], "a": []],
            pluginChecksums: ["linux-amd64": [1, 2, 255]],
            aliases: [Alias(alias: .spec(.init(name: "old", parent: .noParent(true)))), Alias(alias: .urn("u"))]
        )
        #expect(try RegisterResourceRequest(recordingJSON: try request.plainRecordingJSON()) == request)
        let check = CheckRequest(
            urn: "u",
            news: ["a": 1],
            randomSeed: [0, 1, 2, 255],
            autonaming: .init(proposedName: "n", mode: .enforce)
        )
        #expect(try CheckRequest(recordingJSON: try check.plainRecordingJSON()) == check)
        let diff = DiffResponse(changes: .diffSome, detailedDiff: ["a": .init(kind: .updateReplace)])
        #expect(try DiffResponse(recordingJSON: try diff.plainRecordingJSON()) == diff)
        #expect(try ListRequest(recordingJSON: ["limit": "7", "unknown": [1]]).limit == 7)
    }

    @Test("a member that is no value of its field is refused by its name")
    func refuses() {
        let error = #expect(throws: CodecError.self) { try DiffResponse(recordingJSON: ["changes": "DIFF_MAYBE"]) }
        #expect(error.map { "\($0)" }?.contains("changes") == true)
    }
}
