import PulumiProtocol
import Testing

@testable import Engine
@testable import awsx

@Suite("Display options")
struct DisplayOptionsTests {
    private func lines(_ events: [EngineEvent], _ options: DisplayOptions, isPreview: Bool = false) -> String {
        var display = LineDisplay(Sample.title(isPreview: isPreview), terminal: Sample.terminal, options: options)
        return events.map { display.receive($0, now: Sample.now) }.joined()
    }

    private func tree(_ events: [EngineEvent], _ options: DisplayOptions) -> String {
        var display = TreeDisplay(Sample.title(), terminal: Sample.terminal, options: options)
        return (events + [.summary(Sample.result())]).map { display.receive($0, now: Sample.now) }.joined()
    }

    private let prelude = EngineEvent.prelude(configuration: ["b:c": "[secret]", "a:b": "1"], isPreview: false)

    @Test("--show-config prints the configuration first")
    func showsConfiguration() {
        let text = "Configuration:\n    a:b: 1\n    b:c: [secret]\n"
        let options = DisplayOptions(showsConfiguration: true)
        #expect(lines([prelude], options) == text + "Updating (dev):\n")
        #expect(tree([prelude], options).hasPrefix(text))
        #expect(lines([prelude], .init()) == "Updating (dev):\n" && !tree([prelude], .init()).contains("a:b"))
    }

    @Test("--show-reads lists resources that are only read")
    func showsReads() {
        let read = Sample.step(.read, "vpc")
        let events: [EngineEvent] = [.resourceStarted(read), .resourceFinished(read)]
        let options = DisplayOptions(showsReads: true)
        #expect(lines(events, options) == " >  aws:ecs:Cluster vpc reading\n >  aws:ecs:Cluster vpc read (0.0s)\n")
        #expect(tree(events, options).contains(" >  aws:ecs:Cluster  vpc   read (0.0s)\n"))
        #expect(lines(events, .init()).isEmpty && !tree(events, .init()).contains("vpc"))
    }

    @Test("--show-sames lists unchanged resources")
    func showsSames() {
        let events = [EngineEvent.resourceFinished(Sample.step(.same, "main"))]
        #expect(lines(events, .init(showsSames: true), isPreview: true) == "    aws:ecs:Cluster main same\n")
        #expect(tree(events, .init(showsSames: true)).contains("    aws:ecs:Cluster  main\n"))
        #expect(lines(events, .init()).isEmpty && !tree(events, .init()).contains("main"))
    }

    @Test("--show-replacement-steps lists the parts of a replacement in a plan and in differences")
    func showsReplacementSteps() {
        let parts: [StepOperation] = [.createReplacement, .replace, .deleteReplaced]
        let events = parts.map { operation in
            EngineEvent.resourceFinished(Sample.step(operation, "main", isLogical: operation == .replace))
        }
        let all = DisplayOptions(showsReplacementSteps: true)
        #expect(lines(events, all, isPreview: true).textLines.map { $0.prefix(3) } == [" ++", " +-", " --"])
        #expect(lines(events, .init(), isPreview: true).textLines.map { $0.prefix(3) } == [" +-"])
        let difference = tree(events, .init(showsDifferences: true, showsReplacementSteps: true))
        #expect(difference.contains("(create-replacement)") && difference.contains("(delete-replaced)"))
        #expect(!tree(events, .init(showsDifferences: true)).contains("(delete-replaced)"))
    }

    @Test("--urns shows URNs in place of types and names, everywhere")
    func showsURNs() {
        let step = Sample.step(.delete, "main") { $0.id = "main-1" }
        let events: [EngineEvent] = [
            .resourceFinished(step), .diagnostic(.init(.warning, "old API", urn: step.urn)),
            .summary(Sample.result()),
        ]
        let options = DisplayOptions(showsURNs: true)
        let plan = lines(events, options, isPreview: true)
        #expect(plan.ranges(of: step.urn).count == 3 && !plan.contains("aws:ecs:Cluster"))
        let tree = tree(Array(events.dropLast()), options)
        #expect(tree.contains("    URN") && tree.contains(" -  \(step.urn)  deleted (0.0s)"))
        #expect(!tree.contains("Name"))
    }

    @Test("--debug prints debugging messages", arguments: [true, false])
    func showsDebug(_ isShown: Bool) {
        let events: [EngineEvent] = [.diagnostic(.init(.debug, "three bears")), .summary(Sample.result())]
        #expect(lines(events, .init(showsDebug: isShown)).contains("    debug: three bears\n") == isShown)
    }

    @Test("every display flag sets its option")
    func readsFlags() throws {
        let flags = [
            "--diff", "--show-secrets", "--suppress-outputs", "--show-config", "--show-reads", "--show-sames",
            "--show-replacement-steps", "--show-full-output", "--urns", "--debug",
        ]
        guard case .run(_, let arguments) = try ArgumentParser(root: .root).parse(["up"] + flags) else {
            Issue.record("no command")
            return
        }
        let options = try DisplayOptions(arguments)
        #expect(Mirror(reflecting: options).children.allSatisfy { $0.value as? Bool == true })
    }

    @Test(
        "flags that could have no effect are refused",
        arguments: [
            (["up", "--color", "purple"], "--color must be one of always, never, raw, auto, not \"purple\""),
            (["stack", "ls", "--color=purple"], "--color must be one of always, never, raw, auto, not \"purple\""),
            (["up", "--logtostderr"], "--logtostderr: there are no log files"),
            (["preview", "-v=9"], "-v: there are no log files"),
            (["up", "--verbose", "3"], "--verbose: there are no log files"),
            (["up", "--show-full-output=false"], "values are always shown in full"),
        ]
    )
    func refusesFlags(_ words: [String], _ text: String) async throws {
        let outcome = try await Sandbox().run(words)
        #expect(outcome.status == .usage && outcome.error.contains(text))
    }

    @Test("--skip-config-validation accepts a configuration that the project's declarations refuse")
    func skipsConfigurationChecks() async throws {
        let sandbox = try Sandbox("name: shop\nruntime: yaml\nconfig:\n  size:\n    type: integer\n")
        await sandbox.run("stack", "init", "dev")
        await sandbox.run("config", "set", "size", "large")
        #expect(await sandbox.run("preview").error.contains("must be of type 'integer'"))
        #expect(await sandbox.run("preview", "--skip-config-validation").succeeded)
    }
}
