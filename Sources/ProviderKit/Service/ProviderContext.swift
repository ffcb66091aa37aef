public import PulumiProtocol
public import RPC

/// The facts about one call that a provider gets besides the request.
public struct ProviderContext: Sendable {
    /// The call's method, deadline, metadata and dialler.
    public var call: CallContext
    /// The address of the engine, to which messages are logged; `nil` if it is not known.
    public var engineAddress: String?
    /// Takes the calls to the engine; `nil` if nobody records.
    var recorder: CallRecorder?

    /// A context of one call.
    public init(call: CallContext, engineAddress: String? = nil) {
        self.call = call
        self.engineAddress = engineAddress
    }

    /// Connects to the engine's resource monitor.
    ///
    /// - Parameter endpoint: The monitor's address, from the request.
    /// - Returns: The monitor.
    /// - Throws: ``StatusError`` with `FAILED_PRECONDITION` if the transport does not know such addresses.
    public func monitor(at endpoint: String) async throws(StatusError) -> any ResourceMonitor {
        MonitorClient(try await call.dialler.channel(to: endpoint), recorder: recorder)
    }

    /// Logs a message at the engine; does nothing if the engine cannot be reached or does not take messages.
    ///
    /// - Parameters:
    ///   - severity: The severity of the message.
    ///   - message: The text of the message.
    ///   - urn: The resource that the message is about, or empty.
    ///   - isStatus: Whether the message describes the present state: shown while it holds, and not kept.
    public func log(_ severity: LogSeverity, _ message: String, urn: String = "", isStatus: Bool = false) async {
        guard let engineAddress, let channel = try? await call.dialler.channel(to: engineAddress),
            let bytes = try? LogRequest(severity: severity, message: message, urn: urn, ephemeral: isStatus).encoded()
        else {
            return
        }
        _ = try? await channel.call("/pulumirpc.Engine/Log", bytes)
    }
}
