import Crosswalk
import Foundation
import PackageSchema
import ProviderKit
import PulumiProtocol
import RPC
import TestKit
import Testing

@Suite("Package awsx")
struct CrosswalkProviderTests {
    @Test("has a schema of its own name and version")
    func schema() throws {
        let schema = try CrosswalkProvider.schema()
        #expect(schema.name == "awsx")
        #expect(schema.version == CrosswalkProvider.version)
    }

    @Test("answers its version and schema")
    func answers() async throws {
        let provider = CrosswalkProvider()
        let context = ProviderContext(call: CallContext(method: "/pulumirpc.ResourceProvider/GetSchema"))
        #expect(try await provider.getPluginInfo(context).version == CrosswalkProvider.version)
        let schema = try await provider.getSchema(GetSchemaRequest(), context).schema
        #expect(try schema == CrosswalkProvider.schema().text)
    }

    @Test("knows what was likely meant by a component that it does not have")
    func unknownComponent() async throws {
        let error = await #expect(throws: StatusError.self) {
            try await PlayedEngine().construct("awsx:ecs:FargatService", "x", [:])
        }
        #expect(error?.code == .notFound)
        #expect(
            error?.message == """
                package awsx has no component "awsx:ecs:FargatService"; did you mean "awsx:ecs:FargateService"?
                """
        )
    }

    @Test("fails with the transport's reason where that does not know the monitor's address")
    func unknownEndpoint() async throws {
        let error = await #expect(throws: StatusError.self) {
            try await PlayedEngine().construct("awsx:ecs:FargateService", "x", [:]) {
                $0.monitorEndpoint = "127.0.0.1:1"
            }
        }
        #expect(error?.code == .failedPrecondition)
        #expect(error?.message == "no such address 127.0.0.1:1")
    }

    @Test("generated inputs are those of schema.json")
    func generated() throws {
        let check = Process()
        check.executableURL = WorkingCopy.root.appending(path: "scripts/generate-types")
        check.arguments = ["--check"]
        try check.run()
        check.waitUntilExit()
        #expect(check.terminationStatus == 0)
    }
}
