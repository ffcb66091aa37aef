import PulumiProtocol
import Testing

@testable import Engine
@testable import awsx

@Suite("Displays")
struct DisplayTests {
    private let terminal = Terminal(environment: ["TERM": "dumb"], nonInteractive: true)
    private let now = ContinuousClock.now

    private func step(
        _ operation: StepOperation,
        _ name: String,
        type: String = "aws:ecs/cluster:Cluster",
        isLogical: Bool = true
    ) -> EngineEvent.Step {
        let urn = "urn:pulumi:dev::app::\(type)::\(name)"
        return EngineEvent.Step(
            number: 1,
            operation: operation,
            urn: urn,
            type: type,
            provider: "",
            old: nil,
            new: ResourceState(urn: urn, type: type, isCustom: true),
            replaceKeys: [],
            differingKeys: operation == .update ? ["settings"] : [],
            detailedDifference: [:],
            isLogical: isLogical
        )
    }

    private func lines(_ events: [EngineEvent], isPreview: Bool = false) -> String {
        var display = LineDisplay(terminal: terminal, isPreview: isPreview, options: .init())
        return events.map { display.receive($0, now: now) }.joined()
    }

    @Test("a create is told when it begins and when it is done")
    func tellsCreates() {
        let create = step(.create, "main")
        #expect(
            lines([.resourceStarted(create), .resourceFinished(create)])
                == " +  aws:ecs:Cluster main creating\n +  aws:ecs:Cluster main created (0.0s)\n"
        )
    }

    @Test("an update names the properties that change")
    func namesChangedProperties() {
        #expect(
            lines([.resourceFinished(step(.update, "main"))], isPreview: true)
                == " ~  aws:ecs:Cluster main update [settings]\n"
        )
    }

    @Test("what stays as it is, and providers that the engine made, are not told")
    func isSilentAboutTheRest() {
        let provider = step(.create, "default", type: "pulumi:providers:aws")
        #expect(lines([.resourceFinished(step(.same, "main")), .resourceFinished(provider)]).isEmpty)
    }

    @Test("a plan shows a replacement as one line")
    func joinsReplacements() {
        let halves: [StepOperation] = [.createReplacement, .deleteReplaced]
        let steps = [step(.replace, "main")] + halves.map { step($0, "main", isLogical: false) }
        let text = lines(steps.map { .resourceFinished($0) }, isPreview: true)
        #expect(text == " +- aws:ecs:Cluster main replace\n")
    }

    @Test("the reason of a wait is told once")
    func tellsReasonsOnce() {
        let urn = step(.create, "main").urn
        let message = EngineEvent.Message(.info, "0 of 2 tasks running", urn: urn, isEphemeral: true)
        #expect(
            lines([.diagnostic(message), .diagnostic(message)])
                == "    aws:ecs:Cluster main: 0 of 2 tasks running\n"
        )
    }

    @Test("the plan as JSON lists each change once, with its reasons")
    func listsThePlan() {
        var display = PlanDisplay()
        _ = display.receive(.resourceFinished(step(.update, "main")), now: now)
        let result = DeploymentResult(
            snapshot: Snapshot(),
            counts: [.update: 1],
            outputs: [:],
            previousOutputs: [:],
            hasFailed: false,
            wasCancelled: false,
            duration: .seconds(1)
        )
        let text = display.receive(.summary(result), now: now)
        #expect(text.contains("\"op\": \"update\""))
        #expect(text.contains("\"diffReasons\": ["))
        #expect(text.contains("\"changeSummary\": {\n        \"update\": 1\n    }"))
    }
}
