internal import PackageSchema
internal import PulumiProtocol

/// The evaluated options of a resource.
struct RegistrationOptions: Sendable {
    var parent: RegisteredResource?
    var dependsOn: [String] = []
    /// The providers of children, by package.
    var providers: [String: String] = [:]
    /// The registration with all other options, whose resource is still to be filled in.
    var request = RegisterResourceRequest()
}

extension RegisterResourceRequest {
    /// A registration with the options that need no evaluation.
    fileprivate init(_ declared: ResourceOptionsDeclaration, version: String) {
        self.init()
        self.version = version
        pluginDownloadURL = declared.pluginDownloadURL ?? ""
        additionalSecretOutputs = declared.additionalSecretOutputs
        ignoreChanges = declared.ignoreChanges
        replaceOnChanges = declared.replaceOnChanges
        hideDiffs = declared.hideDiffs
        importId = declared.importID ?? ""
        deleteBeforeReplace = declared.deleteBeforeReplace ?? false
        deleteBeforeReplaceDefined = declared.deleteBeforeReplace != nil
        retainOnDelete = declared.retainOnDelete
    }
}

extension ProgramEvaluator {
    /// Evaluates the options of a resource and adds those that follow from its parent and schema.
    func options(of declaration: ResourceDeclaration, _ resolved: ResolvedResource) async throws -> RegistrationOptions
    {
        let declared = declaration.options
        var options = RegistrationOptions(
            request: RegisterResourceRequest(
                declared,
                version: declared.version?.text ?? versions[declaration.package] ?? ""
            )
        )
        if let parent = declared.parent { options.parent = try await resource(parent) }
        if let list = declared.dependsOn {
            options.dependsOn = try await resources(list, option: "dependsOn").map(\.urn)
        }
        if let list = declared.replaceWith {
            options.request.replaceWith = try await resources(list, option: "replaceWith").map(\.urn)
        }
        if let target = declared.deletedWith { options.request.deletedWith = try await resource(target).urn }
        if let protect = declared.protect { options.request.protect = try await bool(protect, option: "protect") }
        if let timeouts = declared.customTimeouts { options.request.customTimeouts = try await self.timeouts(timeouts) }
        if let trigger = declared.replacementTrigger {
            options.request.replacementTrigger =
                PropertyValue.output(Output(gathering: try await evaluate(trigger))).marshalled(.program())
        }
        if let mappings = declared.envVarMappings { options.request.envVarMappings = try await texts(mappings) }
        if let aliases = declared.aliases { options.request.aliases = try await self.aliases(aliases) }
        try await chooseProvider(for: declaration, &options)
        addSchema(resolved, to: &options)
        return options
    }

    private func addSchema(_ resolved: ResolvedResource, to options: inout RegistrationOptions) {
        guard let schema = resolved.schema else { return }
        let known = Set(options.request.additionalSecretOutputs)
        options.request.additionalSecretOutputs += schema.outputs.properties
            .filter { $0.isSecret && !known.contains($0.name) }
            .map(\.name)
        options.request.aliases += schema.aliases.map { Alias(alias: .spec(Alias.Spec(type: $0))) }
    }

    /// Chooses the explicit provider, the program's default one, or the parent's.
    private func chooseProvider(
        for declaration: ResourceDeclaration,
        _ options: inout RegistrationOptions
    ) async throws {
        options.providers = options.parent?.providers ?? [:]
        if let list = declaration.options.providers {
            for provider in try await resources(list, option: "providers") {
                try add(provider, to: &options, at: list.range)
            }
        }
        let package = declaration.package
        if let explicit = declaration.options.provider {
            let provider = try await resource(explicit)
            try add(provider, to: &options, at: explicit.range)
            options.request.provider = provider.providerReference
        } else if let index = graph.defaultProviders[package], declaration.providedPackage == nil {
            guard case .resource(let reference)? = values[index], let provider = values.resource(reference.urn) else {
                throw EvaluationFailure()
            }
            options.request.provider = provider.providerReference
        } else if let inherited = options.providers[package], declaration.providedPackage == nil {
            options.request.provider = inherited
        }
    }

