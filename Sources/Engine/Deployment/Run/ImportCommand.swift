import PulumiProtocol

/// The command `import`: takes resources into the state as they are, children after their parents.
struct ImportCommand: Sendable {
    let identity: StackIdentity
    let log: DeploymentLog
    let keeper: StateKeeper
    let admission: Admission
    let previous: PreviousStates
    let registered: RegisteredResources
    let providers: ProviderResolver
    let steps: StepRunner
    let importer: ResourceImporter
    let deployer: GoalDeployer

    /// Imports resources into a stack whose own resource is registered.
    ///
    /// - Throws: ``ReportedFailure`` or ``RegistrationError`` if any of them cannot be imported.
    func run(_ requests: [DeploymentOptions.ImportRequest]) async throws {
        admission.admitParents()
        for request in requests where request.goal.isProvider { try await importProvider(request) }
        var waiting: [String: DeploymentOptions.ImportRequest] = [:]
        for request in requests where !request.goal.isProvider {
            let urn = identity.urn(parent: parent(of: request), type: request.type, name: request.name)
            guard waiting.updateValue(request, forKey: urn) == nil else {
                throw RegistrationError.other("\(urn) would be imported twice; give one of the two another name")
            }
        }
        while !waiting.isEmpty {
            let ready = waiting.filter { waiting[parent(of: $0.value)] == nil }
            guard !ready.isEmpty else {
                throw RegistrationError.other("resources to import name each other as their parents")
            }
            for urn in ready.keys { waiting[urn] = nil }
            await withTaskGroup(of: Void.self) { group in
                for (urn, request) in ready { group.addTask { await self.importResource(request, urn) } }
            }
            if log.hasFailed { throw ReportedFailure(urn: "", "the import failed") }
        }
    }

    private func parent(of request: DeploymentOptions.ImportRequest) -> String {
        request.parent.isEmpty ? identity.rootURN : request.parent
    }

    private func importResource(_ request: DeploymentOptions.ImportRequest, _ expected: String) async {
        var goal = request.goal
        do {
            let urn = try admission.admit(&goal)
            if let old = previous[urn]?.state {
                if old.importedID == request.id { return }
                throw RegistrationError.other("\(urn) is already in the stack, with the id '\(old.id)'")
            }
            goal.provider = request.isComponent ? "" : try await provider(of: request)
            let planned = goal.state(urn: urn)
            let token = keeper.newToken()
            _ = try await steps.run(steps.step(.import, old: nil, new: planned)) {
                var result = planned
                try await keeper.readStep(.importing, planned) {
                    result = try await imported(planned, request)
                    return ([.put(token, result)], nil)
                }
                return result
            }
        } catch {
            log.report(error, of: expected, reaching: .branch)
        }
    }

    private func imported(
        _ planned: ResourceState,
        _ request: DeploymentOptions.ImportRequest
    ) async throws -> ResourceState {
        var imported = planned
        if planned.isCustom {
            imported = try await importer.read(planned, id: request.id, try await providers.lifecycle(of: planned))
            imported.inputs = imported.inputs.filling(from: request.inputs)
            imported.importID = ""
        } else {
            imported.created = TimeText.now()
            imported.modified = imported.created
        }
        return imported
    }

    /// Returns the reference of the provider of a resource.
    ///
    /// One that is in the state is used as it is, even if the stack's configuration has changed since.
    private func provider(of request: DeploymentOptions.ImportRequest) async throws -> String {
        let plugin = PluginRequest(request.goal.package, version: request.version)
        let isKnown = previous.index[request.provider] != nil || registered.contains(request.provider)
        let wanted = isKnown ? request.provider : ProviderReference(request.provider)?.urn ?? request.provider
        let urn =
            !wanted.isEmpty
            ? wanted
            : identity.urn(
                parent: "",
                type: URN.providerType(of: plugin.package),
                name: DefaultProviders.name(version: plugin.version)
            )
        if let provider = (registered[urn] ?? previous[urn])?.state {
            guard provider.isProvider else { throw RegistrationError.other("\(urn) is no provider") }
            return provider.providerReference
        }
        guard wanted.isEmpty else {
            throw RegistrationError.other(
                "there is no provider \(wanted) in the stack; import it too, or omit it"
            )
        }
        return try await deployer.defaultProvider(plugin)
    }

    private func importProvider(_ request: DeploymentOptions.ImportRequest) async throws {
        let urn = identity.urn(parent: parent(of: request), type: request.type, name: request.name)
        guard previous.index[urn] == nil else { return }
        var goal = request.goal
        goal.properties = request.inputs
        if !request.version.isEmpty { goal.properties["version"] = .string(request.version) }
        _ = try await deployer.deploy(goal: goal)
    }
}

extension DeploymentOptions.ImportRequest {
    /// The goal of the resource, apart from what is read.
    fileprivate var goal: Goal {
        var goal = Goal(type: type, name: name, isCustom: !isComponent, parent: parent)
        goal.protect = isProtected
        goal.version = version
        return goal
    }
}

extension PropertyMap {
    /// The properties, with those of others where there are none; those that are secret in others are secret here too.
    fileprivate func filling(from others: PropertyMap) -> PropertyMap {
        var filled = self
        for (key, value) in others.map({ ($0.key, $0.value) }) {
            let own = filled[key] ?? .null
            if own.isNull {
                filled[key] = value
            } else if case .secret = value, !own.containsSecrets {
                filled[key] = .secret(own)
            }
        }
        return filled
    }
}
