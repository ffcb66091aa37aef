import Foundation
import JSON
import PulumiProtocol
import Testing

@testable import Engine

@Suite("The journal")
struct JournalTests {
    /// A stack that was never deployed to, in a folder of its own.
    struct Lab {
        // swift-format-ignore: NeverUseForceTry
        let folder = try! TemporaryFolder()
        let stack = StackReference(project: "p", name: "dev")
        let secrets = PassphraseSecrets(salt: nil, source: PassphraseSource("x"))
        let backend: FileBackend

        init() throws {
            backend = try FileBackend(url: "file://\(folder.path)?metadata=skip", environment: [:])
            try backend.create(stack)
        }

        var journal: String { ".pulumi/stacks/p/dev.json.journal" }

        var names: [String] {
            get throws { try backend.snapshot(stack, secrets: secrets).resources.map(\.name) }
        }
    }

    static func state(_ name: String, _ value: PropertyValue = 1, dependsOn: [String] = []) -> ResourceState {
        var state = ResourceState(urn: "urn:pulumi:dev::p::t:m:R::\(name)", type: "t:m:R", isCustom: true)
        state.id = name
        state.inputs = ["value": value]
        state.dependencies = dependsOn.map { "urn:pulumi:dev::p::t:m:R::\($0)" }
        return state
    }

    private func id(_ number: Int) -> JournalEntry.OperationID { .init(rawValue: number) }

    private func token(_ number: Int) -> Snapshot.Token { .init(rawValue: number) }

