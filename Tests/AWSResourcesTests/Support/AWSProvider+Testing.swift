import ProviderKit
import PulumiProtocol
import RPC

@testable import AWSResources

extension AWSProvider {
    /// A configured provider of region us-west-2 whose AWS is a script, and whose waits are over at once.
    static func scripted(_ aws: ScriptedAWS = ScriptedAWS(), _ configuration: PropertyMap = [:]) async throws
        -> AWSProvider
    {
        let provider = AWSProvider(version: "0.0.0", clock: .instant()) { _, _ in aws }
        var arguments: PropertyMap = ["region": "us-west-2"]
        for element in configuration { arguments[element.key] = element.value }
        _ = try await provider.configure(ConfigureRequest(args: arguments), .test)
        return provider
    }
}

extension ProviderContext {
    /// The context of a call that came over no connection.
    static let test = ProviderContext(call: CallContext(method: "/test"))
}

/// The URN of a resource in the tests' stack.
func urn(_ type: String, _ name: String = "web") -> String { "urn:pulumi:dev::shop::\(type)::\(name)" }
