import PackageSchema
import PulumiProtocol
import Testing

@testable import Engine
@testable import awsx

@Suite("The result of a run")
struct TreeTextTests {
    private func text(_ view: DeploymentView) -> String {
        TreeText(view: view, terminal: Sample.terminal, columns: 100).text(now: Sample.now)
    }

    @Test("a preview lists each change with the differing properties")
    func listsChanges() {
        let step = Sample.step(.update, "main", old: ["a": 1, "b": 1], new: ["a": 2, "c": 1])
        let view = Sample.view([.resourceStarted(step), .resourceFinished(step)], Sample.title(isPreview: true))
        #expect(
            text(view).textLines == [
                "Previewing update (dev)", "", "    Type             Name  Plan",
                " ~  aws:ecs:Cluster  main  update  [diff: +c-b~a]",
            ]
        )
    }

    @Test("of many changes, replacements and deletions are shown and the others counted")
    func prefersLosses() {
        var events: [EngineEvent] = (0..<1000).map { .resourceFinished(Sample.step(.create, "new\($0)")) }
        events += (0..<3).map { .resourceFinished(Sample.step(.delete, "old\($0)")) }
        let lines = text(Sample.view(events, Sample.title(isPreview: true))).textLines
        #expect(lines.count < 70)
        #expect((0..<3).allSatisfy { number in lines.contains { $0.contains("old\(number)") } })
        #expect(lines.last == "    … and 943 more to create")
    }

    @Test("a replacement is one row, from the first part to the last")
    func joinsReplacements() {
        let parts: [StepOperation] = [.createReplacement, .replace, .deleteReplaced]
        let events = parts.flatMap { operation -> [EngineEvent] in
            let step = Sample.step(operation, "main", isLogical: operation == .replace)
            return [.resourceStarted(step), .resourceFinished(step)]
        }
        let lines = text(Sample.view(events)).textLines
        #expect(lines.count == 4)
        #expect(lines[3].hasPrefix(" +- aws:ecs:Cluster  main  replaced (0.0s)"))
    }

    @Test("an interrupted operation is not shown as done")
    func tellsInterrupted() {
        let events: [EngineEvent] = [
            .resourceStarted(Sample.step(.create, "main")), .summary(Sample.result(wasCancelled: true)),
        ]
        #expect(text(Sample.view(events)).contains("creating (interrupted)"))
    }

    @Test("children that are deleted before their parent are shown below it")
    func findsParentsLater() {
        let parent = Sample.urn("top", "a:b:C")
        let child = Sample.step(.delete, "low", parent: parent)
        let top = Sample.step(.delete, "top", type: "a:b:C", isCustom: false)
        let lines = text(Sample.view([.resourceFinished(child), .resourceFinished(top)])).textLines
        #expect(lines[3].contains("a:b:C"))
        #expect(lines[4].contains("└─ aws:ecs:Cluster  low"))
    }

    @Test("a preview says what is lost with a removed resource, if it holds something")
    func namesContents() {
        let holdings = Holdings(["aws:cloudwatch/logGroup:LogGroup": "its log events"])
        let steps = [
            Sample.step(.replace, "logs", type: "aws:cloudwatch/logGroup:LogGroup", keys: ["name"]),
            Sample.step(.delete, "kept", type: "aws:cloudwatch/logGroup:LogGroup") { $0.retainOnDelete = true },
            Sample.step(
                .replace,
                "task",
                type: "aws:ecs/taskDefinition:TaskDefinition",
                keys: ["containerDefinitions"]
            ),
        ]
        let removals = steps.compactMap { Removal($0, holdings) }
        let lines = RemovalWarning(removals: removals, terminal: Sample.terminal).text.textLines
        #expect(
            lines == [
                "This replaces 2 resources, abandons 1 resource:",
                "   -  aws:cloudwatch:LogGroup kept  (is not deleted (retainOnDelete))",
                "   +- aws:cloudwatch:LogGroup logs  (because of name; loses its log events)",
                "   +- aws:ecs:TaskDefinition task  (because of containerDefinitions)",
            ]
        )
    }

    @Test("the schema says which types hold something")
    func readsHoldings() async {
        let types = [
            "aws:cloudwatch/logGroup:LogGroup", "aws:ecr/repository:Repository", "aws:lb/loadBalancer:LoadBalancer",
            "aws:ecs/taskDefinition:TaskDefinition", "random:index:Pet",
        ]
        let resources = types.map { ResourceState(urn: Sample.urn("a", $0), type: $0, isCustom: true) }
        let holdings = await Holdings(of: Snapshot(resources: resources), in: OwnSchema())
        #expect(types.map { holdings[$0] } == ["its log events", "its images", "its DNS name", nil, nil])
    }

    private struct OwnSchema: SchemaSource {
        func schema(package: String, version: String?) async throws -> PackageSchema? {
            let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
            return try PackageSchema(parsing: readFile("/\(root)/schema/\(package).json"))
        }
    }

    @Test("a preview warns of removals with their reasons and consequences")
    func namesLosses() {
        let steps = [
            Sample.step(.delete, "logs") { $0.id = "logs-1" },
            Sample.step(.replace, "db", keys: ["engine"]) { $0.id = "db-1" },
            Sample.step(.delete, "kept") { $0.retainOnDelete = true },
            Sample.step(.delete, "safe") { $0.isProtected = true },
            Sample.step(.delete, "group", isCustom: false),
            Sample.step(.delete, "gone", isRefresh: true),
            Sample.step(.create, "new"),
        ]
        let removals = steps.compactMap { Removal($0) }
        #expect(
            RemovalWarning(removals: removals, terminal: Sample.terminal).text.textLines == [
                "This deletes 2 resources, replaces 1 resource, abandons 1 resource:",
                "   -  aws:ecs:Cluster safe  (protected, so this will fail; run `awsx state unprotect` first)",
                "   -  aws:ecs:Cluster kept  (is not deleted (retainOnDelete))",
                "   -  aws:ecs:Cluster logs  (id logs-1)",
                "   +- aws:ecs:Cluster db  (id db-1; because of engine)",
            ]
        )
    }

    @Test("of many removals the first are named, and the others counted by type")
    func countsLosses() {
        let removals = (0..<100).compactMap {
            Removal(Sample.step(.delete, "r\($0)", type: $0 < 30 ? "a:b:C" : "a:b:D"))
        }
        let lines = RemovalWarning(removals: removals, terminal: Sample.terminal).text.textLines
        #expect(lines.count == 42)
        #expect(lines.last == "    … and 60 more: 60 a:b:D")
    }

    @Test(
        "typed answers may be shortened, and an empty one means no",
        arguments: [
            ("yes", 0), ("Y", 0), (" no ", 1), ("", 1), ("d", 2), ("details", 2), ("maybe", nil), ("yesterday", nil),
        ] as [(String, Int?)]
    )
    func understands(_ line: String, _ answer: Int?) {
        #expect(Prompt.match(line, ["yes", "no", "details"], initial: 1) == answer)
    }

    @Test("the exit message lists the running operations")
    func namesWhatIsLeft() {
        let runningOperations = RunningOperations()
        runningOperations.receive(.resourceStarted(Sample.step(.create, "a")))
        runningOperations.receive(.resourceStarted(Sample.step(.delete, "b")))
        runningOperations.receive(.resourceFinished(Sample.step(.create, "a")))
        #expect(runningOperations.exitMessage.textLines[1] == "    -  aws:ecs:Cluster b deleting")
        runningOperations.receive(.resourceFailed(Sample.step(.delete, "b")))
        #expect(runningOperations.exitMessage.hasPrefix("Stopped. No operations were running"))
    }
}
