import PulumiProtocol
import RPC

/// Answers of engines that hold for longer than one Construct; a provider keeps one of these as long as it runs.
public final class EngineAnswers: Sendable {
    /// One pass of a deployment: a preview and the update after it may see different answers.
    struct Deployment: Hashable, Sendable {
        let endpoint: String
        let organization: String
        let project: String
        let stack: String
        let isPreview: Bool

        init(_ request: ConstructRequest) {
            endpoint = request.monitorEndpoint
            organization = request.organization
            project = request.project
            stack = request.stack
            isPreview = request.dryRun
        }
    }

    private struct Invoke: Hashable, Sendable {
        let deployment: Deployment
        let request: ResourceInvokeRequest
    }

    private let features = AnswerMemo<String, EngineFeatures>()
    private let invokes = AnswerMemo<Invoke, ResourceInvokeResponse>()

    /// Creates an empty memory.
    public init() {}

    /// Returns the features of the engine at an endpoint, which is asked once.
    func features(of monitor: any ResourceMonitor, at endpoint: String) async throws -> EngineFeatures {
        try await features.answer(to: endpoint) { try await EngineFeatures(of: monitor) }
    }

    /// Runs a function of a provider; equal calls of one deployment are made once.
    ///
    /// - Throws: ``StatusError`` with the engine's answer; it is not remembered.
    func invoke(
        _ request: ResourceInvokeRequest,
        of monitor: any ResourceMonitor,
        in deployment: Deployment
    ) async throws -> ResourceInvokeResponse {
        try await invokes.answer(to: Invoke(deployment: deployment, request: request)) {
            try await monitor.invoke(request)
        }
    }
}
