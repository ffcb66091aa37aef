import Foundation
import Glibc
import TestKit

@testable import Engine

/// A copy of a stack that the real engine wrote.
final class SharedStack {
    /// The folders of all recorded stacks; none outside of the working copy that they lie beside.
    static let folders: [String] = {
        let shared = WorkingCopy.shared.appending(path: "state").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: shared)) ?? []
        return names.sorted().map { "\(shared)/\($0)" }.filter {
            FileManager.default.fileExists(atPath: "\($0)/dot-pulumi")
        }
    }()

    static let passphrase = "correct horse"

    let source: String
    let folder: TemporaryFolder
    let backend: FileBackend
    let project: Project
    let stack: StackReference

    init(_ source: String) throws {
        self.source = source
        folder = try TemporaryFolder()
        try folder.copy("\(source)/dot-pulumi", to: ".pulumi")
        for name in try FileManager.default.contentsOfDirectory(atPath: source) where name.hasSuffix(".yaml") {
            try folder.copy("\(source)/\(name)", to: name)
        }
        project = try Project.find(from: folder.path)
        backend = try FileBackend(url: "file://\(folder.path)", environment: [:])
        stack = StackReference(project: project.name, name: "dev")
    }

    /// Decrypts with the salt that the checkpoint names.
    var secrets: PassphraseSecrets { PassphraseSecrets(salt: nil, source: PassphraseSource(Self.passphrase)) }

    /// Returns a recorded file beside the state.
    func recorded(_ name: String) throws -> String {
        try String(contentsOfFile: "\(source)/\(name)", encoding: .utf8)
    }
}

/// A folder that is removed at the end of the test.
final class TemporaryFolder {
    let path: String

    init() throws {
        let made = FileManager.default.temporaryDirectory.appending(path: "state-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        path = made.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Copies a file or folder, which may be read-only, into this one.
    func copy(_ source: String, to name: String) throws {
        let target = "\(path)/\(name)"
        try FileManager.default.copyItem(atPath: source, toPath: target)
        for item in try [""]
            + FileManager.default.subpathsOfDirectory(atPath: FilePath.isFolder(target) ? target : path)
        {
            chmod("\(target)/\(item)", 0o755)
        }
        chmod(target, 0o755)
    }

    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)"))) }

    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try AtomicFile.write("\(path)/\(name)", bytes)
    }

    /// Returns the relative paths of all files under a folder.
    func files(_ name: String) -> [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: "\(path)/\(name)")) ?? []).sorted().filter {
            FilePath.isFile("\(path)/\(name)/\($0)")
        }
    }
}
