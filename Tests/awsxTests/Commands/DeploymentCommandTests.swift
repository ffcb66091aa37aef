import Foundation
import JSON
import Testing

@testable import awsx

@Suite("Deployment commands")
struct DeploymentCommandTests {
    private static let program = "name: shop\nruntime: yaml\noutputs: {url: http://shop}\n"

    @Test("the first update creates the stack dev and prints the outputs")
    func updates() async throws {
        let sandbox = try Sandbox(Self.program)
        let outcome = await sandbox.run("up", "--yes")
        #expect(outcome.succeeded && outcome.error == "Created and selected stack 'dev'.\n", "\(outcome.error)")
        let lines = outcome.output.textLines
        #expect(lines.first == "Previewing update (dev):" && lines.contains("Updating (dev):"), "\(outcome.output)")
        #expect(lines.contains("    url: \"http://shop\"") && lines.contains("    + 1 created"), "\(outcome.output)")
        #expect(await sandbox.run("stack", "output", "url").output == "http://shop\n")
    }

    @Test("a second update has nothing to do")
    func repeats() async throws {
        let sandbox = try Sandbox(Self.program)
        await sandbox.run("up", "--yes")
        let outcome = await sandbox.run("up", "--skip-preview", "--expect-no-changes")
        #expect(outcome.succeeded && outcome.output.contains("    1 unchanged"), "\(outcome.output)\(outcome.error)")
    }

    @Test("an unexpected change fails the command")
    func expectsNoChanges() async throws {
        let outcome = await (try Sandbox(Self.program)).run("up", "--skip-preview", "--expect-no-changes")
        #expect(outcome.status == .failure)
        #expect(outcome.error.hasSuffix("error: no changes were expected but changes were found\n"))
    }

    @Test("a preview changes nothing", arguments: [["preview"], ["up", "--preview-only"]])
    func previews(_ words: [String]) async throws {
        let sandbox = try Sandbox(Self.program)
        let outcome = await sandbox.run(words)
        #expect(outcome.succeeded && outcome.output.contains("    + 1 to create"), "\(outcome.output)")
        #expect(await sandbox.run("stack", "output").output.contains("No output values currently in this stack"))
    }

    @Test("a terminal asks before an update", arguments: [("yes", true), ("no", false), ("", false)])
    func asks(_ answer: String, _ isDone: Bool) async throws {
        let sandbox = try Sandbox(Self.program)
        let outcome = await sandbox.run("up", input: [answer], isTerminal: true)
        #expect(outcome.output.contains("Do you want to perform this update? [yes/no/details]: "))
        #expect(outcome.output.contains("Nothing was changed.") != isDone)
        #expect(await sandbox.run("stack", "output", "url").succeeded == isDone)
    }

    @Test("details show the steps, and an unclear answer is asked again")
    func showsDetails() async throws {
        let sandbox = try Sandbox(Self.program)
        let outcome = await sandbox.run("up", input: ["details", "perhaps", "no"], isTerminal: true)
        #expect(outcome.output.contains("+ pulumi:pulumi:Stack: (create)"), "\(outcome.output)")
        #expect(outcome.output.contains("Please answer yes, no or details."))
        #expect(outcome.output.components(separatedBy: "[yes/no/details]").count == 4)
    }

    @Test("without a terminal, --yes or --skip-preview is required", arguments: ["up", "destroy", "refresh"])
    func needsConfirmation(_ command: String) async throws {
        let sandbox = try Sandbox(Self.program)
        await sandbox.run("stack", "init", "dev")
        let outcome = await sandbox.run(command)
        #expect(outcome.status == .usage && outcome.error.contains("not an interactive terminal: pass --yes"))
    }

    @Test("--json prints events, one a line")
    func printsEvents() async throws {
        let outcome = await (try Sandbox(Self.program)).run("up", "--skip-preview", "--json")
        let events = try outcome.output.textLines.map { try JSON(parsing: $0) }
        #expect(events.enumerated().allSatisfy { $1["sequence"]?.int == $0 })
        #expect(events.contains { $0["resourcePreEvent"] != nil } && events.last?["cancelEvent"] != nil)
    }

