import Testing

@testable import awsx

@Suite("State commands")
struct StateCommandTests {
    private func names(_ sandbox: Sandbox, _ stack: String = "dev") async -> [String] {
        let lines = await sandbox.run("stack", "--stack", stack).output.textLines
        return lines.compactMap {
            $0.contains("shop:index:Room") ? $0.split(separator: " ").last.map(String.init) : nil
        }
    }

    @Test("delete removes a resource from the state")
    func deletes() async throws {
        let sandbox = try await Sandbox.withResources()
        #expect(await sandbox.run("state", "delete", Sandbox.urn("attic"), "--yes").output == "Resource deleted\n")
        #expect(await names(sandbox) == ["hall", "bath"])
    }

    @Test("delete refuses a resource with dependents, unless they are deleted too")
    func deletesDependents() async throws {
        let sandbox = try await Sandbox.withResources()
        let refused = await sandbox.run("state", "delete", Sandbox.urn("hall"))
        #expect(refused.status == .failure && refused.error.contains(Sandbox.urn("bath")), "\(refused.error)")
        #expect(await sandbox.run("state", "delete", Sandbox.urn("hall"), "--target-dependents").succeeded)
        #expect(await names(sandbox) == ["attic"])
    }

    @Test("a protected resource is not deleted, until it is unprotected")
    func protects() async throws {
        let sandbox = try await Sandbox.withResources()
        #expect(await sandbox.run("state", "protect", Sandbox.urn("attic")).output == "1 resources protected\n")
        #expect(await sandbox.run("state", "delete", Sandbox.urn("attic")).error.contains("is protected"))
        #expect(await sandbox.run("state", "unprotect", "--all").output == "All resources unprotected\n")
        #expect(await sandbox.run("state", "delete", Sandbox.urn("attic")).succeeded)
    }

    @Test("taint marks a resource in the state, and untaint removes the mark")
    func taints() async throws {
        let sandbox = try await Sandbox.withResources()
        await sandbox.run("state", "taint", Sandbox.urn("attic"))
        #expect(await sandbox.run("stack", "export").output.contains("\"taint\": true"))
        await sandbox.run("state", "untaint", Sandbox.urn("attic"))
        #expect(await !sandbox.run("stack", "export").output.contains("taint"))
    }

    @Test("rename changes the name and the references to it")
    func renames() async throws {
        let sandbox = try await Sandbox.withResources()
        #expect(await sandbox.run("state", "rename", Sandbox.urn("hall"), "lobby").output == "Resource renamed\n")
        #expect(await names(sandbox) == ["lobby", "bath", "attic"])
        #expect(await sandbox.run("stack", "export").output.contains("\"\(Sandbox.urn("lobby"))\"\n"))
    }

    @Test("a terminal asks for confirmation", arguments: [("y", true), ("n", false), ("", false)])
    func confirms(_ answer: String, _ isDone: Bool) async throws {
        let sandbox = try await Sandbox.withResources()
        let outcome = await sandbox.run("state", "delete", Sandbox.urn("attic"), input: [answer], isTerminal: true)
        #expect(outcome.output.contains("This command will edit your stack's state directly. Confirm?"))
        #expect(outcome.succeeded == isDone)
        #expect(await names(sandbox).contains("attic") != isDone)
    }

    @Test(
        "an invalid request is refused with the reason",
        arguments: [
            (["delete"], awsx.ExitStatus.usage, "missing URN of a resource"),
            (["delete", "--all", "urn:x"], .usage, "--all and a URN cannot be used together"),
            (["protect", Sandbox.urn("atic")], .failure, "did you mean"),
            (["rename", Sandbox.urn("hall"), "bath"], .failure, "already has a resource"),
            (["move", Sandbox.urn("hall")], .usage, "at least one of --source and --dest"),
            (["move", Sandbox.urn("hall"), "--dest", "dev"], .usage, "are the same stack"),
            (["edit"], .usage, "no editor"),
            (["edit", "--editor", "false"], .usage, "'false' failed; the state was not changed"),
        ] as [([String], awsx.ExitStatus, String)]
    )
    func refuses(_ words: [String], _ status: awsx.ExitStatus, _ reason: String) async throws {
        let outcome = await (try await Sandbox.withResources()).run(["state"] + words)
        #expect(outcome.status == status)
        #expect(outcome.error.contains(reason), "\(outcome.error)")
    }

    @Test("move takes a resource to another stack and names the lost dependencies")
    func moves() async throws {
        let sandbox = try await Sandbox.withResources()
        await sandbox.run("stack", "init", "prod", "--no-select")
        let outcome = await sandbox.run("state", "move", Sandbox.urn("hall"), "--dest", "prod", "--yes")
        #expect(outcome.succeeded, "\(outcome.error)")
        #expect(outcome.output.contains("\(Sandbox.urn("bath")) has a dependency on \(Sandbox.urn("hall"))"))
        #expect(await names(sandbox) == ["bath", "attic"])
        #expect(await names(sandbox, "prod") == ["hall"])
    }

    @Test("repair leaves a valid state alone")
    func keepsValidStates() async throws {
        let sandbox = try await Sandbox.withResources()
        #expect(await sandbox.run("state", "repair").output == "The snapshot is already valid; skipping repair\n")
    }

    @Test("repair removes references to missing resources")
    func repairs() async throws {
        let sandbox = try await Sandbox.withResources()
        let checkpoint = ".pulumi/stacks/shop/dev.json"
        try sandbox.write(try sandbox.text(checkpoint).replacing("::hall\"]", with: "::hull\"]"), checkpoint)
        #expect(await sandbox.run("stack").error.contains("the state of stack 'dev' is inconsistent"))
        let outcome = await sandbox.run("state", "repair", "--yes")
        #expect(outcome.output.contains("dependency \(Sandbox.urn("hull")), which does not exist"), "\(outcome.error)")
        #expect(await sandbox.run("stack").succeeded)
    }

    @Test("edit imports what the editor has written")
    func edits() async throws {
        let sandbox = try await Sandbox.withResources()
        let editor = try sandbox.script("sed -i s,http://shop,http://store, \"$1\"\n", "editor")
        #expect(await sandbox.run("state", "edit", variables: ["EDITOR": editor]).output == "State was changed\n")
        #expect(await sandbox.run("stack", "output", "url").output == "http://store\n")
        #expect(await sandbox.run("state", "edit", "--editor", "true").output == "State was not changed\n")
    }

    @Test("upgrade converts stacks without projects")
    func upgrades() async throws {
        let sandbox = try Sandbox("name: shop\nruntime: yaml\n", ["PULUMI_DIY_BACKEND_LEGACY_LAYOUT": "1"])
        await sandbox.run("stack", "init", "dev")
        #expect(sandbox.exists(".pulumi/stacks/dev.json"))
        #expect(await sandbox.run("state", "upgrade", "--yes").error == "Upgraded 1 stack(s) to project mode\n")
        #expect(sandbox.exists(".pulumi/stacks/shop/dev.json"))
    }
}
