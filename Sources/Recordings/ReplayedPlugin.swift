import JSON
import PulumiProtocol
import RPC

/// A configured provider that is asked what a recording has.
final class ReplayedPlugin: Sendable {
    /// A call that failed.
    struct Failure: Error {
        let code: StatusError.Code?
        let message: String
    }

    private let channel: any Channel
    private let recording: Recording
    private let package: String

    init(_ channel: any Channel, _ recording: Recording, package: String) {
        self.channel = channel
        self.recording = recording
        self.package = package
    }

    /// Says what an engine says first, with the recorded configuration.
    func configure() async throws(Failure) {
        let (urn, recorded) = recording.provider(package)
        var configuration = recorded
        var identity: JSON.Object = ["urn": .string(urn)]
        identity["type"] = (URN(urn)?.type).map { .string($0) }
        identity["name"] = .string(URN.name(in: urn))
        try await optional("Handshake", ["engineAddress": .string(channel.callbackAddress), "configureWithUrn": true])
        let check = identity.merging(["olds": [:], "news": .object(configuration)])
        if let checked = try await optional("CheckConfig", check) {
            if let failures = checked["failures"]?.array, !failures.isEmpty {
                throw Failure(code: .invalidArgument, message: "CheckConfig: \(JSON.array(failures))")
            }
            configuration = checked["inputs"]?.object ?? [:]
        }
        let variables = configuration.map {
            ("\(package):config:\($0.key)", JSON.string($0.value.string ?? $0.value.text()))
        }
        _ = try await ask(
            "Configure",
            identity.merging([
                "id": "replay", "variables": .object(JSON.Object(variables)), "args": .object(configuration),
                "acceptSecrets": true, "acceptResources": true, "sendsOldInputs": true, "sendsOldInputsToDelete": true,
            ])
        )
    }

    /// Calls a method that a provider need not have.
    @discardableResult
    private func optional(_ method: String, _ request: JSON.Object) async throws(Failure) -> JSON.Object? {
        do {
            return try await ask(method, request)
        } catch  where error.code == .unimplemented {
            return nil
        }
    }

    /// Calls a method of `pulumirpc.ResourceProvider`.
    ///
    /// - Parameters:
    ///   - method: One of ``RecordedMethod/provider``.
    ///   - request: The request as a recording has it.
    /// - Returns: The answer as a recording has it, secrets in the clear.
    /// - Throws: ``Failure``.
    func ask(_ method: String, _ request: JSON.Object) async throws(Failure) -> JSON.Object {
        guard let recorded = RecordedMethod.provider[method] else {
            throw Failure(code: nil, message: "\(method) cannot be replayed")
        }
        do {
            let answer = try await channel.call(recorded.path, recorded.requestBytes(.object(request)))
            return try recorded.responseJSON(answer).object ?? [:]
        } catch {
            throw Failure(code: (error as? StatusError)?.code, message: "\(method): \(String(describing: error))")
        }
    }
}

extension JSON.Object {
    /// Returns this object overlaid by another.
    func merging(_ other: JSON.Object) -> JSON.Object {
        other.reduce(into: self) { $0[$1.key] = $1.value }
    }
}
