import Foundation
import Testing

@testable import awsx

@Suite("Install script")
struct InstallScriptTests {
    private let folder: URL
    private var prefix: URL { folder.appending(path: "prefix") }

    /// Creates a clone that holds only the script and two programs.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "awsx-\(UUID().uuidString)")
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        for name in ["clone/scripts", "clone/bin"] {
            try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        try FileManager.default.copyItem(
            at: root.appending(path: "scripts/install"),
            to: folder.appending(path: "clone/scripts/install")
        )
        for name in ["awsx", "pulumi-resource-awsx"] {
            let file = folder.appending(path: "clone/bin/\(name)")
            try "#!/bin/sh\necho \"\(name) $0\"\n".write(to: file, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
    }

    private func install(_ words: String...) throws -> String {
        let script = Process()
        script.executableURL = folder.appending(path: "clone/scripts/install")
        script.arguments = words + [prefix.path]
        let pipe = Pipe()
        script.standardOutput = pipe
        try script.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        script.waitUntilExit()
        #expect(script.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self)
    }

    @Test("programs are installed together, linked from bin, and removed again")
    func installs() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for _ in 1...2 {
            let output = try install("--without-local")
            #expect(output.contains("add it to the PATH: export PATH=\"\(prefix.path)/bin:$PATH\""), "\(output)")
        }
        for name in ["awsx", "pulumi-resource-awsx", "pulumi-resource-aws"] {
            let link = prefix.appending(path: "bin/\(name)").resolvingSymlinksInPath()
            #expect(link.deletingLastPathComponent().path.hasSuffix("/lib/awsx"))
            #expect(FileManager.default.isExecutableFile(atPath: link.path))
        }
        _ = try install("--uninstall")
        #expect(try FileManager.default.contentsOfDirectory(atPath: prefix.path + "/bin").isEmpty)
        #expect(!FileManager.default.fileExists(atPath: prefix.path + "/lib/awsx"))
    }
}
