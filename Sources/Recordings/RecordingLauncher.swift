public import Engine
public import ProviderKit
public import RPC

/// A launcher whose plugins and their engine are recorded.
public struct RecordingLauncher: PluginLauncher {
    private let base: any PluginLauncher
    private let recorder: CallRecorder

    /// A launcher that starts what another one does.
    public init(_ base: any PluginLauncher, recorder: CallRecorder) {
        self.base = base
        self.recorder = recorder
    }

    /// Returns what the other launcher does.
    public func canonical(_ request: PluginRequest) -> PluginRequest { base.canonical(request) }

    /// Starts a plugin, all of whose calls in both directions are recorded when they are answered.
    ///
    /// - Throws: What the other launcher does.
    public func withPlugin(
        _ request: PluginRequest,
        serving services: Service,
        onStandardError: @escaping @Sendable (String) -> Void,
        _ body: @escaping @Sendable (any Channel) async throws -> Void
    ) async throws {
        let recorder = recorder.named(request.package)
        var recorded = services
        for method in RecordedMethod.monitor.values {
            guard let handler = services[method.path] else { continue }
            recorded[method.path] = { bytes, context in
                try await method.recording(recorder, .engine, bytes) { try await handler(bytes, context) }
            }
        }
        try await base.withPlugin(request, serving: recorded, onStandardError: onStandardError) { channel in
            try await body(RecordingChannel(base: channel, recorder: recorder))
        }
    }
}

/// A connection whose calls are recorded.
private struct RecordingChannel: Channel {
    private static let methods = Dictionary(uniqueKeysWithValues: RecordedMethod.provider.values.map { ($0.path, $0) })

    let base: any Channel
    let recorder: CallRecorder

    var callbackAddress: String { base.callbackAddress }

    func call(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String]
    ) async throws -> [UInt8] {
        guard let recorded = Self.methods[method] else {
            return try await base.call(method, request, timeout: timeout, metadata: metadata)
        }
        return try await recorded.recording(recorder, .provider, request) {
            try await base.call(method, request, timeout: timeout, metadata: metadata)
        }
    }
}

extension RecordedMethod {
    /// Makes a call, and writes it with what came of it.
    fileprivate func recording(
        _ recorder: CallRecorder,
        _ callee: CallRecorder.Callee,
        _ request: [UInt8],
        _ call: () async throws -> [UInt8]
    ) async throws -> [UInt8] {
        do {
            let answer = try await call()
            write(recorder, callee, request, .success(answer))
            return answer
        } catch {
            write(recorder, callee, request, .failure(error))
            throw error
        }
    }
}
