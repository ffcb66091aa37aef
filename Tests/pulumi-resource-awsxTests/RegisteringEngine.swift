import PulumiProtocol
import RPC
import Synchronization

/// The engine's side of the connection to the binary: it registers what it is asked to, and answers two functions.
final class RegisteringEngine: Sendable {
    private let registered = Mutex<[RegisterResourceRequest]>([])
    private let logged = Mutex<[String]>([])

    /// The registrations so far.
    var registrations: [RegisterResourceRequest] { registered.withLock { $0 } }

    /// The messages logged so far.
    var messages: [String] { logged.withLock { $0 } }

    /// The methods that the binary may call.
    var service: Service {
        var service = Service()
        answer("ResourceMonitor/SupportsFeature", in: &service) { (_: SupportsFeatureRequest) in
            SupportsFeatureResponse(hasSupport: true)
        }
        answer("ResourceMonitor/RegisterResource", in: &service) { [self] in register($0) }
        answer("ResourceMonitor/RegisterResourceOutputs", in: &service) { (_: RegisterResourceOutputsRequest) in
            Empty()
        }
        answer("ResourceMonitor/Invoke", in: &service) { (request: ResourceInvokeRequest) in
            ResourceInvokeResponse(return: ["name": "us-west-2", "accountId": "123456789012"])
        }
        answer("Engine/Log", in: &service) { [self] (request: LogRequest) in
            logged.withLock { $0.append(request.message) }
            return Empty()
        }
        return service
    }

    private func register(_ request: RegisterResourceRequest) -> RegisterResourceResponse {
        registered.withLock { $0.append(request) }
        let urn = "urn:pulumi:dev::shop::\(request.type)::\(request.name)"
        guard request.custom else { return RegisterResourceResponse(urn: urn, object: request.object) }
        let outputs = request.object.merging(["arn": .string("arn:\(request.name)"), "name": .string(request.name)])
        return RegisterResourceResponse(urn: urn, id: "id:\(request.name)", object: outputs)
    }

    private func answer<Request: ProtocolMessage, Response: ProtocolMessage>(
        _ method: String,
        in service: inout Service,
        _ body: @escaping @Sendable (Request) -> Response
    ) {
        service["/pulumirpc.\(method)"] = { bytes, _ in try body(Request(decoding: bytes)).encoded() }
    }
}
