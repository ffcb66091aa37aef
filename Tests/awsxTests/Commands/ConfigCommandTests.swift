import Testing

@testable import awsx

@Suite("Configuration commands")
struct ConfigCommandTests {
    private func sandbox(
        _ program: String = "name: shop\nruntime: yaml\n",
        variables: [String: String] = [:]
    ) async throws -> Sandbox {
        let sandbox = try Sandbox(program, variables)
        await sandbox.run("stack", "init", "dev")
        return sandbox
    }

    @Test("a value is set and printed")
    func sets() async throws {
        let sandbox = try await sandbox()
        #expect(await sandbox.run("config", "set", "color", "red").succeeded)
        #expect(await sandbox.run("config", "get", "color").output == "red\n")
        #expect(try sandbox.text("Pulumi.dev.yaml").contains("shop:color: red"))
    }

    @Test(
        "the list hides secrets unless they are requested",
        arguments: [([], "[secret]"), (["--show-secrets"], "1234")]
    )
    func lists(_ flags: [String], _ shown: String) async throws {
        let sandbox = try await sandbox(variables: Sandbox.passphrase)
        await sandbox.run("config", "set", "color", "red")
        await sandbox.run("config", "set", "pin", "1234", "--secret")
        let text = await sandbox.run(["config"] + flags).output
        #expect(text.textLines == ["KEY    VALUE", "color  red", "pin    \(shown)"])
    }

