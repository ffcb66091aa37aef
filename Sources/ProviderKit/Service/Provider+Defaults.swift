public import PulumiProtocol
import RPC

/// The answers of a provider that implements nothing else.
extension Provider {
    /// Accepts secrets, resource references and output values.
    public func handshake(
        _ request: ProviderHandshakeRequest,
        _ context: ProviderContext
    ) async throws -> ProviderHandshakeResponse {
        ProviderHandshakeResponse(acceptSecrets: true, acceptResources: true, acceptOutputs: true)
    }

    /// Takes the configuration as it is.
    public func checkConfig(_ request: CheckRequest, _ context: ProviderContext) async throws -> CheckResponse {
        CheckResponse(inputs: request.news)
    }

    /// Needs no configuration; accepts secrets, resource references and output values.
    public func configure(_ request: ConfigureRequest, _ context: ProviderContext) async throws -> ConfigureResponse {
        ConfigureResponse(acceptSecrets: true, supportsPreview: true, acceptResources: true, acceptOutputs: true)
    }

    /// Does nothing: calls in progress end with their own cancellation.
    public func cancel(_ context: ProviderContext) async throws {}

    /// Refuses: this provider has components only.
    public func delete(_ request: DeleteRequest, _ context: ProviderContext) async throws {
        throw unimplemented(
            context,
            "has components only; custom resources are deleted by their own package"
        )
    }

    /// Does nothing; ``ProviderService`` notes the engine's address.
    public func attach(_ request: PluginAttach, _ context: ProviderContext) async throws {}

    /// Refuses: not a capability of this provider.
    public func parameterize(
        _ request: ParameterizeRequest,
        _ context: ProviderContext
    ) async throws -> ParameterizeResponse {
        throw unimplemented(context, "is not a generic provider: its package and version are fixed")
    }

    /// Refuses: not a capability of this provider.
    public func getSchema(_ request: GetSchemaRequest, _ context: ProviderContext) async throws -> GetSchemaResponse {
        throw unimplemented(context, "has no schema to show")
    }

    /// Refuses: not a capability of this provider.
    public func diffConfig(_ request: DiffRequest, _ context: ProviderContext) async throws -> DiffResponse {
        throw unimplemented(context, "does not compare configurations; the engine decides from the inputs")
    }

    /// Refuses: not a capability of this provider.
    public func invoke(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        throw unimplemented(context, "has no functions")
    }

    /// Refuses: not a capability of this provider.
    public func call(_ request: CallRequest, _ context: ProviderContext) async throws -> CallResponse {
        throw unimplemented(context, "has no methods")
    }

    /// Refuses: not a capability of this provider.
    public func check(_ request: CheckRequest, _ context: ProviderContext) async throws -> CheckResponse {
        throw unimplemented(context, "has components only; custom resources are checked by their own package")
    }

    /// Refuses: not a capability of this provider.
    public func diff(_ request: DiffRequest, _ context: ProviderContext) async throws -> DiffResponse {
        throw unimplemented(context, "has components only; custom resources are compared by their own package")
    }

    /// Refuses: not a capability of this provider.
    public func create(_ request: CreateRequest, _ context: ProviderContext) async throws -> CreateResponse {
        throw unimplemented(context, "has components only; custom resources are created by their own package")
    }

    /// Refuses: not a capability of this provider.
    public func read(_ request: ReadRequest, _ context: ProviderContext) async throws -> ReadResponse {
        throw unimplemented(context, "has components only; custom resources are read by their own package")
    }

    /// Refuses: not a capability of this provider.
    public func find(_ request: ReadRequest, _ context: ProviderContext) async throws -> ReadResponse {
        throw unimplemented(context, "cannot find the outcome of an interrupted operation")
    }

    /// Refuses: not a capability of this provider.
    public func logSources(_ request: ReadRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        throw unimplemented(context, "has no logs")
    }

    /// Refuses: not a capability of this provider.
    public func logEvents(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        throw unimplemented(context, "has no logs")
    }

    /// Refuses: not a capability of this provider.
    public func task(
        _ call: TaskCall,
        _ request: InvokeRequest,
        _ context: ProviderContext
    ) async throws -> InvokeResponse {
        throw unimplemented(context, "runs no tasks")
    }

    /// Refuses: not a capability of this provider.
    public func serviceTypes(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        throw unimplemented(context, "has no services")
    }

    /// Refuses: not a capability of this provider.
    public func serviceStatus(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        throw unimplemented(context, "has no services")
    }

    /// Refuses: not a capability of this provider.
    public func update(_ request: UpdateRequest, _ context: ProviderContext) async throws -> UpdateResponse {
        throw unimplemented(context, "has components only; custom resources are updated by their own package")
    }

    /// Refuses: not a capability of this provider.
    public func construct(_ request: ConstructRequest, _ context: ProviderContext) async throws -> ConstructResponse {
        throw unimplemented(context, "has custom resources only, no components")
    }

    /// Refuses: not a capability of this provider.
    public func getMapping(
        _ request: GetMappingRequest,
        _ context: ProviderContext
    ) async throws -> GetMappingResponse {
        throw unimplemented(context, "maps no names of other ecosystems")
    }

    /// Refuses: not a capability of this provider.
    public func getMappings(
        _ request: GetMappingsRequest,
        _ context: ProviderContext
    ) async throws -> GetMappingsResponse {
        throw unimplemented(context, "maps no names of other ecosystems")
    }

    private func unimplemented(_ context: ProviderContext, _ reason: String) -> StatusError {
        let method = context.call.method.split(separator: "/").last ?? ""
        return StatusError(.unimplemented, "\(method) is not available: provider \(package) \(reason)")
    }
}
