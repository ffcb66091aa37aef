import Glibc
import Testing

@testable import awsx

@Suite("Stack commands")
struct StackCommandTests {
    @Test("a new stack is selected and listed with an asterisk")
    func initSelects() async throws {
        let sandbox = try Sandbox()
        #expect(await sandbox.run("stack", "init", "dev").output == "Created stack 'dev'\n")
        let list = await sandbox.run("stack", "ls").output.textLines
        #expect(list.count == 2 && list.last?.hasPrefix("dev*  ") == true, "\(list)")
    }

    @Test("a new stack is not selected with --no-select")
    func initWithoutSelecting() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev", "--no-select")
        let outcome = await sandbox.run("stack")
        #expect(outcome.status == .failure && outcome.error.contains("no stack selected"))
    }

    @Test("a new stack can copy the configuration of another one, with its secrets")
    func initCopies() async throws {
        let sandbox = try Sandbox("name: shop\nruntime: yaml\n", Sandbox.passphrase)
        await sandbox.run("stack", "init", "dev")
        await sandbox.run("config", "set", "password", "hunter2", "--secret")
        await sandbox.run("stack", "init", "prod", "--copy-config-from", "dev")
        #expect(await sandbox.run("config", "get", "password").output == "hunter2\n")
        #expect(try sandbox.text("Pulumi.prod.yaml").contains("secure:"))
    }

    @Test(
        "an invalid request is refused with the reason",
        arguments: [
            (["stack", "init"], awsx.ExitStatus.usage, "missing stack name"),
            (["stack", "init", "dev"], .failure, "stack 'dev' already exists"),
            (["stack", "init", "a b"], .failure, "is not a valid stack name"),
            (["stack", "init", "x", "--secrets-provider", "awskms"], .usage, "only passphrase is supported"),
            (["stack", "init", "x", "--copy-config-from", "none"], .failure, "no stack named 'none'"),
            (["stack", "select"], .usage, "missing stack name"),
            (["stack", "select", "dve"], .failure, "did you mean \"dev\"?"),
            (["stack", "rm", "dev"], .usage, "not an interactive terminal: pass --yes"),
            (["stack", "rm", "dev", "--stack", "dev"], .usage, "only one of --stack or argument"),
            (["stack", "output", "--json", "--shell"], .usage, "only one of --json and --shell"),
            (["stack", "history", "--page", "0"], .usage, "must be an integer of at least 1"),
            (["stack", "tag", "get", "owner"], .failure, "stack tag 'owner' not found"),
            (["stack", "change-secrets-provider", "awskms"], .usage, "only passphrase is supported"),
            (["stack", "export", "--version", "7"], .failure, "has no version 7"),
            (["stack", "import", "--file", "/nowhere"], .failure, "cannot read /nowhere"),
        ] as [([String], awsx.ExitStatus, String)]
    )
    func refuses(_ words: [String], _ status: awsx.ExitStatus, _ reason: String) async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        let outcome = await sandbox.run(words)
        #expect(outcome.status == status)
        #expect(outcome.error.contains(reason), "\(outcome.error)")
    }

    @Test("select changes the current stack, and creates it on request")
    func selects() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        await sandbox.run("stack", "init", "prod")
        await sandbox.run("stack", "select", "dev")
        #expect(await sandbox.run("stack", "--show-name").output == "dev\n")
        #expect(await sandbox.run("stack", "select", "--create", "test").output == "Created stack 'test'\n")
        #expect(await sandbox.run("stack", "--show-name").output == "test\n")
    }

    @Test("unselect leaves no current stack")
    func unselects() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        #expect(await sandbox.run("stack", "unselect").error == "Stack was unselected\n")
        #expect(await sandbox.run("stack").error.contains("no stack selected"))
        #expect(await sandbox.run("stack", "unselect").error.isEmpty)
    }

    @Test("PULUMI_STACK names the current stack")
    func followsTheEnvironment() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        await sandbox.run("stack", "init", "prod")
        let outcome = await sandbox.run("stack", "--show-name", variables: ["PULUMI_STACK": "dev"])
        #expect(outcome.output == "dev\n")
    }

    @Test("stacks are listed by tag, project and as JSON")
    func lists() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        await sandbox.run("stack", "tag", "set", "owner", "ann")
        await sandbox.run("stack", "init", "organization/other/prod", "--no-select")
        #expect(await sandbox.run("stack", "ls", "--tag", "owner=ann").output.contains("dev*"))
        #expect(await sandbox.run("stack", "ls", "--tag", "owner=bob").output.textLines.count == 1)
        #expect(await sandbox.run("stack", "ls", "--project", "other").output.contains("prod"))
        #expect(await sandbox.run("stack", "ls", "--all").output.contains("organization/other/prod"))
        let json = await sandbox.run("stack", "ls", "--json").output
        #expect(json.contains("\"name\": \"dev\"") && json.contains("\"current\": true"))
    }

    @Test("rm asks for the name of the stack", arguments: [("dev", true), ("yes", false)])
    func confirmsRemoval(_ answer: String, _ isRemoved: Bool) async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        await sandbox.run("config", "set", "color", "red")
        let outcome = await sandbox.run("stack", "rm", "dev", input: [answer], isTerminal: true)
        #expect(outcome.succeeded == isRemoved)
        #expect(outcome.output.contains("This will permanently remove the 'dev' stack!"))
        #expect(outcome.output.contains("has been removed!") == isRemoved)
        #expect(sandbox.exists("Pulumi.dev.yaml") != isRemoved)
    }

    @Test("rm keeps a stack with resources, unless it is forced")
    func keepsResources() async throws {
        let sandbox = try await Sandbox.withResources()
        let refused = await sandbox.run("stack", "rm", "dev", "--yes")
        #expect(refused.status == .failure && refused.error.contains("still has resources (3)"), "\(refused.error)")
        #expect(await sandbox.run("stack", "rm", "dev", "--yes", "--force", "--preserve-config").succeeded)
        #expect(await sandbox.run("stack", "ls").output.textLines.count == 1)
    }

    @Test("rename moves the settings file and the selection")
    func renames() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        await sandbox.run("config", "set", "color", "red")
        #expect(await sandbox.run("stack", "rename", "test").output == "Renamed dev to test\n")
        #expect(sandbox.exists("Pulumi.test.yaml") && !sandbox.exists("Pulumi.dev.yaml"))
        #expect(await sandbox.run("stack", "--show-name").output == "test\n")
        #expect(await sandbox.run("config", "get", "color").output == "red\n")
    }

    @Test("rename refuses to overwrite the settings of another stack")
    func keepsOtherSettings() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        await sandbox.run("config", "set", "color", "red")
        try sandbox.write("config: {}\n", "Pulumi.test.yaml")
        let outcome = await sandbox.run("stack", "rename", "test")
        #expect(outcome.status == .failure && outcome.error.contains("Pulumi.test.yaml already exists"))
        #expect(try sandbox.text("Pulumi.test.yaml") == "config: {}\n")
    }

    @Test("tags are set, printed, listed and removed")
    func tags() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        await sandbox.run("stack", "tag", "set", "owner", "ann")
        await sandbox.run("stack", "tag", "set", "team", "web")
        #expect(await sandbox.run("stack", "tag", "get", "owner").output == "ann\n")
        #expect(
            await sandbox.run("stack", "tag", "ls").output.textLines == ["NAME   VALUE", "owner  ann", "team   web"]
        )
        #expect(await sandbox.run("stack", "tag", "rm", "owner").succeeded)
        #expect(await sandbox.run("stack", "tag", "ls", "--json").output == "{\n  \"team\": \"web\"\n}\n")
    }

    @Test("cancel removes a lock and names its holder")
    func cancels() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        #expect(await sandbox.run("cancel", "--yes").output == "stack dev was not locked\n")
        let lock = "{\"pid\":7,\"username\":\"ann\",\"hostname\":\"elsewhere\",\"timestamp\":\"2026-01-02T03:04:05Z\"}"
        try sandbox.write(lock, ".pulumi/locks/organization/shop/dev/one.json")
        let outcome = await sandbox.run("cancel", "dev", "--yes")
        #expect(
            outcome.output == "unlocked dev, which was held by ann@elsewhere (process 7) since 2026-01-02T03:04:05Z\n"
        )
        #expect(!sandbox.exists(".pulumi/locks/organization/shop/dev/one.json"))
    }

    @Test("cancel asks before it removes a lock")
    func asksBeforeCancelling() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        let name = ".pulumi/locks/organization/shop/dev/one.json"
        try sandbox.write("{\"pid\":7,\"username\":\"ann\",\"hostname\":\"elsewhere\"}", name)
        let unasked = await sandbox.run("cancel")
        #expect(unasked.status == .usage && unasked.error.contains("pass --yes"), "\(unasked.error)")
        #expect(await sandbox.run("cancel", input: ["no"], isTerminal: true).status == .failure)
        #expect(sandbox.exists(name))
        #expect(await sandbox.run("cancel", input: ["dev"], isTerminal: true).succeeded)
        #expect(!sandbox.exists(name))
    }

    @Test("cancel refuses to remove the lock of a running process, unless forced")
    func keepsLockOfRunningProcess() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        let name = ".pulumi/locks/organization/shop/dev/one.json"
        var host = [CChar](repeating: 0, count: 256)
        gethostname(&host, host.count - 1)
        let hostName = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try sandbox.write("{\"pid\":\(getpid()),\"username\":\"ann\",\"hostname\":\"\(hostName)\"}", name)
        let refused = await sandbox.run("cancel", "--yes")
        #expect(refused.status == .failure && refused.error.contains("pass --force"), "\(refused.error)")
        #expect(sandbox.exists(name))
        #expect(await sandbox.run("cancel", "--yes", "--force").succeeded)
        #expect(!sandbox.exists(name))
    }

    @Test("without a project file, a fully qualified name is enough")
    func needsNoProject() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        try sandbox.write("", "elsewhere/empty")
        let elsewhere = try Sandbox("", ["PULUMI_BACKEND_URL": "file://" + sandbox.folder])
        try #require(unlink(elsewhere.path("Pulumi.yaml")) == 0)
        #expect(await elsewhere.run("stack", "ls", "--all").output.contains("organization/shop/dev"))
        let outcome = await elsewhere.run("stack", "--stack", "organization/shop/dev", "--show-name")
        #expect(outcome.output == "dev\n", "\(outcome.error)")
        #expect(await elsewhere.run("stack", "--stack", "dev").error.contains("Pulumi.yaml"))
    }
}

