import JSON
import PulumiProtocol
import Testing

@testable import Engine

@Suite("Resources in a checkpoint")
struct ResourceStateJSONTests {
    private let vault = SecretVault(PassphraseSecrets(salt: nil, source: PassphraseSource(nil)))

    private func roundTrip(_ json: String) throws -> String {
        let state = try ResourceStateReader(vault: vault).state(try JSON(parsing: json))
        return try ResourceStateWriter(vault: vault).json(state).text()
    }

    @Test("keep every member, in Pulumi's order")
    func everyMember() throws {
        let text = """
            {"urn":"u","custom":true,"delete":true,"id":"i","type":"t","inputs":{"a":[1,2.5,1e+21,null]},"outputs":{"b":{}},\
            "parent":"p","protect":true,"taint":true,"external":true,"dependencies":["d"],"initErrors":["e"],\
            "provider":"pr::1","propertyDependencies":{"a":["d"],"b":[]},"pendingReplacement":true,\
            "additionalSecretOutputs":["s"],"aliases":["al"],"customTimeouts":{"create":90,"delete":0.5},"importID":"im",\
            "retainOnDelete":true,"deletedWith":"dw","replaceWith":["rw"],"created":"2026-01-01T00:00:00Z",\
            "modified":"2026-01-01T00:00:00Z","sourcePosition":"project:///x#1","stackTrace":[{"sourcePosition":"y"},{}],\
            "ignoreChanges":["ig"],"hideDiff":[["a",0,"b.c"]],"replaceOnChanges":["rc"],"replacementTrigger":{"x":1},\
            "refreshBeforeUpdate":true,"viewOf":"v","resourceHooks":{"beforeCreate":["h"]},"snippetID":"new"}
            """
        #expect(try roundTrip(text) == text)
    }

    @Test("leave out what is empty")
    func empty() throws {
        let text = #"{"urn":"u","custom":false,"type":"t"}"#
        #expect(
            try roundTrip(#"{"type":"t","urn":"u","custom":false,"inputs":{},"parent":"","dependencies":null}"#) == text
        )
    }

    @Test(
        "are refused with the member at fault",
        arguments: [
            (#"{"urn":"u","type":"t","id":1}"#, "'id' of resource 'u'"), (#"{"type":"t"}"#, "no urn"),
            (#"{"urn":"u"}"#, "no type"), (#"{"urn":"u","type":"t","dependencies":[1]}"#, "'dependencies'"),
            (#"{"urn":"u","type":"t","inputs":[]}"#, "'inputs'"), ("[]", "not an object"),
            (#"{"urn":"u","type":"t","id":"x"}"#, "is a component"),
        ]
    )
    func faults(_ json: String, _ message: String) {
        let error = #expect(throws: StateError.self) { try roundTrip(json) }
        #expect(error?.kind == .damaged)
        #expect(error?.message.contains(message) == true)
    }
}
