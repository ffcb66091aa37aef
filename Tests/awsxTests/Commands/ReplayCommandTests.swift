import Foundation
import JSON
import TestKit
import Testing

@testable import awsx

@Suite("Replays of recorded requests")
struct ReplayCommandTests {
    private static let own = WorkingCopy.root.appending(path: "Tests/Recordings")
    private static let shared = WorkingCopy.shared.appending(path: "recordings")
    /// The differences that docs/compatibility.md explains.
    private static let intended = WorkingCopy.root.appending(path: "Tests/Conformance/intended-differences.json")

    /// The folders in a folder that hold a recording.
    private static func recordings(in folder: URL) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map { folder.appending(path: $0).path }
            .filter { FileManager.default.fileExists(atPath: $0 + "/grpc.json") }
    }

    private static func replay(_ words: [String], _ variables: [String: String] = [:]) async throws -> Sandbox.Outcome {
        await (try Sandbox()).run(["replay"] + words, variables: variables)
    }

    /// The surroundings in which commands work in a local AWS that the tests share.
    private static func localAWS() throws -> [String: String] {
        [
            "AWS_ENDPOINT_URL": try Moto.shared().endpoint, "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "us-west-2",
        ]
    }

    @Test("the providers answer as in our recordings", arguments: recordings(in: own))
    func replaysOwn(_ recording: String) async throws {
        let outcome = try await Self.replay([recording, "--change-inputs"])
        #expect(outcome.succeeded, "\(outcome.output)\(outcome.error)")
        #expect(outcome.output.contains("constructs") && outcome.output.contains("replace"))
    }

    // What the providers said in awsx-3.8 is made up.
    @Test(
        "the providers answer as in the recordings of Pulumi's, apart from the intended differences",
        .enabled(if: try Prerequisite.recordings.isThere(), "\(Prerequisite.recordings.absence)"),
        arguments: [("awsx-3.8", ["--call", "construct"]), ("aws-5.35", [])] as [(String, [String])]
    )
    func replaysShared(_ folder: String, _ calls: [String]) async throws {
        let place = Self.shared.appending(path: folder)
        let listed = place.appending(path: "expect.json").path
        let expectations = FileManager.default.fileExists(atPath: listed) ? listed : Self.intended.path
        let outcome = try await Self.replay(Self.recordings(in: place) + calls + ["--expect", expectations])
        #expect(outcome.succeeded, "\(outcome.output)\(outcome.error)")
    }

    @Test(
        "recorded resources are created in local AWS, found unchanged, and deleted",
        .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
    )
    func creates() async throws {
        let recording = Self.own.appending(path: "ecr-lifecycle").path
        let outcome = try await Self.replay([recording, "--call", "create", "--json"], try Self.localAWS())
        let scores = try JSON(parsing: outcome.output)["scores"]
        #expect(outcome.succeeded, "\(outcome.output)\(outcome.error)")
        for score in ["created", "read", "unchanged", "idempotent"] {
            #expect(scores?[score]?["total"] == 2 && scores?[score]?["matched"] == 2, "\(score)")
        }
    }

    @Test("an answer that differs is told with its path, unless that is expected")
    func tellsDifferences() async throws {
        let file = Self.own.appending(path: "ecr-lifecycle/grpc.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let sandbox = try Sandbox()
        try sandbox.write(text.replacing("\"forceDelete\":true", with: "\"forceDelete\":false"), "other/grpc.json")
        let outcome = await sandbox.run("replay", sandbox.path("other"), "--call", "check", "--types", "*epository")
        #expect(outcome.status == .success, "inputs of a Check are its answer, and both were changed")
        try sandbox.write(text.replacing("IMMUTABLE", with: "OTHER").replacing("MUTABLE", with: "OTHER"), "x/grpc.json")
        let changed = await sandbox.run("replay", sandbox.path("x"), "--call", "check")
        #expect(changed.status == .failure && changed.output.contains("[check] x: urn:pulumi:"), "\(changed.output)")
        try sandbox.write(#"[{"score": "check", "reason": "on purpose"}]"#, "expect.json")
        let accepted = await sandbox.run(
            "replay",
            sandbox.path("x"),
            "--call",
            "check",
            "--expect",
            sandbox.path("expect.json")
        )
        #expect(accepted.succeeded && accepted.output.contains(": on purpose\n"), "\(accepted.output)")
    }

    @Test(
        "what --record writes of a deployment can be replayed",
        .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
    )
    func records() async throws {
        let program = """
            name: shop
            runtime: yaml
            resources:
              images:
                type: awsx:ecr:Repository
                properties: {forceDelete: true}
            """
        let sandbox = try Sandbox(program, try Self.localAWS())
        for words in [["up", "--yes"], ["up", "--yes"], ["destroy", "--yes"]] {
            let outcome = await sandbox.run(words + ["--record", sandbox.path("recording")])
            #expect(outcome.succeeded, "\(outcome.output)\(outcome.error)")
        }
        let lines = try sandbox.text("recording/grpc.json").split(separator: "\n")
        #expect(lines.count { $0.contains("LanguageRuntime/Run") } == 4)
        let outcome = await sandbox.run("replay", sandbox.path("recording"), "--json")
        let scores = try JSON(parsing: outcome.output)["scores"]
        #expect(outcome.succeeded && scores?["constructs"]?["matched"] == 4 && scores?["check"]?["matched"] == 8)
    }

    @Test(
        "a command line that cannot be replayed is refused",
        arguments: [
            (["x", "--call", "update"], "--call must be one of construct, check, diff, create, not \"update\""),
            (["x", "--call", "create"], "recordings are created in local AWS only: pass --local"),
            (["/nowhere"], "cannot read /nowhere/grpc.json"),
        ]
    )
    func refuses(_ words: [String], _ message: String) async throws {
        let outcome = try await Self.replay(words)
        #expect(!outcome.succeeded && outcome.error.contains(message), "\(outcome.error)")
    }

    @Test("a recording without such calls says so, and fails")
    func saysThatThereIsNothing() async throws {
        let sandbox = try Sandbox()
        try sandbox.write("", "empty/grpc.json")
        let outcome = await sandbox.run("replay", sandbox.path("empty"))
        #expect(outcome.status == .failure && outcome.output == "Nothing of this kind is recorded.\n")
    }
}