    @Test("the list as JSON has objects and omits secrets")
    func listsJSON() async throws {
        let sandbox = try await sandbox(variables: Sandbox.passphrase)
        await sandbox.run("config", "set", "ports[0]", "80", "--path")
        await sandbox.run("config", "set", "pin", "1234", "--secret")
        let json = await sandbox.run("config", "--json").output
        #expect(
            json.contains("\"objectValue\": [") && json.contains("\"shop:pin\": {\n    \"secret\": true\n  }"),
            "\(json)"
        )
    }

    @Test("the error for an unknown key names the nearest one")
    func suggests() async throws {
        let sandbox = try await sandbox()
        await sandbox.run("config", "set", "color", "red")
        let outcome = await sandbox.run("config", "get", "colour")
        #expect(outcome.status == .failure)
        #expect(outcome.error.contains("configuration key 'colour' not found for stack 'dev'"), "\(outcome.error)")
        #expect(outcome.error.contains("did you mean \"shop:color\"?"), "\(outcome.error)")
    }

    @Test("a declared default is printed if the stack sets no value")
    func printsDefaults() async throws {
        let sandbox = try await sandbox("name: shop\nruntime: yaml\nconfig: {size: {default: 3}}\n")
        #expect(await sandbox.run("config", "get", "size").output == "3\n")
    }

    @Test(
        "a value from standard input loses its last line break, unless it is raw",
        arguments: [([], "a\nb"), (["--raw"], "a\nb\n")]
    )
    func readsInput(_ flags: [String], _ value: String) async throws {
        let sandbox = try await sandbox()
        await sandbox.run(["config", "set", "text"] + flags, input: ["a", "b"])
        #expect(await sandbox.run("config", "get", "text").output == value + "\n")
    }

    @Test("a terminal asks for the value")
    func asks() async throws {
        let sandbox = try await sandbox(variables: Sandbox.passphrase)
        let outcome = await sandbox.run("config", "set", "pin", "--secret", input: ["1234"], isTerminal: true)
        #expect(outcome.error == "value: ")
        #expect(await sandbox.run("config", "get", "pin").output == "1234\n")
        let refused = await sandbox.run("config", "set", "pin", "--non-interactive", isTerminal: true)
        #expect(refused.status == .usage && refused.error.contains("must be specified in non-interactive mode"))
    }

    @Test("a type determines the YAML of the value")
    func types() async throws {
        let sandbox = try await sandbox()
        await sandbox.run("config", "set", "text", "5", "--type", "string")
        await sandbox.run("config", "set", "count", "5", "--type", "int")
        let settings = try sandbox.text("Pulumi.dev.yaml")
        #expect(settings.contains("shop:text: \"5\"") && settings.contains("shop:count: 5"), "\(settings)")
    }

    @Test("several values are set at once, plain, secret or as JSON")
    func setsAll() async throws {
        let sandbox = try await sandbox(variables: Sandbox.passphrase)
        await sandbox.run("config", "set-all", "--plaintext", "color=red", "--secret", "'a=b:pin'=12=34")
        #expect(await sandbox.run("config", "get", "a=b:pin").output == "12=34\n")
        let json = #"{"shop:color":{"value":"blue"},"shop:ports":{"value":"[80]","objectValue":[80]}}"#
        #expect(await sandbox.run("config", "set-all", "--json", json).succeeded)
        #expect(await sandbox.run("config", "get", "color").output == "blue\n")
        #expect(await sandbox.run("config", "get", "ports[0]", "--path", "--json").output.contains("\"80\""))
    }

    @Test("keys are removed, alone or with others")
    func removes() async throws {
        let sandbox = try await sandbox()
        for key in ["a", "b", "c"] { await sandbox.run("config", "set", key, "1") }
        await sandbox.run("config", "rm", "a")
        await sandbox.run("config", "rm-all", "b", "c")
        #expect(await sandbox.run("config").output.textLines == ["KEY  VALUE"])
    }

    @Test("one value or all are copied to another stack")
    func copies() async throws {
        let sandbox = try await sandbox(variables: Sandbox.passphrase)
        await sandbox.run("config", "set", "color", "red")
        await sandbox.run("config", "set", "pin", "1234", "--secret")
        await sandbox.run("stack", "init", "prod", "--no-select")
        await sandbox.run("config", "cp", "color", "--dest", "prod")
        #expect(await sandbox.run("config", "--stack", "prod").output.textLines.count == 2)
        await sandbox.run("config", "cp", "--dest", "prod")
        #expect(await sandbox.run("config", "get", "pin", "--stack", "prod").output == "1234\n")
    }

    @Test("refresh restores the configuration of the last update, and keeps a backup")
    func refreshes() async throws {
        let sandbox = try await sandbox("name: shop\nruntime: yaml\noutputs: {a: 1}\n")
        #expect(await sandbox.run("config", "refresh").error.contains("no previous deployment"))
        await sandbox.run("config", "set", "color", "red")
        await sandbox.run("up", "--yes")
        await sandbox.run("config", "set", "color", "blue")
        let outcome = await sandbox.run("config", "refresh")
        #expect(outcome.output.contains("refreshed configuration for stack 'dev'"), "\(outcome.error)")
        #expect(await sandbox.run("config", "get", "color").output == "red\n")
        #expect(try sandbox.text("Pulumi.dev.yaml.bak").contains("blue"))
        await sandbox.run("config", "set", "color", "green")
        #expect(await sandbox.run("config", "refresh", "--force").output.isEmpty)
        #expect(await sandbox.run("config", "get", "color").output == "red\n")
    }

    @Test("another settings file can be used")
    func usesOtherFiles() async throws {
        let sandbox = try await sandbox()
        let file = sandbox.path("other.yaml")
        await sandbox.run("config", "set", "color", "red", "--config-file", file)
        #expect(try sandbox.text("other.yaml").contains("red") && !sandbox.exists("Pulumi.dev.yaml"))
    }

    @Test(
        "an invalid request is refused with the reason",
        arguments: [
            (["set", "a", "1", "--secret", "--plaintext"], "--secret and --plaintext cannot be used together"),
            (["set", "a", "1", "--type", "date"], "must be one of string, int, bool or float"),
            (["set-all", "--plaintext", "red"], "must be in the form [key]=[value]"),
            (["set-all", "--json", "[]"], "it is not a JSON object"),
            (["set-all", "--json", "{\"a\":{}}"], "\"a\" is nil"),
            (["set-all", "--json", "{}", "--path"], "the --json option cannot be used"),
            (["cp", "a"], "--dest STACK is missing"),
            (["cp", "--dest", "dev"], "current stack and destination stack are the same"),
        ]
    )
    func refuses(_ words: [String], _ reason: String) async throws {
        let outcome = await (try await sandbox()).run(["config"] + words)
        #expect(outcome.status == .usage)
        #expect(outcome.error.contains(reason), "\(outcome.error)")
    }
}
