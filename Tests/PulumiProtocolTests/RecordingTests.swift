import JSON
import PulumiProtocol
import Testing

@Suite("Messages as recordings have them")
struct RecordingTests {
    @Test("defaults are left out, names are lowerCamel, enumerations have names, bytes are base64")
    func mapping() throws {
        let request = CheckRequest(
            urn: "u",
            news: ["a": 1],
            randomSeed: [0, 1, 2, 255],
            autonaming: .init(proposedName: "n", mode: .enforce),
            oldOutputs: [:]
        )
        let expected =
            #"{"urn":"u","olds":{},"news":{"a":1},"randomSeed":"AAEC/w==","#
            + #""autonaming":{"proposedName":"n","mode":"ENFORCE"},"oldOutputs":{}}"#
        #expect(try request.recordingJSON().text() == expected)
    }

    @Test("maps, lists, oneofs, optional fields and 64-bit numbers")
    func shapes() throws {
        let register = RegisterResourceRequest(
            type: "t",
            protect: false,
            propertyDependencies: ["b": ["u2"], "a": []],
            pluginChecksums: ["linux-amd64": [1]],
            aliases: [Alias(alias: .spec(.init(name: "old", parent: .noParent(true)))), Alias(alias: .urn("u"))],
            transforms: [Callback(target: "x", token: "y")]
        )
        let json = try register.recordingJSON()
        #expect(json["protect"]?.bool == false)
        #expect(json["retainOnDelete"] == .none)
        #expect(json["propertyDependencies"]?.text() == #"{"a":{},"b":{"urns":["u2"]}}"#)
        #expect(json["aliases"]?.text() == #"[{"spec":{"name":"old","noParent":true}},{"urn":"u"}]"#)
        #expect(json["transforms"]?.text() == #"[{"target":"x","token":"y"}]"#)
        #expect(json["pluginChecksums"]?.text() == #"{"linux-amd64":"AQ=="}"#)
        #expect(try ListRequest(limit: 7).recordingJSON()["limit"]?.string == "7")
        #expect(try Empty().recordingJSON().text() == "{}")
        let diff = DiffResponse(changes: .unrecognized(99), detailedDiff: ["a": .init(kind: .updateReplace)])
        #expect(try diff.recordingJSON().text() == #"{"changes":99,"detailedDiff":{"a":{"kind":"UPDATE_REPLACE"}}}"#)
    }

    @Test("no secret is written: of properties, of configuration, of callbacks")
    func secrets() throws {
        let messages: [any ProtocolMessage] = [
            CheckRequest(news: ["p": .secret("hunter2")]),
            ConstructRequest(config: ["p:x": "hunter2", "p:y": "shown"], configSecretKeys: ["p:x"]),
            CallRequest(config: ["p:x": "hunter2"], configSecretKeys: ["p:x"]),
            ConfigureRequest(variables: ["aws:config:token": "hunter2"], args: ["token": .secret("hunter2")]),
            ConfigureRequest(variables: ["aws:config:token": "hunter2"]),
            RegisterResourceResponse(object: ["a": [.output(Output("hunter2", isSecret: true))]]),
            CallbackInvokeRequest(token: "t", request: Array("hunter2".utf8)),
        ]
        for message in messages {
            let text = try message.recordingJSON().text()
            #expect(!text.contains("hunter2") && !text.contains("aHVudGVyMg"))
            #expect(text.contains("[secret]"))
        }
        let configure = ConfigureRequest(variables: ["aws:config:region": "eu-west-1"], args: ["region": "eu-west-1"])
        #expect(try configure.recordingJSON()["variables"]?["aws:config:region"]?.string == "eu-west-1")
    }
}
