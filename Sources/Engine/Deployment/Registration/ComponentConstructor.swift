import PulumiProtocol
import RPC

/// Has providers construct components, which register themselves and their children.
struct ComponentConstructor: Sendable {
    let scope: ProgramScope
    let log: DeploymentLog
    let admission: Admission
    let chooser: ProviderChooser
    let deployer: GoalDeployer

    /// Answers the registration of a component that a provider constructs.
    ///
    /// - Throws: ``ReportedFailure``.
    func construct(_ request: RegisterResourceRequest) async throws -> RegisterResourceResponse {
        let identity = scope.identity
        let parent = request.parent.isEmpty ? identity.rootURN : request.parent
        let urn = identity.urn(parent: parent, type: request.type, name: request.name)
        do {
            try log.checkMayBegin(urn)
            return try await construct(request, parent: parent)
        } catch {
            // The failure of a child fails the component too, and has been reported with the child.
            if log.isStopping || log.wasInterrupted {
                throw ReportedFailure(urn: urn, "\(urn) was not completed")
            }
            throw log.report(error, of: urn, reaching: .branch)
        }
    }

    private func construct(
        _ request: RegisterResourceRequest,
        parent: String
    ) async throws -> RegisterResourceResponse {
        let options = try StoredOptions(request)
        let package = Goal.package(of: request.type)
        let plugin = chooser.plugin(package, version: request.version, reference: request.packageRef)
        let named = request.provider.isEmpty ? request.providers[plugin.package] ?? "" : request.provider
        let instance = try await chooser.provider(named, parent: parent, plugin)
        guard instance.configureResponse != nil else {
            // Its children cannot be foreseen, but it itself will be there.
            let deployed = try await deployer.deploy(
                goal: Goal(type: request.type, name: request.name, isCustom: false, parent: request.parent)
            )
            return RegisterResourceResponse(urn: deployed.state.urn, unknown: true)
        }
        var message = constructRequest(request, options, parent: parent)
        message.monitorEndpoint = instance.plugin.callbackAddress
        message.inputs = instance.arguments(message.inputs)
        if !named.isEmpty { message.providers[plugin.package] = named }
        let answer: ConstructResponse = try await instance.plugin.call("Construct", message)
        return RegisterResourceResponse(
            urn: answer.urn,
            object: answer.state.marshalled(.engine),
            propertyDependencies: answer.stateDependencies
        )
    }

    private func constructRequest(
        _ request: RegisterResourceRequest,
        _ options: StoredOptions,
        parent: String
    ) -> ConstructRequest {
        ConstructRequest(
            project: scope.identity.project,
            stack: scope.identity.stack,
            config: scope.configurationTexts,
            dryRun: scope.isPreview,
            parallel: scope.parallel,
            type: request.type,
            name: request.name,
            parent: parent,
            inputs: request.object,
            inputDependencies: request.propertyDependencies,
            providers: admission.providers(ofChildrenOf: parent).merging(request.providers) { $1 },
            dependencies: options.dependencies,
            configSecretKeys: scope.secretKeys,
            organization: scope.identity.organization,
            protect: options.protect,
            additionalSecretOutputs: options.additionalSecretOutputs,
            customTimeouts: request.customTimeouts.map {
                .init(create: $0.create, update: $0.update, delete: $0.delete)
            },
            deletedWith: options.deletedWith,
            deleteBeforeReplace: request.deleteBeforeReplaceOption,
            ignoreChanges: options.ignoreChanges,
            replaceOnChanges: options.replaceOnChanges,
            retainOnDelete: options.retainOnDelete,
            acceptsOutputValues: true,
            replaceWith: options.replaceWith,
            aliases: request.allAliases,
            replacementTrigger: request.replacementTrigger
        )
    }
}
