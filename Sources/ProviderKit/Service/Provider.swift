public import PulumiProtocol

/// A resource provider: one method for each call of `pulumirpc.ResourceProvider`.
///
/// The engine calls ``handshake(_:_:)`` first, then ``getPluginInfo(_:)``, ``checkConfig(_:_:)`` and
/// ``configure(_:_:)``; every other method runs concurrently with others and with itself. A method that a provider
/// does not have answers `UNIMPLEMENTED`. What may be thrown, and what it becomes on the wire, stands in
/// `StatusError+ProviderErrors.swift`.
public protocol Provider: Sendable {
    /// The package that the provider serves, such as `awsx`.
    var package: String { get }

    /// Learns who calls, and says what the provider accepts.
    func handshake(
        _ request: ProviderHandshakeRequest,
        _ context: ProviderContext
    ) async throws -> ProviderHandshakeResponse
    /// Turns a generic provider into one for another package.
    func parameterize(_ request: ParameterizeRequest, _ context: ProviderContext) async throws -> ParameterizeResponse
    /// Answers the package's schema, as JSON text.
    func getSchema(_ request: GetSchemaRequest, _ context: ProviderContext) async throws -> GetSchemaResponse
    /// Checks the provider's own configuration.
    func checkConfig(_ request: CheckRequest, _ context: ProviderContext) async throws -> CheckResponse
    /// Compares two configurations of the provider.
    func diffConfig(_ request: DiffRequest, _ context: ProviderContext) async throws -> DiffResponse
    /// Takes the configuration; called once.
    func configure(_ request: ConfigureRequest, _ context: ProviderContext) async throws -> ConfigureResponse
    /// Runs a function of the package.
    func invoke(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse
    /// Runs a function or method that may call the engine back.
    func call(_ request: CallRequest, _ context: ProviderContext) async throws -> CallResponse
    /// Checks a resource's inputs and fills in what is derived.
    func check(_ request: CheckRequest, _ context: ProviderContext) async throws -> CheckResponse
    /// Compares a resource's state with new inputs.
    func diff(_ request: DiffRequest, _ context: ProviderContext) async throws -> DiffResponse
    /// Creates a resource, or says in a preview what would come out.
    func create(_ request: CreateRequest, _ context: ProviderContext) async throws -> CreateResponse
    /// Reads a resource's present state.
    func read(_ request: ReadRequest, _ context: ProviderContext) async throws -> ReadResponse
    /// Finds what an operation left behind that was cut off, as ``Recovery`` says.
    func find(_ request: ReadRequest, _ context: ProviderContext) async throws -> ReadResponse
    /// Lists the sources of a resource's log events, as ``ResourceLogs`` says.
    func logSources(_ request: ReadRequest, _ context: ProviderContext) async throws -> InvokeResponse
    /// Reads the log events of a source, as ``ResourceLogs`` says.
    func logEvents(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse
    /// Runs, looks at or stops tasks, or opens a shell in one, as ``TaskCall`` says.
    func task(_ call: TaskCall, _ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse
    /// Lists the types of resources that are services, as ``ServiceStatus`` says.
    func serviceTypes(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse
    /// Finds out how services run, as ``ServiceStatus`` says.
    func serviceStatus(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse
    /// Changes a resource in place, or says in a preview what would come out.
    func update(_ request: UpdateRequest, _ context: ProviderContext) async throws -> UpdateResponse
    /// Deletes a resource; succeeds if it is gone already.
    func delete(_ request: DeleteRequest, _ context: ProviderContext) async throws
    /// Builds a component by registering its children with the engine.
    func construct(_ request: ConstructRequest, _ context: ProviderContext) async throws -> ConstructResponse
    /// Gives up work in progress as soon as that is safe.
    func cancel(_ context: ProviderContext) async throws
    /// Says which version of the provider this is.
    func getPluginInfo(_ context: ProviderContext) async throws -> PluginInfo
    /// Attaches to an engine that did not start the provider.
    func attach(_ request: PluginAttach, _ context: ProviderContext) async throws
    /// Answers how another ecosystem's names map to this package's.
    func getMapping(_ request: GetMappingRequest, _ context: ProviderContext) async throws -> GetMappingResponse
    /// Answers which mappings there are.
    func getMappings(_ request: GetMappingsRequest, _ context: ProviderContext) async throws -> GetMappingsResponse
}
