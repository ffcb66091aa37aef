import JSON
import ProviderKit
import PulumiProtocol

/// A method whose calls are recorded and replayed: its messages as bytes, and as recordings have them.
struct RecordedMethod: Sendable {
    /// The full name, such as `/pulumirpc.ResourceProvider/Check`.
    let path: String
    /// Returns the bytes of a recorded request.
    let requestBytes: @Sendable (JSON) throws -> [UInt8]
    /// Returns a request as recordings have it, secrets in the clear.
    let requestJSON: @Sendable ([UInt8]) throws -> JSON
    /// Returns the bytes of a recorded answer.
    let responseBytes: @Sendable (JSON) throws -> [UInt8]
    /// Returns an answer as recordings have it, secrets in the clear.
    let responseJSON: @Sendable ([UInt8]) throws -> JSON
    /// Writes a call and what came of it, without secrets.
    let write: @Sendable (CallRecorder, CallRecorder.Callee, [UInt8], Result<[UInt8], any Error>) -> Void

    init<Request: ProtocolMessage, Response: ProtocolMessage>(
        _ path: String,
        _ request: Request.Type,
        _ response: Response.Type
    ) {
        self.path = path
        requestBytes = { try Request(recordingJSON: $0).encoded() }
        requestJSON = { try Request(decoding: $0).plainRecordingJSON() }
        responseBytes = { try Response(recordingJSON: $0).encoded() }
        responseJSON = { try Response(decoding: $0).plainRecordingJSON() }
        write = { recorder, callee, bytes, result in
            guard let request = try? Request(decoding: bytes) else { return }
            switch result {
            case .success(let answer):
                guard let response = try? Response(decoding: answer) else { return }
                recorder.record(path, of: callee, request, response)
            case .failure(let error):
                recorder.record(path, of: callee, request, failure: error)
            }
        }
    }

    /// The methods of providers, by name.
    static let provider: [String: RecordedMethod] = {
        func path(_ name: String) -> String { "/pulumirpc.ResourceProvider/\(name)" }
        let methods = [
            RecordedMethod(path("Handshake"), ProviderHandshakeRequest.self, ProviderHandshakeResponse.self),
            RecordedMethod(path("CheckConfig"), CheckRequest.self, CheckResponse.self),
            RecordedMethod(path("Configure"), ConfigureRequest.self, ConfigureResponse.self),
            RecordedMethod(path("Construct"), ConstructRequest.self, ConstructResponse.self),
            RecordedMethod(path("Invoke"), InvokeRequest.self, InvokeResponse.self),
            RecordedMethod(path("Call"), CallRequest.self, CallResponse.self),
            RecordedMethod(path("Check"), CheckRequest.self, CheckResponse.self),
            RecordedMethod(path("Diff"), DiffRequest.self, DiffResponse.self),
            RecordedMethod(path("Create"), CreateRequest.self, CreateResponse.self),
            RecordedMethod(path("Read"), ReadRequest.self, ReadResponse.self),
            RecordedMethod(path("Update"), UpdateRequest.self, UpdateResponse.self),
            RecordedMethod(path("Delete"), DeleteRequest.self, Empty.self),
        ]
        return Dictionary(uniqueKeysWithValues: methods.map { ($0.name, $0) })
    }()

    /// The methods of the engine that components call, by name.
    static let monitor: [String: RecordedMethod] = {
        func path(_ name: String) -> String { "/pulumirpc.ResourceMonitor/\(name)" }
        let methods = [
            RecordedMethod(path("SupportsFeature"), SupportsFeatureRequest.self, SupportsFeatureResponse.self),
            RecordedMethod(path("RegisterResource"), RegisterResourceRequest.self, RegisterResourceResponse.self),
            RecordedMethod(path("RegisterResourceOutputs"), RegisterResourceOutputsRequest.self, Empty.self),
            RecordedMethod(path("ReadResource"), ReadResourceRequest.self, ReadResourceResponse.self),
            RecordedMethod(path("Invoke"), ResourceInvokeRequest.self, ResourceInvokeResponse.self),
            RecordedMethod(path("Call"), ResourceCallRequest.self, CallResponse.self),
        ]
        return Dictionary(uniqueKeysWithValues: methods.map { ($0.name, $0) })
    }()

    /// The name without the service.
    private var name: String { String(path.split(separator: "/").last ?? "") }
}
