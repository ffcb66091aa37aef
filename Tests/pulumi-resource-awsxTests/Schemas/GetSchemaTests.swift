import Foundation
import PulumiProtocol
import RPC
import StdioTransport
import Testing

@Suite("GetSchema")
struct GetSchemaTests {
    @Test(
        "answers with the project's file, byte for byte, for every package",
        arguments: try ServedSchemas.texts().keys.sorted()
    )
    func answers(_ package: String) async throws {
        let text = try #require(try ServedSchemas.texts()[package])
        let command = PluginCommand(BuiltProvider.url.path, arguments: ["--stdio", "--package", package])
        let engine = RegisteringEngine()
        let schema = try await withPluginProcess(command, serving: engine.service, onStandardError: { _ in }) {
            plugin in
            let request = try GetSchemaRequest().encoded()
            let answer = try await plugin.channel.call("/pulumirpc.ResourceProvider/GetSchema", request)
            return try GetSchemaResponse(decoding: answer).schema
        }
        #expect(Array(schema.utf8) == Array(text.utf8))
    }
}
