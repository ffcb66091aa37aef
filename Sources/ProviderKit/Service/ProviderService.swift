import PulumiProtocol
public import RPC
import Synchronization

/// Carries calls as bytes to a ``Provider`` and its answers back.
///
/// Bytes that are not the method's message end the call with `INVALID_ARGUMENT`; what needs a configuration is
/// refused with `FAILED_PRECONDITION` until `Configure` has succeeded.
public final class ProviderService: Sendable {
    private let provider: any Provider
    private let recorder: CallRecorder?
    private let isConfigured = Mutex(false)

    /// A service for one provider.
    ///
    /// - Parameter recorder: Takes every call in both directions.
    public init(_ provider: any Provider, recorder: CallRecorder? = nil) {
        self.provider = provider
        self.recorder = recorder
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
        handle("Handshake", .always, in: &table) { try await $0.handshake($1, $2) as ProviderHandshakeResponse }
        handle("Attach", .always, in: &table) { (provider, request: PluginAttach, context) in
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
        handle("Update", .configured, in: &table) { try await $0.update($1, $2) as UpdateResponse }
        handle("Construct", .configured, in: &table) { try await $0.construct($1, $2) as ConstructResponse }
        handle("Delete", .configured, in: &table) { (provider, request: DeleteRequest, context) in
            try await provider.delete(request, context)
            return Empty()
        }
        handle("List", .configured, in: &table) { (provider, _: ListRequest, _) -> Empty in
            throw StatusError(
                .unimplemented,
                "List is not available: provider \(provider.package) cannot list resources"
            )
        }
    }
}

extension ProviderService {
    /// When a method may be called.
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
        table[name.hasPrefix("/") ? name : "/pulumirpc.ResourceProvider/\(name)"] = { [self] bytes, call in
            guard availability == .always || isConfigured.withLock({ $0 }) else {
                throw StatusError(
                    .failedPrecondition,
                    "\(name) came before Configure: send Handshake, CheckConfig and Configure first"
                )
            }
            let request = try Self.decoded(Request.self, bytes, name)
            var context = ProviderContext(call: call)
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
