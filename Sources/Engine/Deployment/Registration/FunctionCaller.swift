import PulumiProtocol
import RPC

/// Calls functions of providers and methods of components.
struct FunctionCaller: Sendable {
    let scope: ProgramScope
    let log: DeploymentLog
    let registered: RegisteredResources
    let chooser: ProviderChooser

    /// Calls a function of a provider.
    ///
    /// Secrets reach the provider as plain values; the whole answer to them is secret (rule 21).
    ///
    /// - Throws: ``ReportedFailure`` after an interruption; ``StatusError`` from the provider.
    func invoke(_ request: ResourceInvokeRequest) async throws -> ResourceInvokeResponse {
        if request.tok == "pulumi:pulumi:getResource" { return try await getResource(request) }
        try checkNotInterrupted()
        let args = request.args
        guard !args.containsUnknowns else { return ResourceInvokeResponse(unknown: true) }
        let instance = try await chooser.provider(
            request.provider,
            parent: request.parent,
            chooser.plugin(Goal.package(of: request.tok), version: request.version, reference: request.packageRef)
        )
        guard instance.configureResponse != nil else { return ResourceInvokeResponse(unknown: true) }
        let answer: InvokeResponse = try await instance.plugin.call(
            "Invoke",
            InvokeRequest(tok: request.tok, args: args.plain, preview: scope.isPreview)
        )
        let isSecret = args.containsSecrets
        let result = isSecret ? answer.return.mapValues { $0.containsSecrets ? $0 : .secret($0) } : answer.return
        return ResourceInvokeResponse(return: result, failures: answer.failures)
    }

    /// Calls a method of a component.
    ///
    /// - Throws: ``ReportedFailure`` after an interruption; ``StatusError`` from the provider.
    func call(_ request: ResourceCallRequest) async throws -> CallResponse {
        try checkNotInterrupted()
        let instance = try await chooser.provider(
            request.provider,
            parent: "",
            chooser.plugin(Goal.package(of: request.tok), version: request.version, reference: request.packageRef)
        )
        return try await instance.plugin.call(
            "Call",
            CallRequest(
                tok: request.tok,
                args: instance.arguments(request.args),
                argDependencies: request.argDependencies,
                project: scope.identity.project,
                stack: scope.identity.stack,
                config: scope.configurationTexts,
                configSecretKeys: scope.secretKeys,
                dryRun: scope.isPreview,
                parallel: scope.parallel,
                monitorEndpoint: instance.plugin.callbackAddress,
                organization: scope.identity.organization,
                acceptsOutputValues: true
            )
        )
    }

    private func checkNotInterrupted() throws {
        if log.wasInterrupted { throw ReportedFailure(urn: "", "the deployment was interrupted") }
    }

    /// Answers a function of the package `pulumi`, whose default provider serves it as in Pulumi, though this engine
    /// needs none.
    private func getResource(_ request: ResourceInvokeRequest) async throws -> ResourceInvokeResponse {
        _ = try await chooser.deployer.defaultProvider(PluginRequest("pulumi"))
        let urn = request.args["urn"]?.plain.string ?? ""
        guard let resource = registered[urn]?.state else { throw StatusError(.notFound, "unknown resource \(urn)") }
        return ResourceInvokeResponse(return: [
            "urn": .string(resource.urn), "id": .string(resource.id), "state": .map(resource.outputs),
        ])
    }
}
