import ProviderKit
import PulumiProtocol
import RPC

/// The engine's services that plugins call over their connection.
enum MonitorService {
    /// Every method that a plugin may call.
    static let methods: [String] =
        [
            "SupportsFeature", "Invoke", "Call", "ReadResource", "RegisterResource", "RegisterResourceOutputs",
            "RegisterPackage",
        ].map(path) + ["Log", "GetRootResource", "SetRootResource"].map(enginePath)

    /// The services over a monitor.
    static func service(_ monitor: EngineMonitor) -> Service {
        var service = Service()
        add("SupportsFeature", to: &service) { (request: SupportsFeatureRequest) in
            SupportsFeatureResponse(hasSupport: try await monitor.supportsFeature(request.id))
        }
        add("RegisterResource", to: &service) { (request: RegisterResourceRequest) in
            var answer = try await monitor.registerResource(request)
            if !request.acceptSecrets { answer.object = answer.object.plain }
            return answer
        }
        add("RegisterResourceOutputs", to: &service) { (request: RegisterResourceOutputsRequest) in
            try await monitor.registerResourceOutputs(request)
            return Empty()
        }
        add("ReadResource", to: &service) { (request: ReadResourceRequest) in
            var answer = try await monitor.readResource(request)
            if !request.acceptSecrets { answer.properties = answer.properties.plain }
            return answer
        }
        add("Invoke", to: &service) { try await monitor.invoke($0 as ResourceInvokeRequest) }
        add("Call", to: &service) { try await monitor.call($0 as ResourceCallRequest) }
        add("RegisterPackage", to: &service) { try await monitor.registerPackage($0 as RegisterPackageRequest) }
        addEngine(monitor, to: &service)
        return service
    }

    private static func addEngine(_ monitor: EngineMonitor, to service: inout Service) {
        service[enginePath("Log")] = handler { (request: LogRequest) in
            monitor.log(request)
            return Empty()
        }
        service[enginePath("GetRootResource")] = handler { (_: GetRootResourceRequest) in
            GetRootResourceResponse(urn: monitor.rootURN)
        }
        service[enginePath("SetRootResource")] = handler { (_: SetRootResourceRequest) in SetRootResourceResponse() }
    }

    private static func path(_ method: String) -> String { "/pulumirpc.ResourceMonitor/\(method)" }
    private static func enginePath(_ method: String) -> String { "/pulumirpc.Engine/\(method)" }

    private static func add<Request: ProtocolMessage, Response: ProtocolMessage>(
        _ method: String,
        to service: inout Service,
        _ body: @escaping @Sendable (Request) async throws -> Response
    ) {
        service[path(method)] = handler(body)
    }

    private static func handler<Request: ProtocolMessage, Response: ProtocolMessage>(
        _ body: @escaping @Sendable (Request) async throws -> Response
    ) -> Service.Handler {
        { bytes, context in
            let request: Request
            do {
                request = try Request(decoding: bytes)
            } catch {
                throw StatusError(.invalidArgument, "the request of \(context.method) cannot be read: \(error)")
            }
            do {
                return try await body(request).encoded()
            } catch let failure as ReportedFailure {
                throw StatusError(.aborted, failure.description)
            } catch let error as PluginError {
                throw StatusError(.unknown, error.description)
            } catch let error as ProviderFault {
                throw StatusError(.unknown, error.description)
            }
        }
    }
}
