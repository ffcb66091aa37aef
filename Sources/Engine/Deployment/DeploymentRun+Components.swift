import PulumiProtocol
import RPC
import Synchronization

extension DeploymentRun {
    /// Has a provider construct a component; it registers the component and its children itself.
    func construct(_ request: RegisterResourceRequest) async throws -> RegisterResourceResponse {
        let parent = request.parent.isEmpty ? identity.rootURN : request.parent
        let urn = identity.urn(parent: parent, type: request.type, name: request.name)
        do {
            try checkGoing(urn)
            let goal = try Goal(request)
            let package = plugin(goal.package, version: request.version, reference: request.packageRef)
            let named = request.provider.isEmpty ? request.providers[package.package] ?? "" : request.provider
            let instance = try await provider(named, parent: parent, package)
            guard instance.abilities != nil else {
                // Its children cannot be foreseen, but it itself will be there.
                let settled = try await settle(
                    Goal(type: goal.type, name: goal.name, isCustom: false, parent: request.parent)
                )
                return RegisterResourceResponse(urn: settled.state.urn, unknown: true)
            }
            var message = constructRequest(request, goal, parent: parent)
            message.monitorEndpoint = instance.plugin.callbackAddress
            message.inputs = instance.arguments(message.inputs)
            if !named.isEmpty { message.providers[package.package] = named }
            let answer: ConstructResponse = try await instance.plugin.call("Construct", message)
            return RegisterResourceResponse(
                urn: answer.urn,
                object: answer.state.marshalled(.engine),
                propertyDependencies: answer.stateDependencies
            )
        } catch {
            // What a child's failure makes of the whole component has been told with the child.
            if state.withLock({ $0.isStopping }) || wasInterrupted {
                throw ReportedFailure(urn: urn, "\(urn) was not completed")
            }
            throw fail(urn, error, reaching: .branch)
        }
    }

    private func constructRequest(
        _ request: RegisterResourceRequest,
        _ goal: Goal,
        parent: String
    ) -> ConstructRequest {
        let heritage = state.withLock { $0.heritage[parent] }
        return ConstructRequest(
            project: identity.project,
            stack: identity.stack,
            config: configuration.mapValues(ProviderConfiguration.text),
            dryRun: options.isPreview,
            parallel: Int32(clamping: options.parallel),
            type: request.type,
            name: request.name,
            parent: parent,
            inputs: request.object,
            inputDependencies: request.propertyDependencies,
            providers: (heritage?.providers ?? [:]).merging(request.providers) { $1 },
            dependencies: goal.dependencies,
            configSecretKeys: secretKeys,
            organization: identity.organization,
            protect: request.protect,
            additionalSecretOutputs: request.additionalSecretOutputs,
            customTimeouts: request.customTimeouts.map {
                .init(create: $0.create, update: $0.update, delete: $0.delete)
            },
            deletedWith: request.deletedWith,
            deleteBeforeReplace: goal.deleteBeforeReplace,
            ignoreChanges: request.ignoreChanges,
            replaceOnChanges: request.replaceOnChanges,
            retainOnDelete: request.retainOnDelete,
            acceptsOutputValues: true,
            replaceWith: request.replaceWith,
            aliases: goal.aliases,
            replacementTrigger: request.replacementTrigger
        )
    }
}
