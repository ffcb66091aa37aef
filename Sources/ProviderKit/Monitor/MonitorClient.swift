public import PulumiProtocol
public import RPC

/// The engine's resource monitor at the other end of a connection.
public struct MonitorClient: ResourceMonitor {
    private let channel: any Channel
    private let recorder: CallRecorder?

    /// A client over a connection.
    ///
    /// - Parameters:
    ///   - channel: The connection.
    ///   - recorder: Takes every call and its answer.
    public init(_ channel: any Channel, recorder: CallRecorder? = nil) {
        self.channel = channel
        self.recorder = recorder
    }

    /// True if the engine has a feature, such as `aliasSpecs`.
    public func supportsFeature(_ feature: String) async throws -> Bool {
        let answer: SupportsFeatureResponse = try await ask("SupportsFeature", SupportsFeatureRequest(id: feature))
        return answer.hasSupport
    }

    /// Registers a resource; returns when it is deployed, or planned in a preview.
    public func registerResource(_ request: RegisterResourceRequest) async throws -> RegisterResourceResponse {
        try await ask("RegisterResource", request)
    }

    /// Says that a component is complete, and what its outputs are.
    public func registerResourceOutputs(_ request: RegisterResourceOutputsRequest) async throws {
        let _: Empty = try await ask("RegisterResourceOutputs", request)
    }

    /// Reads a resource that the stack does not manage.
    public func readResource(_ request: ReadResourceRequest) async throws -> ReadResourceResponse {
        try await ask("ReadResource", request)
    }

    /// Runs a function of a provider.
    public func invoke(_ request: ResourceInvokeRequest) async throws -> ResourceInvokeResponse {
        try await ask("Invoke", request)
    }

    /// Runs a method of a component.
    public func call(_ request: ResourceCallRequest) async throws -> CallResponse {
        try await ask("Call", request)
    }

    /// Declares a package that is not named by its plugin; answers the reference to use.
    public func registerPackage(_ request: RegisterPackageRequest) async throws -> RegisterPackageResponse {
        try await ask("RegisterPackage", request)
    }

    private func ask<Response: ProtocolMessage>(
        _ method: String,
        _ request: some ProtocolMessage
    ) async throws -> Response {
        let path = "/pulumirpc.ResourceMonitor/\(method)"
        do {
            let response: Response = try decoded(await channel.call(path, request.encoded()), method)
            recorder?.record(path, of: .engine, request, response)
            return response
        } catch {
            recorder?.record(path, of: .engine, request, failure: error)
            throw error
        }
    }

    private func decoded<Response: ProtocolMessage>(_ bytes: [UInt8], _ method: String) throws -> Response {
        do {
            return try Response(decoding: bytes)
        } catch {
            throw StatusError(.internal, "the engine's answer to \(method) cannot be read: \(error)")
        }
    }
}
