import Foundation
import JSON
import PulumiProtocol
import TestKit
import Testing

@testable import Engine

@Suite(
    "Stacks that the real engine wrote",
    .enabled(if: try Prerequisite.recordings.isThere(), "\(Prerequisite.recordings.absence)")
)
struct RecordedStackTests {
    @Test("are exported as it exports them", arguments: SharedStack.folders)
    func export(_ folder: String) throws {
        let shared = try SharedStack(folder)
        #expect(try shared.backend.export(shared.stack) == shared.recorded("export.json"))
    }

    @Test("are exported with decrypted secrets as it exports them", arguments: SharedStack.folders)
    func exportWithSecrets(_ folder: String) throws {
        let shared = try SharedStack(folder)
        let text = try shared.backend.export(shared.stack, showing: shared.secrets)
        #expect(try text == shared.recorded("export-secrets.json"))
    }

    @Test("have the outputs that it prints", arguments: SharedStack.folders)
    func outputs(_ folder: String) throws {
        let shared = try SharedStack(folder)
        let outputs = try shared.backend.outputs(shared.stack, secrets: shared.secrets)
        #expect(outputs.containsSecrets)
        #expect(try outputs.plain.json() == JSON(parsing: shared.recorded("outputs.json")))
    }

    @Test("have the history that it wrote, and each entry is written as it writes it", arguments: SharedStack.folders)
    func history(_ folder: String) throws {
        let shared = try SharedStack(folder)
        let names = shared.folder.files(".pulumi/history").filter { $0.hasSuffix(".history.json") }
        let records = try shared.backend.history(shared.stack)
        #expect(records.count == names.count)
        for (record, name) in zip(records.reversed(), names) {
            #expect(try record.json.text() == shared.folder.text(".pulumi/history/\(name)"))
        }
    }

    @Test("are written as it writes them, but for the time", arguments: SharedStack.folders)
    func rewriting(_ folder: String) async throws {
        let shared = try SharedStack(folder)
        let old = try shared.folder.text(".pulumi/stacks/\(shared.project.name)/dev.json")
        for record in [nil, UpdateRecord(kind: "update", startTime: 1, endTime: 2)] {
            try await shared.backend.withStack(shared.stack, secrets: shared.secrets) { session in
                try session.finish(session.snapshot, record: record)
            }
            let new = try shared.folder.text(".pulumi/stacks/\(shared.project.name)/dev.json")
            // Only a deployment sets the time.
            #expect((new == old) == (record == nil))
            #expect(Self.withoutTime(new) == Self.withoutTime(old))
            #expect(try shared.folder.text(".pulumi/stacks/\(shared.project.name)/dev.json.bak") == old)
        }
    }

    @Test("get files of the names and contents that it gives them", arguments: SharedStack.folders)
    func layout(_ folder: String) async throws {
        let shared = try SharedStack(folder)
        let before = shared.folder.files(".pulumi")
        var record = UpdateRecord(kind: "update", startTime: 1, endTime: 2)
        record.resourceChanges = ["same": 16]
        try await shared.backend.withStack(shared.stack, secrets: shared.secrets) { [record] session in
            try session.finish(session.snapshot, record: record)
        }
        let added = shared.folder.files(".pulumi").filter { !before.contains($0) }
        let nanoseconds = /[0-9]{19}/
        let patterns = Set(added.map { $0.replacing(nanoseconds, with: "N") })
        let place = "\(shared.project.name)/dev"
        let expected = [
            "history/\(place)/dev-N.history.json", "history/\(place)/dev-N.checkpoint.json",
            "backups/\(place)/dev.N.json",
        ]
        #expect(patterns == Set(expected + expected.map { "\($0).attrs" }))
        #expect(try shared.backend.history(shared.stack).first == record)
    }

