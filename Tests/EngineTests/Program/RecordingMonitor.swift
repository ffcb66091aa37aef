import ProviderKit
import PulumiProtocol
import RPC
import Synchronization

@testable import Engine

/// A monitor that deploys nothing, records the requests, and answers each registration with its inputs.
final class RecordingMonitor: ResourceMonitor {
    /// The requests so far.
    struct Log: Sendable {
        var registrations: [RegisterResourceRequest] = []
        var reads: [ReadResourceRequest] = []
        var invocations: [ResourceInvokeRequest] = []
        var running = 0
        var mostAtOnce = 0
    }

    private let log = Mutex(Log())
    private let isPreview: Bool
    private let refusal: ReportedFailure?
    private let answers: @Sendable (RegisterResourceRequest) throws -> PropertyMap

    /// Creates a monitor; `answers` returns the outputs of a registration in addition to its inputs.
    init(
        isPreview: Bool = false,
        refusing refusal: ReportedFailure? = nil,
        answers: @escaping @Sendable (RegisterResourceRequest) throws -> PropertyMap = { _ in [:] }
    ) {
        self.isPreview = isPreview
        self.refusal = refusal
        self.answers = answers
    }

    var registrations: [RegisterResourceRequest] { log.withLock { $0.registrations } }
    var reads: [ReadResourceRequest] { log.withLock { $0.reads } }
    var invocations: [ResourceInvokeRequest] { log.withLock { $0.invocations } }

    /// The largest number of concurrent registrations.
    var mostAtOnce: Int { log.withLock { $0.mostAtOnce } }

    /// Returns the registration with a name.
    func registration(_ name: String) -> RegisterResourceRequest? { registrations.first { $0.name == name } }

    func supportsFeature(_ feature: String) async throws -> Bool { true }

    func registerResource(_ request: RegisterResourceRequest) async throws -> RegisterResourceResponse {
        log.withLock { log in
            log.registrations.append(request)
            log.running += 1
            log.mostAtOnce = max(log.mostAtOnce, log.running)
        }
        defer { log.withLock { $0.running -= 1 } }
        // Gives other registrations a chance to start.
        for _ in 0..<10 { await Task.yield() }
        let outputs = try answers(request)
        if request.name == "leftOut" { return RegisterResourceResponse(urn: "urn:left-out", unknown: true) }
        return RegisterResourceResponse(
            urn: "urn:pulumi:dev::t::\(request.type)::\(request.name)",
            id: isPreview || !request.custom ? "" : "\(request.name)-1",
            object: request.object.merging(outputs)
        )
    }

    func registerResourceOutputs(_ request: RegisterResourceOutputsRequest) async throws {}

    func readResource(_ request: ReadResourceRequest) async throws -> ReadResourceResponse {
        log.withLock { $0.reads.append(request) }
        var response = ReadResourceResponse(urn: "urn:pulumi:dev::t::\(request.type)::\(request.name)")
        response.properties = request.properties
        if request.type == "pulumi:pulumi:StackReference" {
            response.properties["outputs"] = ["url": "http://other", "password": .secret("hush")]
        }
        return response
    }

    func invoke(_ request: ResourceInvokeRequest) async throws -> ResourceInvokeResponse {
        log.withLock { $0.invocations.append(request) }
        if let refusal { throw refusal }
        return ResourceInvokeResponse(return: request.args)
    }

    func call(_ request: ResourceCallRequest) async throws -> CallResponse {
        throw StatusError(.unimplemented, "no methods here")
    }

    func registerPackage(_ request: RegisterPackageRequest) async throws -> RegisterPackageResponse {
        throw StatusError(.unimplemented, "no packages here")
    }
}
