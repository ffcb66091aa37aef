import Foundation
import JSON
import PulumiProtocol
import Testing

@testable import Engine

@Suite("The file backend")
struct FileBackendTests {
    // swift-format-ignore: NeverUseForceTry
    private let folder = try! TemporaryFolder()
    private let stack = StackReference(project: "p", name: "dev")
    private let secrets = PassphraseSecrets(salt: nil, source: PassphraseSource(nil))

    private var backend: FileBackend {
        get throws { try FileBackend(url: "file://\(folder.path)", environment: [:]) }
    }

    @Test("makes, lists and removes stacks")
    func stacks() throws {
        let backend = try backend
        try backend.create(stack)
        try backend.create(StackReference(project: "p", name: "prod"))
        try backend.create(StackReference(project: "q", name: "dev"))
        #expect(
            try folder.text(".pulumi/stacks/p/dev.json")
                == #"{"version":3,"checkpoint":{"stack":"organization/p/dev"}}"#
        )
        #expect(try folder.text(".pulumi/meta.yaml") == "version: 1\n")
        #expect(try backend.stacks(project: "p").map(\.reference.name) == ["dev", "prod"])
        #expect(try backend.stacks().map(\.reference.description).last == "organization/q/dev")
        let error = #expect(throws: StateError.self) { try backend.create(stack) }
        #expect(error?.kind == .stackExists)
        try backend.remove(stack)
        #expect(try backend.stacks(project: "p").map(\.reference.name) == ["prod"])
        #expect(throws: StateError.self) { try backend.load(stack) }
    }

    @Test("refuses to remove a stack with resources, unless forced")
    func removing() async throws {
        let backend = try backend
        try backend.create(stack)
        try await backend.withStack(stack, secrets: secrets) { session in
            try session.finish(Snapshot(resources: [JournalTests.state("a")]), record: nil)
        }
        let error = #expect(throws: StateError.self) { try backend.remove(stack) }
        #expect(error?.kind == .refused)
        try backend.remove(stack, force: true)
        #expect(!backend.exists(stack))
    }

    @Test("needs no passphrase for a stack without secrets")
    func noSecrets() async throws {
        let backend = try backend
        try backend.create(stack)
        try await backend.withStack(stack, secrets: secrets) { session in
            try session.finish(Snapshot(resources: [JournalTests.state("a")]), record: nil)
        }
        #expect(try backend.snapshot(stack, secrets: secrets).resources == [JournalTests.state("a")])
        let export = try backend.export(stack, showing: secrets)
        #expect(!export.contains("secrets_providers"))
    }

    @Test("locks a stack for one engine at a time, and names the holder")
    func locking() async throws {
        let backend = try backend
        try backend.create(stack)
        try await backend.withStack(stack, secrets: secrets) { _ in
            let error = await #expect(throws: StateError.self) {
                try await backend.withStack(stack, secrets: secrets) { _ in }
            }
            #expect(error?.kind == .locked)
            #expect(error?.message.contains("(process \(ProcessInfo.processInfo.processIdentifier))") == true)
        }
        try await backend.withStack(stack, secrets: secrets) { _ in }
        #expect(folder.files(".pulumi/locks").isEmpty)
    }

    @Test("removes the lock of a process that has ended, keeps that of another machine until it is cancelled")
    func staleLocks() async throws {
        let backend = try backend
        try backend.create(stack)
        var holder = LockHolder.current()
        holder.start = "1"
        let lock = ".pulumi/locks/\(stack)/00000000-0000-4000-8000-000000000000.json"
        try folder.write(lock, holder.json.bytes())
        try await backend.withStack(stack, secrets: secrets) { _ in }
        holder.host = "elsewhere"
        try folder.write(lock, holder.json.bytes())
        await #expect(throws: StateError.self) { try await backend.withStack(stack, secrets: secrets) { _ in } }
        #expect(try backend.cancel(stack) == [holder])
        try await backend.withStack(stack, secrets: secrets) { _ in }
    }

    @Test("keeps the lock of a running process of this machine unless forced, and then that process saves nothing more")
    func lostLock() async throws {
        let backend = try backend
        try backend.create(stack)
        try await backend.withStack(stack, secrets: secrets) { session in
            let refusal = #expect(throws: StateError.self) { try backend.cancel(stack) }
            #expect(refusal?.message.contains("which is running") == true)
            try session.checkLock()
            #expect(try backend.cancel(stack, force: true).count == 1)
            #expect(throws: StateError.self) { try session.checkLock() }
            #expect(throws: StateError.self) {
                try session.finish(Snapshot(resources: [JournalTests.state("a")]), record: nil)
            }
            await #expect(throws: StateError.self) { try await session.journal.append([.changed([])]) }
        }
        #expect(try backend.load(stack).checkpoint.resourceCount == 0)
    }

    @Test("reports a checkpoint truncated anywhere, keeps it and offers a backup")
    func damage() async throws {
        let backend = try backend
        try backend.create(stack)
        for name in ["a", "b"] {
            try await backend.withStack(stack, secrets: secrets) { session in
                try session.finish(Snapshot(resources: [JournalTests.state(name)]), record: nil)
            }
        }
        let path = ".pulumi/stacks/p/dev.json"
        let whole = try folder.bytes(path)
        for length in 0..<whole.count {
            let cut = Array(whole.prefix(length))
            try folder.write(path, cut)
            let error = #expect(throws: StateError.self) { try backend.load(stack) }
            #expect(error?.kind == .damaged)
            #expect(error?.message.contains(path) == true)
            #expect(error?.remedy?.contains("dev.json.bak") == true)
        }
        await #expect(throws: StateError.self) { try await backend.withStack(stack, secrets: secrets) { _ in } }
        #expect(try folder.bytes(path) == Array(whole.dropLast()))
    }

    @Test(
        "refuses to import anything but a state of the stack",
        arguments: [
            (#"{"version":3}"#, "'deployment' is missing"), ("x", "not JSON"),
            (#"{"deployment":{}}"#, "'version' is missing"),
            (#"{"version":9,"deployment":{}}"#, "unsupported features"),
            (#"{"version":3,"deployment":{"resources":[{}]}}"#, "has no urn"),
            (
                #"{"version":3,"deployment":{"resources":[{"urn":"urn:pulumi:x::p::t::n","type":"t"}]}}"#,
                "is from a different stack"
            ),
            (
                #"{"version":3,"deployment":{"resources":[{"urn":"urn:pulumi:dev::p::t::n","type":"t","parent":"u"}]}}"#,
                "parent u does not exist"
            ),
        ]
    )
    func importing(_ text: String, _ reason: String) throws {
        let backend = try backend
        try backend.create(stack)
        let error = #expect(throws: StateError.self) { try backend.import(stack, Array(text.utf8), secrets: secrets) }
        #expect(error?.message.contains(reason) == true)
    }

    @Test(
        "finds its URL in the environment, the project and the user's login, in this order",
        arguments: [
            (true, true, true, "file:///e"), (false, true, true, "file:///p"), (false, false, true, "file:///c"),
            (false, false, false, "file://~"),
        ]
    )
    func location(_ inEnvironment: Bool, _ inProject: Bool, _ inLogin: Bool, _ url: String) throws {
        var environment = ["PULUMI_HOME": folder.path]
        environment["PULUMI_BACKEND_URL"] = inEnvironment ? "file:///e" : nil
        if inLogin { try folder.write("credentials.json", Array(#"{"current":"file:///c"}"#.utf8)) }
        let backend = inProject ? "backend: {url: 'file:///p'}" : ""
        let project = try Project(parsing: Array("name: p\nruntime: yaml\n\(backend)".utf8), file: "/p/Pulumi.yaml")
        #expect(try FileBackend.current(project: project, environment: environment).url == url)
    }

    @Test("refuses a URL that is not a folder's, and names the supported form")
    func noFolder() {
        let error = #expect(throws: StateError.self) { try FileBackend(url: "s3://bucket", environment: [:]) }
        #expect(error?.remedy?.contains("file://") == true)
    }

    @Test(
        "reads names as Pulumi does",
        arguments: [
            ("dev", "organization/p/dev"), ("organization/dev", "organization/p/dev"),
            ("organization/q/x", "organization/q/x"),
            ("", nil), ("a b", nil), ("../x", nil), ("..", nil), ("me/q/x", nil), ("a/b/c/d", nil),
        ]
    )
    func names(_ text: String, _ full: String?) {
        #expect((try? StackReference(parsing: text, project: "p"))?.description == full)
    }

    @Test("remembers the selected stack for each project and backend")
    func selection() throws {
        let environment = ["PULUMI_HOME": folder.path]
        let project = try Project(parsing: Array("name: p\nruntime: yaml".utf8), file: "/p/Pulumi.yaml")
        let workspace = Workspace(project, environment: environment)
        let backend = try backend
        #expect(try workspace.selectedStack(in: backend) == nil)
        try workspace.select(stack, in: backend)
        #expect(try workspace.selectedStack(in: backend) == stack)
        // The name is the SHA-1 of `/p/Pulumi.yaml`.
        #expect(folder.files("workspaces").count == 1)
        #expect(
            try folder.text("workspaces/" + folder.files("workspaces")[0]).contains("\"stack\": \"organization/p/dev\"")
        )
        let asked = Workspace(project, environment: environment.merging(["PULUMI_STACK": "x"]) { $1 })
        #expect(try asked.selectedStack(in: backend)?.name == "x")
        try workspace.select(nil, in: backend)
        #expect(folder.files("workspaces").isEmpty)
    }
}
