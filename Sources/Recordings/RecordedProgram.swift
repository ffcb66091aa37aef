public import Engine
import JSON
public import ProviderKit
public import PulumiProtocol

/// A program whose registrations are recorded, between those lines by which a recording tells deployments apart.
public struct RecordedProgram: Program {
    private let base: any Program
    private let recorder: CallRecorder
    private let identity: StackIdentity
    private let isPreview: Bool

    /// A program that does what another one does, in a deployment of a stack.
    public init(_ base: any Program, of identity: StackIdentity, isPreview: Bool, recorder: CallRecorder) {
        self.base = base
        self.identity = identity
        self.isPreview = isPreview
        self.recorder = recorder.named("")
    }

    /// Runs the program.
    ///
    /// - Throws: What it throws.
    public func run(against monitor: any ResourceMonitor) async throws -> PropertyMap {
        let root = RegisterResourceRequest(
            type: URN.stackType,
            name: "\(identity.project)-\(identity.stack)",
            acceptSecrets: true
        )
        let path = "/pulumirpc.ResourceMonitor/RegisterResource"
        recorder.record(path, of: .engine, root, RegisterResourceResponse(urn: identity.rootURN))
        defer { recordEnd() }
        return try await base.run(against: RecordingMonitor(base: monitor, recorder: recorder))
    }

    private func recordEnd() {
        recorder.record(
            "/pulumirpc.LanguageRuntime/Run",
            [
                "project": .string(identity.project), "stack": .string(identity.stack), "dryRun": .bool(isPreview),
            ]
        )
    }
}

/// The engine as a program sees it, all of whose calls are recorded when they are answered.
private struct RecordingMonitor: ResourceMonitor {
    let base: any ResourceMonitor
    let recorder: CallRecorder

    func supportsFeature(_ feature: String) async throws -> Bool { try await base.supportsFeature(feature) }

    func registerResource(_ request: RegisterResourceRequest) async throws -> RegisterResourceResponse {
        try await recording("RegisterResource", request) { try await base.registerResource(request) }
    }

    func registerResourceOutputs(_ request: RegisterResourceOutputsRequest) async throws {
        _ = try await recording("RegisterResourceOutputs", request) {
            try await base.registerResourceOutputs(request)
            return Empty()
        }
    }

    func readResource(_ request: ReadResourceRequest) async throws -> ReadResourceResponse {
        try await recording("ReadResource", request) { try await base.readResource(request) }
    }

    func invoke(_ request: ResourceInvokeRequest) async throws -> ResourceInvokeResponse {
        try await recording("Invoke", request) { try await base.invoke(request) }
    }

    func call(_ request: ResourceCallRequest) async throws -> CallResponse {
        try await recording("Call", request) { try await base.call(request) }
    }

    func registerPackage(_ request: RegisterPackageRequest) async throws -> RegisterPackageResponse {
        try await base.registerPackage(request)
    }

    private func recording<Response: ProtocolMessage>(
        _ method: String,
        _ request: some ProtocolMessage,
        _ call: () async throws -> Response
    ) async throws -> Response {
        let path = "/pulumirpc.ResourceMonitor/\(method)"
        do {
            let answer = try await call()
            recorder.record(path, of: .engine, request, answer)
            return answer
        } catch {
            recorder.record(path, of: .engine, request, failure: error)
            throw error
        }
    }
}
