import Testing

@testable import awsx

@Suite("Stack emptying")
struct StackEmptyingTests {
    /// Programs without resources, and what each is suspected of.
    private static let programs = [
        ("name: shop\nruntime: yaml\nresuorces:\n  hall: {type: 'shop:index:Room'}\n", "Pulumi.yaml:3:1: 'resuorces'"),
        ("name: shop\nruntime: yaml\nrooms:\n  hall: {type: 'shop:index:Room'}\n", "Pulumi.yaml:3:1: 'rooms'"),
        ("name: shop\nresources:\n  hall: {type: 'shop:index:Room'}\n", "names no `runtime`"),
        ("name: shop\nruntime: yaml\n", "the program has no resources"),
    ]

    private func sandbox(_ program: String) async throws -> Sandbox {
        let sandbox = try await Sandbox.withResources()
        try sandbox.write(program, "Pulumi.yaml")
        return sandbox
    }

    @Test("is refused where nobody can be asked, with the suspicious key", arguments: programs)
    func refuses(_ program: String, _ suspicion: String) async throws {
        let sandbox = try await sandbox(program)
        for words in [["up", "--yes"], ["up", "--skip-preview"]] {
            let outcome = await sandbox.run(words)
            #expect(outcome.status == .failure, "\(outcome.output)")
            #expect(outcome.error.contains("deletes all 3 resources of stack 'dev'"), "\(outcome.error)")
            #expect(outcome.error.contains(suspicion), "\(outcome.error)")
        }
        #expect(await sandbox.run("stack").output.contains("hall"))
    }

    @Test("is done if a flag allows it")
    func obeys() async throws {
        let sandbox = try await sandbox("name: shop\nruntime: yaml\n")
        let outcome = await sandbox.run("up", "--yes", "--allow-delete-all")
        #expect(outcome.succeeded && outcome.output.contains("    - 3 deleted"), "\(outcome.error)\(outcome.output)")
        #expect(await sandbox.run("up", "--yes").succeeded)
    }

    @Test("is done if a person confirms it by the stack's name", arguments: [true, false])
    func asks(_ agrees: Bool) async throws {
        let sandbox = try await sandbox(Self.programs[0].0)
        let outcome = await sandbox.run("up", input: [agrees ? "dev" : "yes"], isTerminal: true)
        #expect(outcome.succeeded == agrees, "\(outcome.error)\(outcome.output)")
        #expect(outcome.output.contains(Self.programs[0].1), "\(outcome.output)")
        #expect(await sandbox.run("stack").output.contains("hall") != agrees)
    }

    @Test("is only a warning of a preview")
    func warns() async throws {
        let sandbox = try await sandbox(Self.programs[2].0)
        let outcome = await sandbox.run("preview")
        #expect(outcome.succeeded && outcome.error.contains(Self.programs[2].1), "\(outcome.error)")
    }

    @Test("is nothing to ask about where nothing is lost", arguments: programs)
    func accepts(_ program: String, _ suspicion: String) async throws {
        let outcome = await (try Sandbox(program)).run("up", "--yes")
        #expect(outcome.succeeded, "\(outcome.error)")
    }
}