    @Test("preview --json prints a document, or events if the environment says so")
    func printsPlans() async throws {
        let sandbox = try Sandbox(Self.program)
        let document = try JSON(parsing: await sandbox.run("preview", "--json").output)
        #expect(document["steps"]?.array?.first?["op"]?.string == "create")
        #expect(document["changeSummary"]?["create"]?.int == 1)
        let streaming = ["PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "true"]
        let events = await sandbox.run("preview", "--json", variables: streaming).output
        #expect(try JSON(parsing: events.textLines.first ?? "")["preludeEvent"] != nil)
    }

    @Test("--diff lists the properties of each step")
    func showsDifferences() async throws {
        let outcome = await (try Sandbox(Self.program)).run("up", "--skip-preview", "--diff")
        #expect(outcome.output.contains("[urn=urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev]"))
    }

    @Test("--config saves values before the update")
    func savesConfiguration() async throws {
        let sandbox = try Sandbox(
            "name: shop\nruntime: yaml\nconfig: {color: {type: string}}\noutputs: {c: '${color}'}\n"
        )
        await sandbox.run("stack", "init", "dev")
        let missing = await sandbox.run("up", "--yes")
        #expect(missing.error.contains("is missing configuration value 'color'"), "\(missing.error)")
        await sandbox.run("up", "--yes", "--config", "color=red")
        #expect(await sandbox.run("stack", "output", "c").output == "red\n")
        #expect(await sandbox.run("config", "get", "color").output == "red\n")
    }

    @Test("a secret output is hidden unless secrets are requested")
    func hidesSecrets() async throws {
        let sandbox = try Sandbox(
            "name: shop\nruntime: yaml\noutputs: {pin: {fn::secret: '1234'}}\n",
            Sandbox.passphrase
        )
        let hidden = await sandbox.run("up", "--skip-preview")
        #expect(hidden.output.contains("pin: [secret]") && !hidden.output.contains("1234"))
        #expect(await sandbox.run("up", "--skip-preview", "--show-secrets").output.contains("pin: \"1234\""))
        #expect(await !sandbox.run("up", "--skip-preview", "--suppress-outputs").output.contains("pin"))
    }

    @Test("faults of the program fail the command with their positions")
    func reportsFaults() async throws {
        let outcome = await (try Sandbox("name: shop\nruntime: yaml\noutputs: {a: '${b}'}\n")).run("up", "--yes")
        #expect(outcome.status == .failure)
        #expect(outcome.output.contains("Pulumi.yaml:3:"), "\(outcome.output)\(outcome.error)")
        #expect(outcome.output.contains("The preview of the update failed: nothing was changed."), "\(outcome.output)")
    }

    @Test("a program in an unsupported language is refused")
    func refusesLanguages() async throws {
        let outcome = await (try Sandbox("name: shop\nruntime: nodejs\n")).run("up", "--yes")
        #expect(outcome.status == .failure && outcome.error.contains("nodejs"), "\(outcome.error)")
    }

    @Test("refresh reads the resources and changes only the state")
    func refreshes() async throws {
        let sandbox = try await Sandbox.withResources()
        let outcome = await sandbox.run("refresh", input: ["yes"], isTerminal: true)
        #expect(outcome.succeeded, "\(outcome.error)\(outcome.output)")
        #expect(outcome.output.contains("A refresh changes only the stack's state, no resources."))
        #expect(outcome.output.contains("Refreshing (dev)"))
    }

    @Test("destroy deletes all resources and can remove the stack")
    func destroys() async throws {
        let sandbox = try await Sandbox.withResources()
        let outcome = await sandbox.run("destroy", "--yes", "--remove")
        #expect(outcome.succeeded && outcome.output.contains("    - 4 deleted"), "\(outcome.error)\(outcome.output)")
        #expect(outcome.output.hasSuffix("Stack 'dev' has been removed!\n"))
        #expect(await sandbox.run("stack", "ls").output.textLines.count == 1)
    }

    @Test("destroy keeps protected resources and their dependencies on request")
    func keepsProtected() async throws {
        let sandbox = try await Sandbox.withResources()
        await sandbox.run("state", "protect", Sandbox.urn("bath"))
        let outcome = await sandbox.run("destroy", "--yes", "--exclude-protected", "--remove")
        #expect(outcome.succeeded, "\(outcome.error)\(outcome.output)")
        let left = await sandbox.run("stack").output
        #expect(left.contains("hall") && left.contains("bath") && !left.contains("attic"), "\(left)")
        await sandbox.run("state", "protect", "--all")
        #expect(
            await sandbox.run("destroy", "--yes", "--exclude-protected").output.hasPrefix("Nothing to destroy: all 3")
        )
    }