    @Test("have the recorded checksums", arguments: SharedStack.folders)
    func attributes(_ folder: String) throws {
        let shared = try SharedStack(folder)
        let recorded = try shared.folder.text(".pulumi/meta.yaml.attrs")
        try shared.backend.store.write(".pulumi/meta.yaml", shared.folder.bytes(".pulumi/meta.yaml"))
        #expect(try shared.folder.text(".pulumi/meta.yaml.attrs") == recorded)
    }

    @Test("are decrypted by an independent reader after we wrote them", arguments: SharedStack.folders)
    func independentReader(_ folder: String) async throws {
        let shared = try SharedStack(folder)
        // A new secret, beside the ones that keep their ciphertext.
        try await shared.backend.withStack(shared.stack, secrets: shared.secrets) { session in
            var snapshot = session.snapshot
            let (token, state) = try #require(snapshot.entries.first)
            var changed = state
            changed.outputs["added"] = .secret(["a": "<é>", "b": [1, nil]])
            snapshot.apply(.put(token, changed))
            try session.finish(snapshot, record: nil)
        }
        let read = try PythonReader.read(
            shared.folder.path + "/.pulumi/stacks/\(shared.project.name)/dev.json",
            passphrase: SharedStack.passphrase
        )
        #expect(read["resources"]?[0]?["outputs"]?["added"] == ["secret": ["a": "<é>", "b": [1, nil]]])
        // Without the new secret, the file must equal the decrypted export of the real engine.
        let recorded = try PythonReader.read(shared.source + "/export-secrets.json", passphrase: "")
        #expect(try Self.without("added", read) == recorded)
    }

    /// Returns the reader's output without one output of the first resource.
    private static func without(_ output: String, _ read: JSON) throws -> JSON {
        var all = try #require(read.object)
        var resources = try #require(read["resources"]?.array)
        var first = try #require(resources[0].object)
        var outputs = try #require(first["outputs"]?.object)
        outputs[output] = nil
        first["outputs"] = .object(outputs)
        resources[0] = .object(first)
        all["resources"] = .array(resources)
        return .object(all)
    }

    @Test("are renamed with all references, and back", arguments: SharedStack.folders)
    func renaming(_ folder: String) throws {
        let shared = try SharedStack(folder)
        let other = StackReference(project: shared.project.name, name: "other")
        try shared.backend.rename(shared.stack, to: other)
        #expect(!shared.backend.exists(shared.stack))
        let text = try shared.backend.export(other)
        #expect(!text.contains("urn:pulumi:dev::"))
        #expect(text.contains("::pulumi:pulumi:Stack::\(shared.project.name)-other\""))
        #expect(try shared.backend.history(other).count == 2)
        try shared.backend.rename(other, to: shared.stack)
        #expect(
            try Self.withoutTime(shared.backend.export(shared.stack))
                == Self.withoutTime(shared.recorded("export.json"))
        )
    }

    @Test("are imported from either export, and are the same again", arguments: SharedStack.folders)
    func importing(_ folder: String) throws {
        let shared = try SharedStack(folder)
        for name in ["export.json", "export-secrets.json"] {
            let export = Array(try shared.recorded(name).utf8)
            try shared.backend.import(shared.stack, export, secrets: shared.secrets)
            let again = try shared.backend.export(shared.stack, showing: shared.secrets)
            #expect(try Self.withoutTime(again) == Self.withoutTime(shared.recorded("export-secrets.json")))
        }
    }

    private static func withoutTime(_ text: String) -> String {
        text.replacing(/"time": ?"[^"]*"/, with: "")
    }
}

/// Runs the reader that was written from the format's description.
enum PythonReader {
    static func read(_ checkpoint: String, passphrase: String) throws -> JSON {
        let script = WorkingCopy.root.appending(path: "Tests/Oracles/read_state.py").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script, checkpoint]
        process.environment = ProcessInfo.processInfo.environment.merging(["PASSPHRASE": passphrase]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try JSON(parsing: Array(data))
    }
}
