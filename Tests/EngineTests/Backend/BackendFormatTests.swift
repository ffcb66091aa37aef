import Foundation
import JSON
import PulumiProtocol
import Testing

@testable import Engine

@Suite("Formats of a file backend")
struct BackendFormatTests {
    // swift-format-ignore: NeverUseForceTry
    private let folder = try! TemporaryFolder()
    private let stack = StackReference(project: "p", name: "dev")
    private let secrets = PassphraseSecrets(salt: nil, source: PassphraseSource("x"))

    private func backend(_ environment: [String: String] = [:]) throws -> FileBackend {
        try FileBackend(url: "file://\(folder.path)", environment: environment)
    }

    private func deploy(_ backend: FileBackend, _ stack: StackReference, _ name: String) async throws {
        try await backend.withStack(stack, secrets: secrets) { session in
            let state = ResourceState(urn: "urn:pulumi:dev::p::t:i:T::\(name)", type: "t:i:T", isCustom: false)
            let record = UpdateRecord(kind: "update", startTime: 1, endTime: 2)
            try session.finish(Snapshot(resources: [state]), record: record)
        }
    }

    @Test(
        "are compressed if the environment says so, and plain again if it does not",
        arguments: [
            "PULUMI_DIY_BACKEND_GZIP", "PULUMI_SELF_MANAGED_STATE_GZIP",
        ]
    )
    func compression(_ variable: String) async throws {
        let plain = try backend()
        let compressing = try backend([variable: "1"])
        try plain.create(stack)
        try await deploy(compressing, stack, "a")
        #expect(folder.files(".pulumi/stacks/p").contains("dev.json.gz"))
        #expect(!folder.files(".pulumi/stacks/p").contains("dev.json"))
        #expect(folder.files(".pulumi/stacks/p").contains("dev.json.bak"))
        #expect(folder.files(".pulumi/history/p/dev").contains { $0.hasSuffix(".history.json.gz") })
        #expect(try folder.text(".pulumi/stacks/p/dev.json.gz.attrs").contains("application/x-gzip"))
        for backend in [plain, compressing] {
            #expect(try backend.snapshot(stack, secrets: secrets).resources.map(\.name) == ["a"])
            #expect(try backend.history(stack).count == 1)
            #expect(try backend.stacks().count == 1)
        }
        let read = try PythonReader.read("\(folder.path)/.pulumi/stacks/p/dev.json.gz", passphrase: "x")
        #expect(read["resources"]?.array?.count == 1)
        try await deploy(plain, stack, "b")
        #expect(!folder.files(".pulumi/stacks/p").contains("dev.json.gz"))
        #expect(try compressing.snapshot(stack, secrets: secrets).resources.map(\.name) == ["b"])
        #expect(try compressing.export(stack, version: 1).contains("T::a"))
    }

    @Test("report a compressed file truncated anywhere")
    func cutShort() throws {
        let backend = try backend(["PULUMI_DIY_BACKEND_GZIP": "true"])
        try backend.create(stack)
        let whole = try folder.bytes(".pulumi/stacks/p/dev.json.gz")
        for length in 0..<whole.count {
            try folder.write(".pulumi/stacks/p/dev.json.gz", Array(whole.prefix(length)))
            let error = #expect(throws: StateError.self) { try backend.load(stack) }
            #expect(error?.kind == .damaged)
        }
    }

    @Test("survive compression, whatever the bytes are", arguments: [0, 1, 100, 65536, 300_000])
    func roundTrip(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        #expect(Gzip.decompressed(try Gzip.compressed(bytes)) == bytes)
    }

    @Test("with zstd are refused by name")
    func zstandard() throws {
        #expect(throws: StateError.self) { try backend(["PULUMI_DIY_BACKEND_ZSTD": "1"]) }
        try backend().create(stack)
        try folder.write(".pulumi/stacks/p/dev.json", [0x28, 0xB5, 0x2F, 0xFD, 0])
        let error = #expect(throws: StateError.self) { try backend().load(stack) }
        #expect(error?.message.contains("zstd") == true)
    }

    @Test("without projects stay in use until they are upgraded")
    func legacy() async throws {
        let old = try backend(["PULUMI_SELF_MANAGED_STATE_LEGACY_LAYOUT": "1"])
        let stack = try old.reference("dev", project: "p")
        try old.create(stack)
        #expect(folder.files(".pulumi").contains("stacks/dev.json"))
        #expect(!folder.files(".pulumi").contains("meta.yaml"))
        let found = try backend()
        try await deploy(found, try found.reference("dev", project: "p"), "a")
        #expect(try found.stacks().map(\.reference.description) == ["dev"])
        #expect(folder.files(".pulumi/history/dev").count == 4)
        #expect(try folder.text(".pulumi/stacks/dev.json").contains(#""stack":"dev""#))
        #expect(throws: StateError.self) { try found.reference("organization/p/dev", project: "p") }

        #expect(try found.upgrade(project: nil).moved.map(\.description) == ["organization/p/dev"])
        let new = try backend()
        #expect(try new.snapshot(self.stack, secrets: secrets).resources.map(\.name) == ["a"])
        #expect(try new.history(self.stack).count == 1)
        #expect(try folder.text(".pulumi/meta.yaml") == "version: 1\n")
        #expect(new.warnings.isEmpty)
    }

