import ProviderKit
import PulumiProtocol
import RPC

/// The engine as the program and the components see it.
///
/// Output values become plain values, secrets and unknowns here, except in what a component or a method is given.
/// Whatever is asked for comes to its end although the task that asked is cancelled.
struct EngineMonitor: ResourceMonitor {
    let run: DeploymentRun
    /// Indicates whether an output that is unknown in part is reported as wholly unknown, as programs expect.
    var tellsWholeOutputs = false

    /// The URN of the resource that stands for the stack.
    var rootURN: String { run.identity.rootURN }

    func supportsFeature(_ feature: String) async throws -> Bool {
        Self.features.contains(feature)
    }

    private static let features: Set<String> = [
        "secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith", "replaceWith",
        "replacementTrigger",
    ]

    func registerResource(_ request: RegisterResourceRequest) async throws -> RegisterResourceResponse {
        var request = request
        if !request.remote { request.object = request.object.marshalled(.engine) }
        request.replacementTrigger = request.replacementTrigger?.marshalled(.engine)
        var answer = try await run.work.perform { [run, request] in try await run.register(request) }
        if tellsWholeOutputs { answer.object = answer.object.withWholeUnknowns }
        return answer
    }

    func registerResourceOutputs(_ request: RegisterResourceOutputsRequest) async throws {
        try await run.work.perform { [run] in
            try await run.registerOutputs(request.outputs.marshalled(.engine), of: request.urn)
        }
    }

    func readResource(_ request: ReadResourceRequest) async throws -> ReadResourceResponse {
        var request = request
        request.properties = request.properties.marshalled(.engine)
        var answer = try await run.work.perform { [run, request] in try await run.read(request) }
        if tellsWholeOutputs { answer.properties = answer.properties.withWholeUnknowns }
        return answer
    }

    func invoke(_ request: ResourceInvokeRequest) async throws -> ResourceInvokeResponse {
        var request = request
        request.args = request.args.marshalled(.engine)
        return try await run.work.perform { [run, request] in try await run.invoke(request) }
    }

    func call(_ request: ResourceCallRequest) async throws -> CallResponse {
        try await run.work.perform { [run] in try await run.call(request) }
    }

    func registerPackage(_ request: RegisterPackageRequest) async throws -> RegisterPackageResponse {
        guard request.parameterization == nil, request.extension == nil else {
            throw StatusError(.unimplemented, "parameterized packages, such as \(request.name), are not supported")
        }
        return RegisterPackageResponse(ref: run.registerPackage(PluginRequest(request.name, version: request.version)))
    }

    /// Shows what a plugin says.
    func log(_ request: LogRequest) {
        let severity: EngineEvent.Severity =
            switch request.severity {
            case .debug: .debug
            case .info, .unrecognized: .info
            case .warning: .warning
            case .error: .error
            }
        // A status that is about no resource, such as that of a function's call, is shown at the stack.
        let urn = request.ephemeral && request.urn.isEmpty ? rootURN : request.urn
        run.log.emit(.diagnostic(.init(severity, request.message, urn: urn, isEphemeral: request.ephemeral)))
    }
}

extension PropertyMap {
    /// The properties, with those of which a part is unknown as unknown.
    ///
    /// A reference to a resource that has no id yet is known, as in Pulumi's SDKs.
    fileprivate var withWholeUnknowns: PropertyMap {
        guard containsUnknowns else { return self }
        return mapValues { value in
            guard value.isPartlyUnknown else { return value }
            return value.containsSecrets ? .secret(.unknown) : .unknown
        }
    }
}

extension PropertyValue {
    fileprivate var isPartlyUnknown: Bool {
        switch self {
        case .resource: false
        case .secret(let inner): inner.isPartlyUnknown
        case .list(let elements): elements.contains(where: \.isPartlyUnknown)
        case .map(let map): map.contains { $0.value.isPartlyUnknown }
        default: containsUnknowns
        }
    }
}
