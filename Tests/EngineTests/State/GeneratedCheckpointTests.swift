import JSON
import PulumiProtocol
import Testing

@testable import Engine

@Suite("Generated checkpoints")
struct GeneratedCheckpointTests {
    // swift-format-ignore: NeverUseForceTry
    private let folder = try! TemporaryFolder()
    private let stack = StackReference(project: "p", name: "dev")

    @Test("are rewritten byte for byte", arguments: 0..<20)
    func rewriting(_ seed: Int) async throws {
        let secrets = PassphraseSecrets(salt: nil, source: PassphraseSource("x"))
        var maker = CheckpointMaker(seed: UInt64(seed), secrets: secrets)
        let text = try maker.checkpoint()
        try folder.write(".pulumi/meta.yaml", Array("version: 1\n".utf8))
        try folder.write(".pulumi/stacks/p/dev.json", Array(text.utf8))
        let backend = try FileBackend(url: "file://\(folder.path)", environment: [:])
        try await backend.withStack(stack, secrets: secrets) { session in
            try session.finish(session.snapshot, record: nil)
        }
        let rewritten = try folder.text(".pulumi/stacks/p/dev.json")
        #expect(rewritten == text, "\(Self.difference(rewritten, text))")

        // Decrypted and encrypted again, only the nonces change.
        let clear = try backend.export(stack, showing: secrets)
        try backend.import(stack, Array(clear.utf8), secrets: secrets, force: true)
        #expect(
            try backend.export(stack, showing: secrets)
                == clear.replacing(
                    #/,\n        "pending_operations": \[.*?\n        \]/#.dotMatchesNewlines(),
                    with: ""
                )
        )
        if seed == 0 {
            let file = "\(folder.path)/.pulumi/stacks/p/dev.json"
            let read = try PythonReader.read(file, passphrase: "x")
            #expect(read["resources"]?.array?.count == 12)
        }
    }
}

extension GeneratedCheckpointTests {
    /// Returns the surroundings of the first difference between two texts.
    fileprivate static func difference(_ one: String, _ other: String) -> String {
        let common = zip(one.utf8, other.utf8).prefix { $0 == $1 }.count
        let around = { (text: String) in
            String(decoding: text.utf8.dropFirst(max(0, common - 60)).prefix(160), as: UTF8.self)
        }
        return "\(around(one))\n\(around(other))"
    }
}

/// Generates checkpoints as Pulumi's engine writes them, with every member of a resource and every kind of value.
private struct CheckpointMaker {
    private var state: UInt64
    private let secrets: PassphraseSecrets
    private var urns: [String] = []

