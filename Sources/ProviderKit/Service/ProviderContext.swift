public import PulumiProtocol
public import RPC

/// What a provider knows of one call besides its request.
public struct ProviderContext: Sendable {
    /// The call's method, deadline, metadata and connection.
    public var call: CallContext
    /// Takes what is said to the engine; `nil` if nobody records.
    var recorder: CallRecorder?

    /// A context of one call.
    public init(call: CallContext) {
        self.call = call
    }

    /// The engine's resource monitor.
    ///
    /// - Parameter endpoint: What the request names: `stdio:` is the connection that the call came over.
    /// - Throws: ``StatusError`` `FAILED_PRECONDITION` if there is no way to reach that endpoint.
    public func monitor(at endpoint: String) throws -> any ResourceMonitor {
        guard endpoint == Self.sameConnection else {
            throw StatusError(
                .failedPrecondition,
                """
                cannot call the engine back at "\(endpoint)": this build speaks the stdio protocol only; \
                start the provider with --stdio from an engine that names its monitor "\(Self.sameConnection)"
                """
            )
        }
        guard let channel = call.channel else {
            throw StatusError(.failedPrecondition, "the call came over no connection that could be called back")
        }
        return MonitorClient(channel, recorder: recorder)
    }

    /// Tells the person at the engine something; is silent if the engine does not listen.
    ///
    /// - Parameters:
    ///   - urn: The resource that it is about, or empty.
    ///   - isStatus: Whether it only says what goes on just now: shown while it holds, and not kept.
    public func log(_ severity: LogSeverity, _ message: String, urn: String = "", isStatus: Bool = false) async {
        guard let channel = call.channel,
            let bytes = try? LogRequest(severity: severity, message: message, urn: urn, ephemeral: isStatus).encoded()
        else {
            return
        }
        _ = try? await channel.call("/pulumirpc.Engine/Log", bytes)
    }

    /// The endpoint that stands for the connection itself.
    static let sameConnection = "stdio:"
}
