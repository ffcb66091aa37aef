import PulumiProtocol
public import RPC
import Synchronization

/// Carries calls as bytes to a ``Provider`` and its answers back.
///
/// Bytes that are not the method's message end the call with `INVALID_ARGUMENT`; methods that need a configuration are
/// refused with `FAILED_PRECONDITION` until `Configure` has succeeded.
public final class ProviderService: Sendable {
    private let provider: any Provider
    private let recorder: CallRecorder?
    private let isConfigured = Mutex(false)
    private let engineAddress: Mutex<String?>

    /// A service for one provider.
    ///
    /// - Parameters:
    ///   - provider: The provider that answers the calls.
    ///   - recorder: Takes every call in both directions.
    ///   - engineAddress: The address of the engine that started the process, if it is known before `Handshake` or
    ///     `Attach` names it.
    public init(_ provider: any Provider, recorder: CallRecorder? = nil, engineAddress: String? = nil) {
        self.provider = provider
        self.recorder = recorder
        self.engineAddress = Mutex(engineAddress)
    }

    /// The table of handlers, for a transport.
    public var service: Service {
        var table = Service()
        addSetUp(to: &table)
        addFunctions(to: &table)
        addResources(to: &table)
        return table
    }

    private func addSetUp(to table: inout Service) {
        handle("Handshake", .always, in: &table) { [self] (provider, request: ProviderHandshakeRequest, context) in
            noteEngine(at: request.engineAddress)
            return try await provider.handshake(request, context)
        }
        handle("Attach", .always, in: &table) { [self] (provider, request: PluginAttach, context) in
            noteEngine(at: request.address)
            try await provider.attach(request, context)
            return Empty()
        }
        handle("GetPluginInfo", .always, in: &table) { (provider, _: Empty, context) in
            try await provider.getPluginInfo(context)
        }
        handle("GetSchema", .always, in: &table) { try await $0.getSchema($1, $2) as GetSchemaResponse }
        handle("CheckConfig", .always, in: &table) { try await $0.checkConfig($1, $2) as CheckResponse }
        handle("DiffConfig", .always, in: &table) { try await $0.diffConfig($1, $2) as DiffResponse }
        handle("Configure", .always, in: &table) { [self] (provider, request: ConfigureRequest, context) in
            let answer = try await provider.configure(request, context)
            isConfigured.withLock { $0 = true }
            return answer
        }
        handle("Cancel", .always, in: &table) { (provider, _: Empty, context) in
            try await provider.cancel(context)
            return Empty()
        }
    }

    private func addFunctions(to table: inout Service) {
        handle("Parameterize", .configured, in: &table) { try await $0.parameterize($1, $2) as ParameterizeResponse }
        handle("Invoke", .configured, in: &table) { try await $0.invoke($1, $2) as InvokeResponse }
        handle("Call", .configured, in: &table) { try await $0.call($1, $2) as CallResponse }
        handle("GetMapping", .configured, in: &table) { try await $0.getMapping($1, $2) as GetMappingResponse }
        handle("GetMappings", .configured, in: &table) { try await $0.getMappings($1, $2) as GetMappingsResponse }
    }

    private func addResources(to table: inout Service) {
        handle("Check", .configured, in: &table) { try await $0.check($1, $2) as CheckResponse }
        handle("Diff", .configured, in: &table) { try await $0.diff($1, $2) as DiffResponse }
        handle("Create", .configured, in: &table) { try await $0.create($1, $2) as CreateResponse }
        handle("Read", .configured, in: &table) { try await $0.read($1, $2) as ReadResponse }
        handle(Recovery.method, .configured, in: &table) { try await $0.find($1, $2) as ReadResponse }
        handle(ResourceLogs.sourcesMethod, .configured, in: &table) {
            try await $0.logSources($1, $2) as InvokeResponse
        }
        handle(ResourceLogs.eventsMethod, .configured, in: &table) { try await $0.logEvents($1, $2) as InvokeResponse }
        for call in TaskCall.allCases {
            handle(call.rawValue, .configured, in: &table) { try await $0.task(call, $1, $2) as InvokeResponse }
        }
        handle(ServiceStatus.typesMethod, .configured, in: &table) {
            try await $0.serviceTypes($1, $2) as InvokeResponse
        }
        handle(ServiceStatus.method, .configured, in: &table) { try await $0.serviceStatus($1, $2) as InvokeResponse }
        handle("Update", .configured, in: &table) { try await $0.update($1, $2) as UpdateResponse }
        handle("Construct", .configured, in: &table) { try await $0.construct($1, $2) as ConstructResponse }
        handle("Delete", .configured, in: &table) { (provider, request: DeleteRequest, context) in
            try await provider.delete(request, context)
            return Empty()
        }
        addList(to: &table)
    }

    /// The one method that is answered by any number of messages; no provider has it yet.
    private func addList(to table: inout Service) {
        table[streaming: Self.path("List")] = { [self] bytes, _, _ in
            try checkAvailability(.configured, of: "List")
            _ = try Self.decoded(ListRequest.self, bytes, "List")
            throw StatusError(
                .unimplemented,
                "List is not available: provider \(provider.package) cannot list resources"
            )
        }
    }

    private func noteEngine(at address: String) {
        if !address.isEmpty { engineAddress.withLock { $0 = address } }
    }
}

extension ProviderService {
    /// The time from which a method may be called.
    private enum Availability {
        /// From the first call on.
        case always
        /// After `Configure` has succeeded.
        case configured
    }

    private func handle<Request: ProtocolMessage, Response: ProtocolMessage>(
        _ name: String,
        _ availability: Availability,
        in table: inout Service,
        _ body: @escaping @Sendable (any Provider, Request, ProviderContext) async throws -> Response
    ) {
        table[Self.path(name)] = { [self] bytes, call in
            try checkAvailability(availability, of: name)
            let request = try Self.decoded(Request.self, bytes, name)
            var context = ProviderContext(call: call, engineAddress: engineAddress.withLock { $0 })
            context.recorder = recorder
            do {
                let response = try await body(provider, request, context)
                recorder?.record(call.method, of: .provider, request, response)
                return try response.encoded()
            } catch {
                recorder?.record(call.method, of: .provider, request, failure: error)
                throw StatusError.describing(error)
            }
        }
    }

    private func checkAvailability(_ availability: Availability, of name: String) throws(StatusError) {
        guard availability == .always || isConfigured.withLock({ $0 }) else {
            throw StatusError(
                .failedPrecondition,
                "\(name) came before Configure: send Handshake, CheckConfig and Configure first"
            )
        }
    }

    private static func path(_ name: String) -> String {
        name.hasPrefix("/") ? name : "/pulumirpc.ResourceProvider/\(name)"
    }

    private static func decoded<Request: ProtocolMessage>(
        _ type: Request.Type,
        _ bytes: [UInt8],
        _ name: String
    ) throws(StatusError) -> Request {
        do {
            return try Request(decoding: bytes)
        } catch {
            throw StatusError(.invalidArgument, "the request of \(name) cannot be read: \(error)")
        }
    }
}
