internal import PackageSchema
internal import ProviderKit
internal import PulumiProtocol

extension ProgramEvaluator {
    /// Registers or reads a resource and returns the reference to it.
    func register(_ declaration: ResourceDeclaration, at index: Int) async throws -> PropertyValue {
        guard let resolved = resources[index] else { throw EvaluationFailure() }
        let options = try await options(of: declaration, resolved)
        let registered =
            if declaration.isRead {
                try await read(declaration, resolved, options)
            } else {
                try await create(declaration, resolved, options)
            }
        values.add(registered)
        return registered.reference
    }

    private func create(
        _ declaration: ResourceDeclaration,
        _ resolved: ResolvedResource,
        _ options: RegistrationOptions
    ) async throws -> RegisteredResource {
        let properties = try await properties(of: declaration, resolved)
        let sent = MarshalledProperties(properties, .program(keepsOutputs: resolved.isComponent))
        var request = options.request
        request.type = resolved.token
        request.name = declaration.resourceName
        request.parent = options.parent?.urn ?? ""
        request.custom = !resolved.isComponent
        request.object = sent.object
        request.remote = resolved.isComponent
        request.propertyDependencies = sent.dependencies
        request.dependencies = Set(sent.allDependencies).union(options.dependsOn).sorted()
        request.providers = resolved.isComponent ? options.providers : [:]
        request.acceptSecrets = true
        request.acceptResources = true
        request.aliasSpecs = true
        request.supportsResultReporting = true
        let answer = try await answer(from: declaration) { try await monitor.registerResource(request) }
        guard answer.result == .success else { throw EvaluationFailure() }
        return RegisteredResource(
            urn: answer.urn,
            id: answer.id,
            outputs: answer.object,
            name: declaration.resourceName,
            type: resolved.token,
            schema: resolved.schema,
            isComponent: resolved.isComponent,
            isLeftOut: answer.unknown && !resolved.isComponent,
            providers: options.providers
        )
    }

    private func read(
        _ declaration: ResourceDeclaration,
        _ resolved: ResolvedResource,
        _ options: RegistrationOptions
    ) async throws -> RegisteredResource {
        let isStackReference = resolved.token == ResourceDeclaration.stackReferenceType
        var properties = try await properties(of: declaration, resolved)
        var id = Output<PropertyValue>(nil)
        if isStackReference {
            let name = properties["name"] ?? .string(declaration.resourceName)
            properties["name"] = name
            id = Output(gathering: name)
        } else if let expression = declaration.get?.id {
            id = Output(gathering: try await evaluate(expression))
        }
        guard let text = id.value.map({ $0.string }) ?? ProviderReference.unknownID else {
            let place = declaration.get?.id?.range ?? declaration.key.range
            throw fault("the id of \(declaration.key.text) must be a string", at: place)
        }
        let sent = MarshalledProperties(properties, .program())
        let request = ReadResourceRequest(
            id: text,
            type: resolved.token,
            name: declaration.resourceName,
            parent: options.parent?.urn ?? "",
            properties: sent.object,
            dependencies: Set(sent.allDependencies).union(options.dependsOn).sorted(),
            provider: options.request.provider,
            version: options.request.version,
            acceptSecrets: true,
            additionalSecretOutputs: options.request.additionalSecretOutputs,
            acceptResources: true,
            pluginDownloadURL: options.request.pluginDownloadURL
        )
        let answer = try await answer(from: declaration) { try await monitor.readResource(request) }
        return RegisteredResource(
            urn: answer.urn,
            id: id.value == nil ? "" : (answer.id.isEmpty ? text : answer.id),
            outputs: answer.properties,
            name: declaration.resourceName,
            type: resolved.token,
            schema: resolved.schema,
            providers: options.providers
        )
    }

    /// Runs a call of the engine; an error, which the engine has displayed, is recorded and fails only dependents.
    private func answer<Answer>(
        from declaration: ResourceDeclaration,
        isolation: isolated (any Actor)? = #isolation,
        _ ask: () async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await ask()
        } catch {
            values.add(failure: error)
            throw EvaluationFailure()
        }
    }

    private func properties(of declaration: ResourceDeclaration, _ resolved: ResolvedResource) async throws
        -> PropertyMap
    {
        var properties: PropertyMap = [:]
        switch declaration.properties {
        case .bindings(let bindings): properties = try await self.properties(bindings)
        case .expression(let expression): properties = try await self.properties(from: expression, resolved)
        }
        if let state = declaration.get?.state {
            properties = properties.merging(try await self.properties(state))
        }
        for property in resolved.inputs?.properties ?? [] where property.isSecret {
            if let value = properties[property.name] {
                properties[property.name] = .output(Output(gathering: value).adding(isSecret: true))
            }
        }
        for property in resolved.schema?.inputs.properties ?? [] {
            if let constant = property.constant {
                properties[property.name] = ProgramConfiguration.value(of: constant)
            }
        }
        return properties
    }

    private func properties(_ bindings: [ProgramTemplate.Binding]) async throws -> PropertyMap {
        let values = try await evaluate(all: bindings.map(\.value))
        return PropertyMap(zip(bindings, values).map { ($0.name.text, $1) })
    }

    /// Returns the properties from one expression; the properties of an output are outputs.
    private func properties(from expression: Expression, _ resolved: ResolvedResource) async throws -> PropertyMap {
        let value = try await evaluate(expression)
        if case .map(let map) = value { return map }
        let whole = Output(gathering: value)
        let names = resolved.inputs?.names ?? []
        switch whole.value {
        case .map?: return PropertyValue.output(whole).distributed.map ?? [:]
        case nil: return PropertyMap(names.map { ($0, .output(whole)) })
        case let other?:
            throw fault("properties must be a plain object, not \(other.kindInYAML)", at: expression.range)
        }
    }
}

// MARK: - Resources in options

extension ProgramEvaluator {
    /// Returns the resource in an option.
    func resource(_ expression: Expression) async throws -> RegisteredResource {
        let value = try await evaluate(expression)
        guard case .resource(let reference) = value, let resource = values.resource(reference.urn) else {
            throw fault(
                "expected resource, got \(value.kindInYAML)",
                at: expression.range,
                hint: "write ${name} of a resource"
            )
        }
        return resource
    }

    /// Returns the resources in a list option.
    func resources(_ expression: Expression, option: String) async throws -> [RegisteredResource] {
        let value = try await evaluate(expression)
        guard case .list(let elements) = value else {
            throw fault("resource option \(option) value must be a list of resources", at: expression.range)
        }
        return try elements.map { element in
            guard case .resource(let reference) = element, let resource = values.resource(reference.urn) else {
                throw fault("expected resource, got \(element.kindInYAML)", at: expression.range)
            }
            return resource
        }
    }
}
