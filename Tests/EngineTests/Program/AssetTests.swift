import Foundation
import PulumiProtocol
import Testing

@testable import Engine

@Suite("Assets and archives of a program")
struct AssetTests {
    /// SHA-256 of `hello`.
    private static let hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("hello.txt", Array("hello".utf8))
        try folder.write("site/index.html", Array("hello".utf8))
        try folder.write("site/img/a.svg", Array("<svg/>".utf8))
        try folder.write("packed.zip", Array("hello".utf8))
    }

    private func evaluate(_ expression: String) async -> (value: PropertyValue?, errors: [String]) {
        await ProgramBench(folder: folder.path).evaluate(expression)
    }

    @Test(
        "an asset has the hash of its content",
        arguments: ["{fn::stringAsset: hello}", "{fn::fileAsset: hello.txt}", "{fn::fileAsset: ./site/index.html}"]
    )
    func hashesAssets(_ expression: String) async {
        guard case .asset(let asset)? = await evaluate(expression).value else {
            Issue.record("\(expression) is not an asset")
            return
        }
        #expect(asset.hash == Self.hello)
    }

    @Test("a local URI is read, and a remote one gets no hash and a warning")
    func readsURIs() async {
        let local = await evaluate("{fn::remoteAsset: \"file://\(folder.path)/hello.txt\"}").value
        #expect(local == .asset(Asset(.uri("file://\(folder.path)/hello.txt"), hash: Self.hello)))
        let remote = await ProgramBench().run("outputs: {a: {fn::remoteArchive: \"https://example.org/a.zip\"}}")
        #expect(remote.outputs["a"] == .archive(Archive(.uri("https://example.org/a.zip"))))
        #expect(remote.warnings.contains { $0.contains("remote content is not fetched") })
    }

    @Test("a packed archive has the hash of its file")
    func hashesPackedArchives() async {
        let packed = await evaluate("{fn::fileArchive: packed.zip}").value
        #expect(packed == .archive(Archive(.path("packed.zip"), hash: Self.hello)))
    }

    @Test("a folder and an archive of the same files have the same hash")
    func hashesContents() async throws {
        guard case .archive(let whole)? = await evaluate("{fn::fileArchive: site}").value,
            case .archive(let parts)? = await evaluate(
                """
                {fn::assetArchive: {img: {fn::fileArchive: site/img}, index.html: {fn::stringAsset: hello}}}
                """
            ).value
        else {
            Issue.record("no archives")
            return
        }
        #expect(!whole.hash.isEmpty && whole.hash == parts.hash)
        try folder.write("site/index.html", Array("changed".utf8))
        guard case .archive(let changed)? = await evaluate("{fn::fileArchive: site}").value else { return }
        #expect(changed.hash != whole.hash)
    }

    @Test("an archive with remote content has no hash")
    func leavesRemoteContents() async {
        guard
            case .archive(let archive)? = await evaluate(
                """
                {fn::assetArchive: {a: {fn::remoteAsset: "https://example.org/a"}, b: {fn::assetArchive: {}}}}
                """
            ).value
        else {
            Issue.record("no archive")
            return
        }
        #expect(archive.hash.isEmpty)
    }

    @Test(
        "content that cannot be read is an error with the path",
        arguments: [
            ("{fn::fileAsset: none.txt}", "failed to read asset at path none.txt: no such file or directory"),
            ("{fn::fileArchive: none.zip}", "failed to read archive at path none.zip: no such file or directory"),
            (
                "{fn::fileArchive: none}",
                "couldn't read archive path 'none': it is neither a folder nor a packed archive"
            ),
            ("{fn::fileAsset: 5}", "Argument to fn::fileAsset must be a string, got a number"),
            ("{fn::assetArchive: [a]}", "the argument to fn::assetArchive must be an object"),
            ("{fn::assetArchive: {a: b}}", "value must be an asset or an archive"),
            ("{fn::stringAsset: a, beside: 1}", "fn::stringAsset must have it's own object"),
        ]
    )
    func reports(_ expression: String, _ message: String) async {
        let errors = await evaluate(expression).errors
        #expect(errors.count == 1 && errors.first?.contains(message) == true, "\(errors)")
    }
}

@Suite("Tar archives")
struct TarWriterTests {
    private static let names = [
        "a", "folder/b", String(repeating: "n", count: 100),
        String(repeating: "f", count: 90) + "/" + String(repeating: "n", count: 90),
        String(repeating: "n", count: 150), "f/" + String(repeating: "n", count: 150), "größe/ñ.txt",
    ]

    /// Runs the system's tar on an archive and returns its output.
    private func tar(_ arguments: String..., of archive: [UInt8]) throws -> String {
        let folder = try TemporaryFolder()
        try folder.write("a.tar", archive)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["LC_ALL=C.UTF-8", "tar"] + arguments + ["-f", "\(folder.path)/a.tar"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self)
    }

    @Test("names of any length and alphabet are read by another tar")
    func writesNames() throws {
        var writer = TarWriter()
        for name in Self.names { writer.add(name, Array(name.utf8)) }
        let archive = writer.finished()
        #expect(try tar("--list", "--quoting-style=literal", of: archive) == Self.names.map { $0 + "\n" }.joined())
        #expect(try tar("--extract", "--to-stdout", of: archive) == Self.names.joined())
        #expect(archive.count % 512 == 0)
    }

    @Test("of two files of one name the first is kept")
    func keepsTheFirst() throws {
        var writer = TarWriter()
        writer.add("a", Array("one".utf8))
        writer.add("a", Array("two".utf8))
        #expect(try tar("--extract", "--to-stdout", of: writer.finished()) == "one")
    }
}
