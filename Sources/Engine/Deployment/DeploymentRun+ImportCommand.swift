import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// The command `import`: takes resources into the state as they are, children after their parents.
    func importResources(_ requests: [DeploymentOptions.ImportRequest]) async throws {
        try await adoptEverything()
        for request in requests where request.goal.isProvider { try await importProvider(request) }
        var waiting: [String: DeploymentOptions.ImportRequest] = [:]
        for request in requests where !request.goal.isProvider {
            let urn = identity.urn(parent: parent(of: request), type: request.type, name: request.name)
            guard waiting.updateValue(request, forKey: urn) == nil else {
                throw RegistrationError.other("\(urn) is to be imported twice; give one of the two another name")
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
            if hasFailed { throw ReportedFailure(urn: "", "the import failed") }
        }
    }

    private func parent(of request: DeploymentOptions.ImportRequest) -> String {
        request.parent.isEmpty ? identity.rootURN : request.parent
    }

    private func importResource(_ request: DeploymentOptions.ImportRequest, _ expected: String) async {
        var goal = request.goal
        do {
            let urn = try admit(&goal)
            if let old = state.withLock({ $0.olds[urn] }).flatMap({ keeper[$0] }) {
                if (old.importID.isEmpty ? old.id : old.importID) == request.id { return }
                throw RegistrationError.other("\(urn) is in the stack already, with the id '\(old.id)'")
            }
            goal.provider = request.isComponent ? "" : try await provider(of: request)
            let planned = goal.state(urn: urn)
            let token = keeper.newToken()
            _ = try await execute(step(.import, old: nil, new: planned)) {
                var result = planned
                try await reading(.importing, planned) {
                    result = try await imported(planned, request)
                    return ([.put(token, result)], nil)
                }
                return result
            }
        } catch {
            _ = fail(expected, error, reaching: .branch)
        }
    }

    private func imported(
        _ planned: ResourceState,
        _ request: DeploymentOptions.ImportRequest
    ) async throws -> ResourceState {
        var imported = planned
        if planned.isCustom {
            imported = try await readImport(planned, id: request.id, lifecycle: try await lifecycle(of: planned))
            imported.inputs = imported.inputs.filling(from: request.inputs)
            imported.importID = ""
        } else {
            imported.created = TimeText.now()
            imported.modified = imported.created
        }
        return imported
    }

    /// The reference of the provider of what is to be imported. One that is in the state is used as it is, whatever the
    /// stack's configuration says by now.
    private func provider(of request: DeploymentOptions.ImportRequest) async throws -> String {
        let plugin = PluginRequest(request.goal.package, version: request.version)
        let isKnown = state.withLock { $0.olds[request.provider] != nil || $0.current[request.provider] != nil }
        let wanted = isKnown ? request.provider : ProviderReference(request.provider)?.urn ?? request.provider
        let urn =
            !wanted.isEmpty
            ? wanted
            : identity.urn(
                parent: "",
                type: "pulumi:providers:\(plugin.package)",
                name: DefaultProviders.name(version: plugin.version)
            )
        let known = state.withLock { $0.current[urn] ?? $0.olds[urn] }
        if let provider = known.flatMap({ keeper[$0] }) {
            guard provider.isProvider else { throw RegistrationError.other("\(urn) is no provider") }
            return provider.providerReference
        }
        guard wanted.isEmpty else {
            throw RegistrationError.other(
                "there is no provider \(wanted) in the stack; import it too, or leave it away"
            )
        }
        return try await defaultProvider(plugin)
    }

    private func importProvider(_ request: DeploymentOptions.ImportRequest) async throws {
        let urn = identity.urn(parent: parent(of: request), type: request.type, name: request.name)
        guard state.withLock({ $0.olds[urn] }) == nil else { return }
        var goal = request.goal
        goal.properties = request.inputs
        if !request.version.isEmpty { goal.properties["version"] = .string(request.version) }
        _ = try await settle(goal)
    }

    /// Makes everything in the state known as if a program had registered it, the stack too.
    private func adoptEverything() async throws {
        _ = try await settle(
            Goal(type: StackIdentity.stackType, name: "\(identity.project)-\(identity.stack)", isCustom: false)
        )
        state.withLock { state in
            for urn in state.olds.keys { state.heritage[urn] = state.heritage[urn] ?? .init() }
        }
    }
}

extension DeploymentOptions.ImportRequest {
    /// What the resource becomes, apart from what is read.
    fileprivate var goal: Goal {
        var goal = Goal(type: type, name: name, isCustom: !isComponent, parent: parent)
        goal.protect = isProtected
        goal.version = version
        return goal
    }
}

extension PropertyMap {
    /// The properties, with those of others where there are none; what others mark secret is so here too.
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