    @Test("of an unknown version are refused on opening")
    func unknownLayout() throws {
        try folder.write(".pulumi/meta.yaml", Array("version: 2\n".utf8))
        #expect(throws: StateError.self) { try backend() }
    }

    @Test("keep the tags of a stack through a rename, and remove them with it")
    func tags() throws {
        let backend = try backend()
        try backend.create(stack)
        #expect(try backend.tags(stack).isEmpty)
        try backend.setTags(["b": "2", "a": "<1>"], of: stack)
        #expect(
            try folder.text(".pulumi/stacks/p/dev.pulumi-tags") == #"{"version":1,"tags":{"a":"<1>","b":"2"}}"#
        )
        let other = StackReference(project: "p", name: "other")
        try backend.rename(stack, to: other)
        #expect(try backend.tags(other) == ["a": "<1>", "b": "2"])
        try backend.remove(other, removesBackups: true)
        #expect(folder.files(".pulumi/stacks").filter { $0.contains("other") }.isEmpty)
    }

    @Test("retain every checkpoint, or make no copies, if the environment says so")
    func copies() async throws {
        try backend().create(stack)
        let name = "PULUMI_DIY_BACKEND"
        try await deploy(
            try backend(["\(name)_RETAIN_CHECKPOINTS": "1", "\(name)_DISABLE_CHECKPOINT_BACKUPS": "1"]),
            stack,
            "a"
        )
        #expect(folder.files(".pulumi/backups").isEmpty)
        #expect(folder.files(".pulumi/stacks/p").contains { $0.wholeMatch(of: /dev\.json\.[0-9]{19}/) != nil })
    }

    @Test("record the secrets provider of a new stack, as Pulumi does")
    func initialState() throws {
        try secrets.establish()
        try backend().create(stack, secrets: secrets)
        let json = try JSON(parsing: folder.bytes(".pulumi/stacks/p/dev.json"))
        #expect(json["checkpoint"]?["latest"]?["secrets_providers"]?["state"] == secrets.state)
        #expect(json["checkpoint"]?["latest"]?["metadata"] == [:])
        #expect(try backend().stacks().first?.resourceCount == 0)
    }

    @Test(
        "of older versions are brought up to date",
        arguments: [
            (#"{"version":0,"checkpoint":{"stack":"organization/p/dev"}}"#, nil),
            (
                #"{"stack":"dev","latest":{"manifest":{"time":"2018-01-01T00:00:00Z","magic":"","version":""},"resources":[{"urn":"urn:pulumi:dev::p::t:i:T::a","custom":true,"id":"1","type":"t:i:T","inputs":{"x":1},"defaults":{"y":2},"outputs":{"x":1},"dependencies":null,"initErrors":null}]}}"#,
                #"{"urn":"urn:pulumi:dev::p::t:i:T::a","custom":true,"id":"1","type":"t:i:T","inputs":{"x":1},"outputs":{"x":1},"propertyDependencies":{"x":[]}}"#
            ),
            (
                #"{"version":2,"checkpoint":{"stack":"dev","latest":{"resources":[{"urn":"urn:pulumi:dev::p::t:i:T::a","custom":false,"type":"t:i:T"},{"urn":"urn:pulumi:dev::p::t:i:T::b","custom":false,"type":"t:i:T","inputs":{"x":1},"dependencies":["urn:pulumi:dev::p::t:i:T::a"]}]}}}"#,
                #"{"urn":"urn:pulumi:dev::p::t:i:T::b","custom":false,"type":"t:i:T","inputs":{"x":1},"dependencies":["urn:pulumi:dev::p::t:i:T::a"],"propertyDependencies":{"x":["urn:pulumi:dev::p::t:i:T::a"]}}"#
            ),
        ]
    )
    func upgrading(_ file: String, _ last: String?) async throws {
        try folder.write(".pulumi/meta.yaml", Array("version: 1\n".utf8))
        try folder.write(".pulumi/stacks/p/dev.json", Array(file.utf8))
        let backend = try backend()
        try await backend.withStack(stack, secrets: secrets) { session in
            try session.finish(session.snapshot, record: nil)
        }
        let json = try JSON(parsing: folder.bytes(".pulumi/stacks/p/dev.json"))
        #expect(json["version"] == 3)
        #expect(json["checkpoint"]?["latest"]?["resources"]?.array?.last?.text() == last)
    }
}