    private func add(
        _ provider: RegisteredResource,
        to options: inout RegistrationOptions,
        at range: TextRange
    ) throws {
        guard provider.isProvider else {
            throw fault("resource passed as Provider was not a provider resource '\(provider.name)'", at: range)
        }
        options.providers[TypeToken.package(of: provider.type)] = provider.providerReference
    }

    private func bool(_ expression: Expression, option: String) async throws -> Bool {
        switch try await evaluate(expression) {
        case .bool(let value): return value
        case .output: throw fault("\(option) must not be an output", at: expression.range)
        default: throw fault("\(option) must be a boolean value", at: expression.range)
        }
    }

    private func timeouts(
        _ declared: ResourceOptionsDeclaration.Timeouts
    ) async throws -> RegisterResourceRequest.CustomTimeouts {
        func text(_ expression: Expression?, _ name: String) async throws -> String {
            guard let expression else { return "" }
            guard case .string(let text) = try await evaluate(expression) else {
                throw fault(
                    "customTimeouts.\(name) must be a string",
                    at: expression.range,
                    hint: "write a duration such as 5m"
                )
            }
            return text
        }
        return RegisterResourceRequest.CustomTimeouts(
            create: try await text(declared.create, "create"),
            update: try await text(declared.update, "update"),
            delete: try await text(declared.delete, "delete"),
            read: try await text(declared.read, "read")
        )
    }

    private func texts(_ expression: Expression) async throws -> [String: String] {
        guard case .map(let map) = try await evaluate(expression) else {
            throw fault("envVarMappings must be an object with string values", at: expression.range)
        }
        var texts: [String: String] = [:]
        for entry in map {
            guard case .string(let text) = entry.value else {
                throw fault("envVarMappings value for key \"\(entry.key)\" must be a string", at: expression.range)
            }
            texts[entry.key] = text
        }
        return texts
    }
}

// MARK: - Aliases

extension ProgramEvaluator {
    private func aliases(_ expression: Expression) async throws -> [Alias] {
        guard case .list(let elements) = expression.kind else {
            throw fault("aliases must be a list of URNs and objects", at: expression.range)
        }
        var aliases: [Alias] = []
        for element in elements {
            if case .object(let entries) = element.kind {
                aliases.append(try await alias(entries))
            } else {
                aliases.append(Alias(alias: .urn(try await knownText(element, "urn"))))
            }
        }
        return aliases
    }

    private func alias(_ entries: [Expression.Entry]) async throws -> Alias {
        var spec = Alias.Spec()
        for entry in entries {
            let name = entry.key.literal ?? ""
            switch name {
            case "urn": return Alias(alias: .urn(try await knownText(entry.value, name)))
            case "name": spec.name = try await knownText(entry.value, name)
            case "type": spec.type = try await knownText(entry.value, name)
            case "stack": spec.stack = try await knownText(entry.value, name)
            case "project": spec.project = try await knownText(entry.value, name)
            case "parent": spec.parent = .parentUrn(try await parentURN(entry.value))
            case "noParent":
                if try await bool(entry.value, option: name) { spec.parent = .noParent(true) }
            default:
                throw fault(
                    "an alias has no '\(name)'",
                    at: entry.key.range,
                    hint: Spelling.hint(
                        for: name,
                        among: ["urn", "name", "type", "stack", "project", "parent", "noParent"]
                    )
                )
            }
        }
        return Alias(alias: .spec(spec))
    }

    private func parentURN(_ expression: Expression) async throws -> String {
        let value = try await evaluate(expression)
        if case .resource(let reference) = value { return reference.urn }
        return try await knownText(expression, "parent")
    }

    private func knownText(_ expression: Expression, _ name: String) async throws -> String {
        let value = try await evaluate(expression)
        guard let text = Output(gathering: value).value?.string else {
            throw fault("unable to convert \(name) of an alias into a string", at: expression.range)
        }
        return text
    }
}