@Suite("Stack contents")
struct StackContentTests {
    @Test("a stack is shown with its resources as a tree and its outputs")
    func shows() async throws {
        let sandbox = try await Sandbox.withResources(Sandbox.passphrase)
        let text = await sandbox.run("stack").output
        #expect(text.contains("Current stack resources (4):"), "\(text)")
        #expect(
            text.contains("pulumi:pulumi:Stack  shop-dev\n    ├─ shop:index:Room   hall"),
            "\(text)"
        )
        #expect(text.contains("token   [secret]") && text.contains("url     http://shop"), "\(text)")
    }

    @Test("URNs are shown on request")
    func showsURNs() async throws {
        let sandbox = try await Sandbox.withResources()
        #expect(await sandbox.run("stack", "--show-urns", "--show-ids").output.contains("URN: \(Sandbox.urn("hall"))"))
    }

    @Test("a stack as JSON lists its resources and hides secrets")
    func showsJSON() async throws {
        let sandbox = try await Sandbox.withResources(Sandbox.passphrase)
        let json = await sandbox.run("stack", "--json").output
        #expect(json.contains("\"name\": \"hall\"") && json.contains("\"token\": \"[secret]\""), "\(json)")
    }

    @Test(
        "outputs have a text, a JSON and a shell form",
        arguments: [
            (["url"], "http://shop\n"), (["url", "--json"], "\"http://shop\"\n"),
            (["url", "--shell"], "url=http://shop\n"), (["--json"], "{\n  \"url\": \"http://shop\"\n}\n"),
            (["--shell"], "url=http://shop\n"),
        ]
    )
    func printsOutputs(_ words: [String], _ output: String) async throws {
        let sandbox = try await Sandbox.withResources()
        #expect(await sandbox.run(["stack", "output"] + words).output == output)
    }

    @Test("secret outputs are hidden unless they are requested")
    func hidesSecretOutputs() async throws {
        let sandbox = try await Sandbox.withResources(Sandbox.passphrase)
        #expect(await sandbox.run("stack", "output", "token").output == "[secret]\n")
        #expect(await sandbox.run("stack", "output", "--json").output.contains("\"token\": \"[secret]\""))
        let shown = await sandbox.run("stack", "output", "--shell", "--show-secrets").output
        #expect(shown == "token=hunter2\nurl=http://shop\n")
    }

    @Test("the error for an unknown output names the nearest one")
    func suggestsOutputs() async throws {
        let sandbox = try await Sandbox.withResources()
        let outcome = await sandbox.run("stack", "output", "ulr")
        #expect(outcome.status == .failure && outcome.error.contains("did you mean \"url\"?"), "\(outcome.error)")
    }

    @Test("an export can be imported again, encrypted or decrypted", arguments: [[], ["--show-secrets"]])
    func roundTrips(_ flags: [String]) async throws {
        let sandbox = try await Sandbox.withResources(Sandbox.passphrase)
        let file = sandbox.path("export.json")
        await sandbox.run(["stack", "export", "--file", file] + flags)
        #expect(try sandbox.text("export.json").contains("hunter2") != flags.isEmpty)
        let outcome = await sandbox.run("stack", "import", "--file", file)
        #expect(outcome.output == "Import complete.\n", "\(outcome.error)")
        #expect(await sandbox.run("stack", "output", "token", "--show-secrets").output == "hunter2\n")
    }

    @Test("an import of anything but a state is refused")
    func refusesImports() async throws {
        let sandbox = try await Sandbox.withResources()
        let outcome = await sandbox.run("stack", "import", input: ["{}"])
        #expect(outcome.status == .failure && outcome.error.contains("'deployment' is missing"), "\(outcome.error)")
    }

    @Test("the history lists updates with their messages, as text and as JSON")
    func history() async throws {
        let sandbox = try Sandbox("name: shop\nruntime: yaml\noutputs: {a: 1}\n", Sandbox.passphrase)
        await sandbox.run("up", "--yes", "--message", "first one")
        await sandbox.run("config", "set", "pin", "1234", "--secret")
        await sandbox.run("up", "--yes")
        let text = await sandbox.run("stack", "history", "--page-size", "1", "--page", "2").output
        #expect(text.contains("Message: first one") && text.contains("UpdateKind: update"), "\(text)")
        #expect(await sandbox.run("stack", "history", "--page", "9").output == "No stack updates found on page '9'\n")
        let json = await sandbox.run("stack", "history", "--json", "--full-dates").output
        #expect(json.contains("\"message\": \"first one\"") && !json.contains("1234"), "\(json)")
        #expect(await sandbox.run("stack", "history", "--json", "--show-secrets").output.contains("1234"))
    }

    @Test("an earlier version is exported by its number")
    func exportsVersions() async throws {
        let sandbox = try Sandbox("name: shop\nruntime: yaml\noutputs: {a: first}\n")
        await sandbox.run("up", "--yes")
        try sandbox.write("name: shop\nruntime: yaml\noutputs: {a: second}\n", "Pulumi.yaml")
        await sandbox.run("up", "--yes")
        #expect(await sandbox.run("stack", "export", "--version", "1").output.contains("first"))
        #expect(await sandbox.run("stack", "export").output.contains("second"))
    }

    @Test("a new passphrase replaces the old one in state and settings")
    func changesPassphrase() async throws {
        let sandbox = try await Sandbox.withResources(Sandbox.passphrase)
        await sandbox.run("config", "set", "pin", "1234", "--secret")
        let outcome = await sandbox.run("stack", "change-secrets-provider", "passphrase", input: [" new one "])
        #expect(outcome.succeeded, "\(outcome.error)")
        let new = ["PULUMI_CONFIG_PASSPHRASE": "new one"]
        #expect(await sandbox.run("config", "get", "pin", variables: new).output == "1234\n")
        #expect(await sandbox.run("stack", "output", "token", "--show-secrets", variables: new).output == "hunter2\n")
        #expect(await sandbox.run("config", "get", "pin").error.contains("incorrect passphrase"))
    }

    @Test("a new passphrase is entered twice at a terminal")
    func asksForPassphrases() async throws {
        let sandbox = try await Sandbox.withResources(Sandbox.passphrase)
        let outcome = await sandbox.run(
            "stack",
            "change-secrets-provider",
            "passphrase",
            input: ["one", "other", "same", "same"],
            isTerminal: true
        )
        #expect(outcome.succeeded && outcome.error.contains("error: passphrases do not match"), "\(outcome.error)")
        let outputs = await sandbox.run(
            "stack",
            "output",
            "token",
            "--show-secrets",
            variables: ["PULUMI_CONFIG_PASSPHRASE": "same"]
        )
        #expect(outputs.output == "hunter2\n")
    }
}
