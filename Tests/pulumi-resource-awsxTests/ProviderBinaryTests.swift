import Crosswalk
import Foundation
import JSON
import PackageSchema
import PulumiProtocol
import RPC
import StdioTransport
import Testing

@Suite("Provider binary")
struct ProviderBinaryTests {
    private static let inputs: PropertyMap = [
        "container": ["image": "nginx", "environment": [["name": "KEY", "value": .secret("hunter2")]]],
        "nonsense": true,
    ]

    private func construct(_ arguments: [String], _ engine: RegisteringEngine) async throws -> ConstructResponse {
        let command = PluginCommand(BuiltProvider.url.path, arguments: ["--stdio"] + arguments)
        return try await withPluginProcess(command, serving: engine.service, onStandardError: { _ in }) { plugin in
            let service = "/pulumirpc.ResourceProvider/"
            _ = try await plugin.channel.call(service + "Configure", ConfigureRequest().encoded())
            let request = ConstructRequest(
                project: "shop",
                stack: "dev",
                monitorEndpoint: plugin.channel.callbackAddress,
                type: "awsx:ecs:FargateTaskDefinition",
                name: "web",
                inputs: Self.inputs
            )
            return try ConstructResponse(decoding: await plugin.channel.call(service + "Construct", request.encoded()))
        }
    }

    @Test("constructs a component over its pipe, on which it calls back")
    func construct() async throws {
        let engine = RegisteringEngine()
        let answer = try await construct([], engine)
        #expect(answer.urn == "urn:pulumi:dev::shop::awsx:ecs:FargateTaskDefinition::web")
        #expect(engine.registrations.first?.type == "awsx:ecs:FargateTaskDefinition")
        #expect(engine.registrations.contains { $0.type == "aws:ecs/taskDefinition:TaskDefinition" })
    }

    @Test("answers a method of a component over its pipe, in a preview with unknown values")
    func callsMethod() async throws {
        let command = PluginCommand(BuiltProvider.url.path, arguments: ["--stdio"])
        let engine = RegisteringEngine()
        let type = "awsx:ecs:FargateTaskDefinition"
        let answer = try await withPluginProcess(command, serving: engine.service, onStandardError: { _ in }) {
            plugin in
            let service = "/pulumirpc.ResourceProvider/"
            _ = try await plugin.channel.call(service + "Configure", ConfigureRequest().encoded())
            let request = CallRequest(
                tok: "\(type)/run",
                args: ["__self__": .resource(ResourceReference(urn: "urn:pulumi:dev::shop::\(type)::web"))],
                project: "shop",
                stack: "dev",
                dryRun: true,
                monitorEndpoint: plugin.channel.callbackAddress
            )
            return try CallResponse(decoding: await plugin.channel.call(service + "Call", request.encoded()))
        }
        #expect(answer.return["exitCode"] == .unknown && answer.failures.isEmpty)
    }

    @Test("logs to the engine that started it, before any Handshake")
    func logs() async throws {
        let engine = RegisteringEngine()
        _ = try await construct([], engine)
        #expect(engine.messages.count == 1)
        #expect(engine.messages.first?.hasPrefix("property nonsense: ") == true)
    }

    @Test("records every call in both directions, without secrets")
    func records() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "awsx-\(UUID()).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        let engine = RegisteringEngine()
        _ = try await construct(["--record", file.path], engine)
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = try text.split(separator: "\n").map { try JSON(parsing: String($0)) }
        let methods = lines.compactMap { $0["method"]?.string?.split(separator: "/").last }
        #expect(methods.first == "Configure")
        #expect(methods.last == "Construct")
        #expect(methods.count { $0 == "RegisterResource" } == engine.registrations.count)
        #expect(lines.last?["metadata"] == ["kind": "resource", "mode": "client", "name": "awsx"])
        #expect(!text.contains("hunter2"))
        #expect(text.contains("[secret]"))
    }

    @Test("prints its version and schema")
    func prints() throws {
        #expect(try BuiltProvider.run(["--version"]).output == "3.8.0\n")
        let schema = try BuiltProvider.run(["--schema"]).output
        #expect(try String(schema.dropLast()) == CrosswalkProvider.schema().text)
        #expect(try BuiltProvider.run(["--schema", "--package=aws"]).output.contains("\"name\": \"aws\"") == true)
    }

    @Test(
        "says what is wrong with a command line",
        arguments: [
            (["--stdin"], 64, "unknown option --stdin"),
            (["--package"], 64, "--package needs NAME"),
            (["--package", "gcp"], 64, "unknown package \"gcp\"; --package must be awsx, aws, docker-build or docker"),
            (["--max-message", "-1"], 64, "--max-message must be a number of bytes, not \"-1\""),
            (["--stdio=1"], 64, "--stdio takes no value"),
            (["serve"], 64, "unexpected argument \"serve\""),
            (
                ["127.0.0.1:4000"], 1,
                "cannot serve the engine at 127.0.0.1:4000: this build speaks the stdio protocol only, not yet gRPC, "
                    + "so that the Pulumi CLI cannot use it; deploy with awsx"
            ),
            (
                ["--stdio", "--record", "/nowhere/file"], 64,
                "cannot write the recording /nowhere/file: No such file or directory"
            ),
        ] as [([String], Int32, String)]
    )
    func refuses(_ arguments: [String], _ status: Int32, _ message: String) throws {
        let run = try BuiltProvider.run(arguments)
        #expect(run.status == status)
        #expect(run.error == "pulumi-resource-awsx: \(message)\nTry --help.\n")
        #expect(run.output.isEmpty)
    }

    @Test("shows its usage where there is nothing to do")
    func usage() throws {
        let run = try BuiltProvider.run([])
        #expect(run.status == 64)
        #expect(run.error.hasPrefix("Usage: pulumi-resource-awsx --stdio"))
        #expect(try BuiltProvider.run(["--help"]).status == 0)
    }
}
