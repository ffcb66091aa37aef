import PulumiProtocol
import RPC

/// A running plugin that has answered `Handshake`.
final class Plugin: Sendable {
    /// The package and version that it was started for.
    let request: PluginRequest
    /// The version that it reports.
    let version: String
    private let channel: any Channel

    /// Shakes hands with a started plugin and asks for its version.
    ///
    /// - Throws: ``StatusError``.
    init(_ request: PluginRequest, channel: any Channel) async throws {
        self.request = request
        self.channel = channel
        let greeting = ProviderHandshakeRequest(
            engineAddress: channel.callbackAddress,
            configureWithUrn: true,
            supportsRefreshBeforeUpdate: true,
            invokeWithPreview: true
        )
        do {
            let _: ProviderHandshakeResponse = try await Self.call(channel, "Handshake", greeting)
        } catch let error as StatusError where error.code == .unimplemented {
            // Older providers know no Handshake.
        }
        let info: PluginInfo = try await Self.call(channel, "GetPluginInfo", Empty())
        version = info.version
    }

    /// Sends a request of `pulumirpc.ResourceProvider`, or of another service if the method's full name is given.
    ///
    /// - Throws: ``StatusError``.
    func call<Response: ProtocolMessage>(
        _ method: String,
        _ request: some ProtocolMessage
    ) async throws -> Response {
        try await Self.call(channel, method, request)
    }

    /// The address at which the plugin calls the engine's services.
    var callbackAddress: String { channel.callbackAddress }

    private static func call<Response: ProtocolMessage>(
        _ channel: any Channel,
        _ method: String,
        _ request: some ProtocolMessage
    ) async throws -> Response {
        let name = method.hasPrefix("/") ? method : "/pulumirpc.ResourceProvider/\(method)"
        let bytes = try await channel.call(name, request.encoded())
        do {
            return try Response(decoding: bytes)
        } catch {
            throw StatusError(.internal, "the provider's answer to \(method) cannot be read: \(error)")
        }
    }
}
