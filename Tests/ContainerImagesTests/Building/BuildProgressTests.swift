import Connections
import Testing

@testable import ContainerImages

@Suite("The progress of a build")
struct BuildProgressTests {
    private func texts(_ format: BuilderDescriptor.OutputFormat, _ lines: [String]) -> [String] {
        var progress = BuildProgress(format)
        let start = Moment.now
        var reports: [BuildReport] = []
        for (second, line) in lines.enumerated() {
            reports += progress.take(line, at: start + .seconds(second))
        }
        reports += progress.finish(at: start + .seconds(lines.count))
        return reports.map(\.text)
    }

    @Test("is told step by step, each with its time")
    func steps() {
        let lines = ["STEP 1/2: FROM a", "STEP 2/2: RUN b", "hello", "COMMIT x", "--> 123"]
        #expect(
            texts(.steps, lines) == [
                "STEP 1/2: FROM a (1.0 s)", "STEP 2/2: RUN b (1.0 s): hello", "STEP 2/2: RUN b (2.0 s)", "--> 123",
            ]
        )
    }

    @Test("ends with the last step where nothing follows it")
    func lastStep() {
        #expect(texts(.steps, ["Step 1/1 : FROM a"]) == ["Step 1/1 : FROM a (1.0 s)"])
    }

    @Test("of BuildKit is told by the numbers of steps that run at once")
    func buildKit() {
        let lines = [
            "#0 building with \"default\"", "#1 [internal] load build definition", "#1 DONE 0.0s", "#5 [2/3] RUN a",
            "#6 [3/3] RUN b", "#5 1.2 hello", "#6 CACHED", "#5 DONE 1.3s", "plain",
        ]
        #expect(
            texts(.buildKit, lines) == [
                "[internal] load build definition (1.0 s)", "[2/3] RUN a (2.0 s): 1.2 hello", "[3/3] RUN b (2.0 s)",
                "[2/3] RUN a (4.0 s)", "plain", "building with \"default\" (9.0 s)",
            ]
        )
    }
}

@Suite("The failure of a push")
struct PushFailureTests {
    @Test("within a build of BuildKit names the registry and its reason")
    func buildKit() {
        let lines = ["#9 ERROR: x", "ERROR: failed to solve: failed to push example.com/app:v1: 403 Forbidden"]
        let failure = PushFailure(buildKitLines: lines, tags: ["example.com/app:v1"])
        #expect(failure?.registry == "example.com" && failure?.reason == "403 Forbidden")
        #expect(failure?.description.contains("check the username and the password") == true)
        #expect(PushFailure(buildKitLines: ["ERROR: other"], tags: []) == nil)
    }

    @Test(
        "has the reason in the builder's last complaint",
        arguments: [
            (["Copying", "Error: writing blob: denied", "bye"], "writing blob: denied"),
            (["Error response from daemon: no"], "no"),
            (["nothing"], "nothing"),
            ([], "the builder gave no reason"),
        ]
    )
    func reasons(_ lines: [String], _ reason: String) {
        #expect(PushFailure.reason(in: lines) == reason)
    }
}