    @Test("a failed destroy says how to continue")
    func failsToDestroy() async throws {
        let sandbox = try await Sandbox.withResources()
        await sandbox.run("state", "protect", Sandbox.urn("bath"))
        let outcome = await sandbox.run("destroy", "--skip-preview")
        #expect(outcome.status == .failure)
        #expect(outcome.output.contains("`awsx destroy` continues from here"), "\(outcome.output)")
    }

    @Test(
        "an invalid request is refused with the reason",
        arguments: [
            (["up", "--target", "a", "--exclude", "b"], "--target and --exclude cannot be used together"),
            (["up", "--preview-only", "--yes"], "--preview-only cannot be used with --yes or --skip-preview"),
            (["up", "--parallel", "0"], "--parallel must be an integer of at least 1"),
            (["destroy", "--exclude-protected", "--target", "a"], "--target and --exclude-protected cannot be used"),
            (["refresh", "--skip-pending-creates", "--clear-pending-creates"], "cannot be used together"),
            (["import"], "nothing to import"),
            (["import", "--file", "x", "a", "b", "c"], "--file cannot be used with"),
            (["import", "--file", "x", "--parent", "a"], "--file cannot be used with"),
        ]
    )
    func refuses(_ words: [String], _ reason: String) async throws {
        let sandbox = try Sandbox(Self.program)
        await sandbox.run("stack", "init", "dev")
        let outcome = await sandbox.run(words)
        #expect(outcome.status == .usage && outcome.error.contains(reason), "\(outcome.error)")
    }

    @Test("an import file is read for the current stack")
    func readsImportFiles() async throws {
        let sandbox = try Sandbox(Self.program)
        await sandbox.run("stack", "init", "dev")
        try sandbox.write("{\"resources\": [{\"type\": \"sim:index:Thing\", \"name\": \"a\"}]}", "list.json")
        let outcome = await sandbox.run("import", "--yes", "--file", sandbox.path("list.json"))
        #expect(outcome.status == .usage && outcome.error.contains("the resource \"a\" has no id"), "\(outcome.error)")
    }

    @Test("an import of an unknown package fails without changing the stack")
    func failsToImport() async throws {
        let sandbox = try Sandbox(Self.program)
        await sandbox.run("stack", "init", "dev")
        let outcome = await sandbox.run("import", "sim:index:Thing", "a", "x-1", "--yes", "--parent", "p=urn:x")
        #expect(outcome.status == .failure, "\(outcome.output)\(outcome.error)")
        #expect(await sandbox.run("stack").output.contains("No resources currently in this stack"))
    }

    @Test("an update waits for no lock of another engine")
    func respectsLocks() async throws {
        let sandbox = try Sandbox(Self.program)
        await sandbox.run("stack", "init", "dev")
        let lock = "{\"pid\":7,\"username\":\"ann\",\"hostname\":\"elsewhere\",\"timestamp\":\"2026-01-02T03:04:05Z\"}"
        try sandbox.write(lock, ".pulumi/locks/organization/shop/dev/one.json")
        let outcome = await sandbox.run("up", "--skip-preview")
        #expect(outcome.status == .failure && outcome.error.contains("stack 'dev' is locked by ann@elsewhere"))
    }
}