    init(seed: UInt64, secrets: PassphraseSecrets) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        self.secrets = secrets
    }

    mutating func checkpoint() throws -> String {
        try secrets.establish()
        let salt = try #require(secrets.salt)
        let provider = "urn:pulumi:dev::p::pulumi:providers:t::own"
        var resources = [#"{"urn":"\#(provider)","custom":true,"id":"1","type":"pulumi:providers:t"}"#]
        for index in 0..<10 { resources.append(try resource(index, provider: "\(provider)::1")) }
        resources.append(#"{"urn":"\#(urns[0])","custom":true,"delete":true,"id":"old","type":"t:i:T"}"#)
        let pending = #"{"resource":{"urn":"\#(urns[1])","custom":true,"type":"t:i:T"},"type":"updating"}"#
        return
            #"{"version":4,"features":["extensionParameterization","hooks","refreshBeforeUpdate","replaceWith","snippets-prototype","taint","views"],"checkpoint":{"stack":"organization/p/dev","latest":{"manifest":{"time":"2026-01-02T03:04:05.678Z","magic":"","version":""},"secrets_providers":{"type":"passphrase","state":{"salt":"\#(salt)"}},"resources":[\#(resources.joined(separator: ","))],"pending_operations":[\#(pending)],"metadata":{},"snippets":[{"uuid":"u"}],"extensions":{"e":{"x":1}}}}}"#
    }

    private mutating func resource(_ index: Int, provider: String) throws -> String {
        let urn = "urn:pulumi:dev::p::t:i:T::r\(index)"
        let earlier = urns.last ?? ""
        let isFull = index % 3 == 1
        var members = [#""urn":"\#(urn)","custom":true,"id":"id-\#(index)","type":"t:i:T""#]
        func add(_ text: String, if condition: Bool = isFull) { if condition { members.append(text) } }
        members.append(#""inputs":\#(try object(3)),"outputs":\#(try object(3))"#)
        let hasEarlier = !earlier.isEmpty && isFull
        add(#""parent":"\#(earlier)""#, if: hasEarlier)
        add(#""protect":true,"taint":true,"external":true"#)
        add(#""dependencies":["\#(earlier)"]"#, if: hasEarlier)
        add(#""initErrors":["it <failed> & \"so\" \u2028"]"#)
        members.append(
            #""provider":"\#(provider)","propertyDependencies":{"a":[],"b":\#(hasEarlier ? #"["\#(earlier)"]"# : "[]")}"#
        )
        add(#""pendingReplacement":true,"additionalSecretOutputs":["s"],"aliases":["urn:pulumi:dev::p::t:i:T::was"]"#)
        add(
            #""customTimeouts":{"create":90,"update":1.5,"delete":3600,"read":30},"importID":"i","retainOnDelete":true"#
        )
        add(#""deletedWith":"\#(earlier)","replaceWith":["\#(earlier)"]"#, if: hasEarlier)
        add(#""replaceWith":["\#(provider.dropLast(3))"]"#, if: isFull && !hasEarlier)
        add(
            #""created":"2026-01-01T00:00:00.123456789Z","modified":"2026-01-01T00:00:00Z","sourcePosition":"project:///x#1,2""#
        )
        add(#""stackTrace":[{"sourcePosition":"project:///x#1,2"},{}],"ignoreChanges":["a.b[0]"]"#)
        add(#""hideDiff":[["a",0,"b.c"],["d"]],"replaceOnChanges":["*"],"replacementTrigger":\#(try object(2))"#)
        add(
            #""refreshBeforeUpdate":true,"viewOf":"\#(urn)","resourceHooks":{"afterCreate":["h"],"beforeCreate":["g"]}"#
        )
        add(#""extensionRef":"e","snippetID":"s","somethingNewer":{"kept":[1]}"#)
        urns.append(urn)
        return "{" + members.joined(separator: ",") + "}"
    }

    private mutating func object(_ depth: Int, inSecret: Bool = false) throws -> String {
        let keys = ["A", "a", "b-c", "k:x", "z", "é", "😀"].filter { _ in next(3) > 0 }
        return "{"
            + (try (["Z"] + keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map {
                #""\#($0)":\#(try value(depth, inSecret: inSecret))"#
            }).joined(separator: ",") + "}"
    }

    private mutating func value(_ depth: Int, inSecret: Bool = false) throws -> String {
        let signature = #""4dabf18193072939515e22adb298388d""#
        switch next(depth > 0 ? 14 : 7) {
        case 0: return ["true", "false"][next(2)]
        case 1:
            return ["0", "-1", "2.5", "1e+21", "1e-7", "9007199254740993", "0.1", "123456789012"][next(8)]
                .replacing("9007199254740993", with: "9007199254740992")
        case 2: return #""\u2028<&>\"\\\n\t\b\u0001é😀""#
        case 3: return #""""#
        case 4: return #"{\#(signature):"c44067f5952c0a294b673a41bacd8c17","hash":"h","text":"t"}"#
        case 5: return #"{\#(signature):"5cf8f73096256a8f31e491e813e4eb8e","id":"","packageVersion":"","urn":"u"}"#
        case 6: return #"{\#(signature):"8ad145fe-0d11-4827-bfd7-1abcbf086f5c","value":"7ff8000000000001"}"#
        case 7: return #"{\#(signature):"5cf8f73096256a8f31e491e813e4eb8e","packageVersion":"1.2.3","urn":"u"}"#
        case 8:
            return
                #"{\#(signature):"0def7320c3a5731c473e5ecbe6d01bc7","assets":{"f":{\#(signature):"c44067f5952c0a294b673a41bacd8c17","path":"p"}},"hash":"h"}"#
        case 9, 10:
            // Nested secrets are plain JSON and not encrypted a second time.
            let text = try value(depth - 1, inSecret: true).replacing("<&>", with: "\\u003c\\u0026\\u003e")
            let sealed = try inSecret ? JSON.string(text).text(.escapingHTML) : "\"\(secrets.encrypt(text))\""
            return #"{\#(signature):"1b47061264138c4ac30d75fd1eb44270","ciphertext":\#(sealed)}"#
        case 11:
            return "["
                + (try (0..<next(3)).map { _ in try value(depth - 1, inSecret: inSecret) }).joined(separator: ",") + "]"
        case 12: return "null"
        default: return try object(depth - 1, inSecret: inSecret)
        }
    }

    private mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