    @Test("contains all operations before the engine was killed")
    func killed() async throws {
        let lab = try Lab()
        try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
            try await session.journal.append([
                .began(id(1), .init(.creating, Self.state("a"))),
                .began(id(2), .init(.creating, Self.state("b", .secret("hidden"), dependsOn: ["a"]))),
            ])
            try await session.journal.append([
                .ended(id(2), [.put(token(0), Self.state("b", .secret("hidden"), dependsOn: ["a"]))])
            ])
            try await session.journal.append([.ended(id(1), [.put(token(1), Self.state("a"))])])
            try await session.journal.append([.began(id(3), .init(.deleting, Self.state("b")))])
        }
        // The session ended without finishing, as after a kill.
        let loaded = try lab.backend.load(lab.stack)
        #expect(loaded.unfinished == ["deleting urn:pulumi:dev::p::t:m:R::b"])
        let snapshot = try lab.backend.snapshot(lab.stack, secrets: lab.secrets)
        // Dependencies come first, whatever the order of creation.
        #expect(snapshot.resources == [Self.state("a"), Self.state("b", .secret("hidden"), dependsOn: ["a"])])
        #expect(snapshot.pendingOperations == [.init(.deleting, Self.state("b"))])
        #expect(try !lab.folder.text(lab.journal).contains("hidden"))
    }

    @Test("is applied to the checkpoint by the next run, which starts a new one")
    func folding() async throws {
        let lab = try Lab()
        try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
            try await session.journal.append([
                .changed([.put(token(0), Self.state("b")), .put(token(1), Self.state("a"))])
            ])
        }
        try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
            #expect(session.snapshot.resources.map(\.name) == ["b", "a"])
            #expect(!lab.folder.files(".pulumi/stacks").contains("p/dev.json.journal"))
            try await session.journal.append([.changed([.remove(token(0)), .put(token(2), Self.state("c"))])])
        }
        #expect(try lab.names == ["a", "c"])
        try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
            try session.finish(session.snapshot, record: nil)
        }
        #expect(try lab.names == ["a", "c"])
        #expect(lab.folder.files(".pulumi/stacks") == ["p/dev.json", "p/dev.json.bak"])
    }

    @Test("truncated at any byte is read up to its last intact line")
    func cutShort() async throws {
        let lab = try Lab()
        try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
            for (number, name) in ["a", "b", "c"].enumerated() {
                try await session.journal.append([.began(id(number), .init(.creating, Self.state(name)))])
                try await session.journal.append([.ended(id(number), [.put(token(number), Self.state(name))])])
            }
        }
        let whole = try lab.folder.bytes(lab.journal)
        var seen: [String] = []
        for length in 0...whole.count {
            try lab.folder.write(lab.journal, Array(whole.prefix(length)))
            let checkpoint = try lab.backend.load(lab.stack).checkpoint
            let reader = ResourceStateReader(vault: nil)
            let found =
                try checkpoint.resources.map { try reader.state($0).name }.joined()
                + checkpoint.pendingOperations.map { "+" + ($0["resource"]?["id"]?.string ?? "?") }.joined()
            if seen.last != found { seen.append(found) }
        }
        #expect(seen == ["", "+a", "a", "a+b", "ab", "ab+c", "abc"])
    }

    @Test("with any bit changed is reported and kept")
    func damaged() async throws {
        let lab = try Lab()
        try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
            for (number, name) in ["a", "b"].enumerated() {
                try await session.journal.append([.changed([.put(token(number), Self.state(name))])])
            }
        }
        let whole = try lab.folder.bytes(lab.journal)
        for index in whole.indices {
            var changed = whole
            changed[index] ^= 1 << UInt8(index % 8)
            try lab.folder.write(lab.journal, changed)
            // Without its line feed, the last line counts as truncated.
            if index == whole.count - 1 {
                #expect(try lab.names == ["a"])
                continue
            }
            let error = await #expect(throws: StateError.self) {
                try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { _ in }
            }
            #expect(error?.kind == .damaged)
            #expect(error?.message.contains("dev.json.journal: line") == true)
            #expect(try lab.folder.bytes(lab.journal) == changed)
        }
    }

    @Test("truncated, and applied by a run that crashed too, is recognized as applied")
    func foldingCutShort() async throws {
        let lab = try Lab()
        try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
            try await session.journal.append([.changed([.put(token(0), Self.state("a"))])])
            try await session.journal.append([.changed([.put(token(1), Self.state("b"))])])
        }
        let cut = Array(try lab.folder.bytes(lab.journal).dropLast(9))
        try lab.folder.write(lab.journal, cut)
        let path = "\(lab.folder.path)/\(lab.journal)"
        // The note is written twice, and the checkpoint is not.
        for checkpoint in ["one", "two"] { try JournalFile.noteFolded(into: Array(checkpoint.utf8), at: path) }
        #expect(try lab.names == ["a"])
        let noted = try lab.folder.bytes(lab.journal)
        let replay = JournalReplay(parsing: noted)
        #expect(replay.damagedLine == nil)
        #expect(replay.relation(to: Array("two".utf8)) == .folded)
        #expect(try lab.backend.load(lab.stack).journal == .pending)
    }

    @Test("already contained in the checkpoint is not applied twice")
    func alreadyFolded() async throws {
        let lab = try Lab()
        var journal: [UInt8] = []
        try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
            try await session.journal.append([.changed([.put(token(0), Self.state("a"))])])
            var snapshot = session.snapshot
            snapshot.apply(.put(token(0), Self.state("a")))
            // The crash came after writing the checkpoint and before deleting the journal.
            let path = "\(lab.folder.path)/\(lab.journal)"
            try FileManager.default.linkItem(atPath: path, toPath: path + ".kept")
            try session.finish(snapshot, record: nil)
            journal = try lab.folder.bytes(lab.journal + ".kept")
        }
        try lab.folder.write(lab.journal, journal)
        #expect(try lab.backend.load(lab.stack).journal == .folded)
        #expect(try lab.names == ["a"])
    }

    @Test("of another checkpoint is set aside, not applied")
    func foreign() async throws {
        let lab = try Lab()
        try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
            try await session.journal.append([.changed([.put(token(0), Self.state("a"))])])
        }
        // Another engine has written the checkpoint in between.
        let other = Checkpoint().fileBytes(stack: lab.stack.description) + [UInt8(ascii: "\n")]
        try lab.folder.write(".pulumi/stacks/p/dev.json", other)
        #expect(try lab.backend.load(lab.stack).notes.count == 1)
        #expect(try lab.names == [])
        try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
            #expect(session.snapshot.resources.isEmpty)
        }
        let files = lab.folder.files(".pulumi/stacks")
        #expect(files.count { $0.hasPrefix("p/dev.json.journal.") } == 1)
        #expect(!files.contains("p/dev.json.journal"))
    }

    @Test("belongs to a checkpoint that is refused, with its backup, when truncated at any byte")
    func checkpointCutShort() async throws {
        let lab = try Lab()
        let file = ".pulumi/stacks/p/dev.json"
        for value in [1, 2] {
            try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
                var snapshot = session.snapshot
                snapshot.apply(.put(token(0), Self.state("a", .number(Double(value)))))
                try session.finish(snapshot, record: nil)
            }
        }
        let whole = try lab.folder.bytes(file)
        for length in 0..<whole.count {
            try lab.folder.write(file, Array(whole.prefix(length)))
            let error = await #expect(throws: StateError.self) {
                try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { _ in }
            }
            #expect(error?.kind == .damaged)
            #expect(error?.remedy?.contains("dev.json.bak") == true)
            #expect(try lab.folder.bytes(file).count == length)
        }
    }

    @Test("is not started for an inconsistent checkpoint: one with a changed bit in a name")
    func disagreeing() async throws {
        let lab = try Lab()
        try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
            var snapshot = session.snapshot
            snapshot.apply(.put(token(0), Self.state("a")))
            snapshot.apply(.put(token(1), Self.state("b", dependsOn: ["a"])))
            try session.finish(snapshot, record: nil)
        }
        let file = ".pulumi/stacks/p/dev.json"
        let text = try lab.folder.text(file)
        let changed = text.replacingOccurrences(
            of: "\"urn\":\"urn:pulumi:dev::p::t:m:R::a\"",
            with: "\"urn\":\"urn:pulumi:dev::p::t:m:R::c\""
        )
        #expect(changed != text)
        try lab.folder.write(file, Array(changed.utf8))
        let error = #expect(throws: StateError.self) { try lab.names }
        #expect(error?.kind == .damaged)
        #expect(error?.remedy?.contains("dev.json.bak") == true)
    }

    @Test("costs the same for a step of a stack of any size")
    func cost() async throws {
        let lab = try Lab()
        try await lab.backend.withStack(lab.stack, secrets: lab.secrets) { session in
            try await session.journal.append([.changed((0..<500).map { .put(token($0), Self.state("r\($0)")) })])
            let before = try lab.folder.bytes(lab.journal).count
            try await session.journal.append([.changed([.put(token(500), Self.state("last"))])])
            #expect(try lab.folder.bytes(lab.journal).count - before < 400)
        }
    }
}
