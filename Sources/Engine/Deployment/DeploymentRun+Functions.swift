import PulumiProtocol
import RPC
import Synchronization

extension DeploymentRun {
    /// Runs a function of a provider.
    ///
    /// Secrets reach the provider in the clear; what it answers to them is secret (rule 21).
    func invoke(_ request: ResourceInvokeRequest) async throws -> ResourceInvokeResponse {
        if request.tok == "pulumi:pulumi:getResource" { return try getResource(request) }
        if wasInterrupted { throw ReportedFailure(urn: "", "the deployment was interrupted") }
        let args = request.args
        guard !args.containsUnknowns else { return ResourceInvokeResponse(unknown: true) }
        let instance = try await provider(
            request.provider,
            parent: request.parent,
            plugin(Goal.package(of: request.tok), version: request.version, reference: request.packageRef)
        )
        guard instance.abilities != nil else { return ResourceInvokeResponse(unknown: true) }
        let answer: InvokeResponse = try await instance.plugin.call(
            "Invoke",
            InvokeRequest(tok: request.tok, args: args.plain, preview: options.isPreview)
        )
        let isSecret = args.containsSecrets
        let result = isSecret ? answer.return.mapValues { $0.containsSecrets ? $0 : .secret($0) } : answer.return
        return ResourceInvokeResponse(return: result, failures: answer.failures)
    }

    /// Runs a method of a component.
    func call(_ request: ResourceCallRequest) async throws -> CallResponse {
        if wasInterrupted { throw ReportedFailure(urn: "", "the deployment was interrupted") }
        let instance = try await provider(
            request.provider,
            parent: "",
            plugin(Goal.package(of: request.tok), version: request.version, reference: request.packageRef)
        )
        return try await instance.plugin.call(
            "Call",
            CallRequest(
                tok: request.tok,
                args: instance.arguments(request.args),
                argDependencies: request.argDependencies,
                project: identity.project,
                stack: identity.stack,
                config: configuration.mapValues(ProviderConfiguration.text),
                configSecretKeys: secretKeys,
                dryRun: options.isPreview,
                parallel: Int32(clamping: options.parallel),
                monitorEndpoint: instance.plugin.callbackAddress,
                organization: identity.organization,
                acceptsOutputValues: true
            )
        )
    }

    /// Keys of the configuration that are secret.
    var secretKeys: [String] {
        configuration.filter { $0.value.containsSecrets }.keys.sorted()
    }

    /// The provider that a request names, its parent uses, or the package has by default.
    func provider(_ reference: String, parent: String, _ plugin: PluginRequest) async throws -> ProviderInstance {
        let chosen: String
        let inherited = state.withLock { $0.heritage[parent]?.providers[plugin.package] }
        if !reference.isEmpty {
            chosen = reference
        } else if let inherited {
            chosen = inherited
        } else {
            chosen = try await defaultProvider(plugin)
        }
        return try await registry.instance(chosen)
    }

    private func getResource(_ request: ResourceInvokeRequest) throws -> ResourceInvokeResponse {
        let urn = request.args["urn"]?.plain.string ?? ""
        guard let token = state.withLock({ $0.current[urn] }), let resource = keeper[token] else {
            throw StatusError(.notFound, "unknown resource \(urn)")
        }
        return ResourceInvokeResponse(return: [
            "urn": .string(resource.urn), "id": .string(resource.id), "state": .map(resource.outputs),
        ])
    }
}
