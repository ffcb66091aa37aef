import PulumiProtocol

/// What a program wants a resource to be.
struct Goal: Sendable {
    var type: String
    var name: String
    var isCustom: Bool
    var parent: String
    var properties: PropertyMap
    var provider = ""
    var version = ""
    var providers: [String: String] = [:]
    var dependencies: [String] = []
    var propertyDependencies: [String: [String]] = [:]
    var protect: Bool?
    var retainOnDelete: Bool?
    var deleteBeforeReplace: Bool?
    var deletedWith = ""
    var replaceWith: [String] = []
    var replacementTrigger: PropertyValue?
    var ignoreChanges: [String] = []
    var replaceOnChanges: [String] = []
    var hideDiff: [String] = []
    var additionalSecretOutputs: [String] = []
    var aliases: [Alias] = []
    var customTimeouts: ResourceState.Timeouts?
    var importID = ""
    var resourceHooks: [String: [String]] = [:]
    var sourcePosition = ""

    /// A goal with its identity; the rest at their defaults.
    init(type: String, name: String, isCustom: Bool, parent: String = "", properties: PropertyMap = [:]) {
        self.type = type
        self.name = name
        self.isCustom = isCustom
        self.parent = parent
        self.properties = properties
    }

    /// What a registration asks for.
    ///
    /// - Throws: ``PluginError`` if a time-out is no duration.
    init(_ request: RegisterResourceRequest) throws {
        self.init(
            type: request.type,
            name: request.name,
            isCustom: request.custom,
            parent: request.parent,
            properties: request.object
        )
        provider = request.provider
        version = request.version
        providers = request.providers
        propertyDependencies = request.propertyDependencies.mapValues { Set($0).sorted() }
        dependencies = Set(request.dependencies).union(propertyDependencies.values.joined()).sorted()
        protect = request.protect
        retainOnDelete = request.retainOnDelete
        let isSaid = request.deleteBeforeReplaceDefined || request.deleteBeforeReplace
        deleteBeforeReplace = isSaid ? request.deleteBeforeReplace : nil
        deletedWith = request.deletedWith
        replaceWith = request.replaceWith
        replacementTrigger = request.replacementTrigger
        ignoreChanges = request.ignoreChanges
        replaceOnChanges = request.replaceOnChanges
        hideDiff = request.hideDiffs
        additionalSecretOutputs = request.additionalSecretOutputs
        aliases = request.aliases + request.aliasURNs.map { Alias(alias: .urn($0)) }
        customTimeouts = try request.customTimeouts.map(ResourceState.Timeouts.init)
        importID = request.importId
        if isProvider, !version.isEmpty, properties["version"] == nil {
            properties["version"] = .string(version)
            properties["__internal"] = [:]
        }
        if !request.envVarMappings.isEmpty {
            guard isProvider else { throw PluginError("only providers have the option envVarMappings, not \(type)") }
            let names = request.envVarMappings.sorted { $0.key < $1.key }.map {
                ($0.key, PropertyValue.string($0.value))
            }
            properties["__internal"] = ["envVarMappings": .map(PropertyMap(names))]
        }
        if let position = request.sourcePosition, !position.uri.isEmpty {
            sourcePosition = "\(position.uri)#\(position.line),\(position.column)"
        }
    }

    /// The package that the type is of.
    var package: String { Goal.package(of: type) }

    /// Whether this is a provider.
    var isProvider: Bool { type.hasPrefix("pulumi:providers:") }

    /// Whether this is a provider that the engine made up.
    var isDefaultProvider: Bool { isProvider && DefaultProviders.isName(name) }

    /// The package in a type or function token.
    static func package(of token: String) -> String {
        String(token.prefix { $0 != ":" })
    }

    /// The state that this goal leads to; id and outputs are still to come.
    func state(urn: String) -> ResourceState {
        var state = ResourceState(urn: urn, type: type, isCustom: isCustom)
        state.inputs = properties
        state.parent = parent
        state.provider = isCustom && !isProvider ? provider : ""
        state.dependencies = dependencies
        state.propertyDependencies = propertyDependencies
        state.isProtected = protect ?? false
        state.retainOnDelete = retainOnDelete
        state.deletedWith = deletedWith
        state.replaceWith = replaceWith
        state.replacementTrigger = replacementTrigger
        state.additionalSecretOutputs = additionalSecretOutputs
        state.customTimeouts = customTimeouts
        state.ignoreChanges = ignoreChanges
        state.replaceOnChanges = replaceOnChanges
        state.hideDiff = hideDiff
        state.importID = importID
        state.resourceHooks = resourceHooks
        state.sourcePosition = sourcePosition
        return state
    }
}

extension ResourceState.Timeouts {
    /// Limits from their texts, such as `5m`.
    init(_ texts: RegisterResourceRequest.CustomTimeouts) throws {
        self.init()
        create = try Self.seconds(texts.create, "create")
        update = try Self.seconds(texts.update, "update")
        delete = try Self.seconds(texts.delete, "delete")
        read = try Self.seconds(texts.read, "read")
    }

    private static func seconds(_ text: String, _ operation: String) throws -> Double {
        if text.isEmpty { return 0 }
        guard let seconds = TimeText.seconds(text) else {
            throw PluginError(
                "customTimeouts.\(operation) is \"\(text)\", which is no duration; write it like 30s, 5m or 1h30m"
            )
        }
        return seconds
    }
}

/// Providers that the engine makes up for resources that name none.
enum DefaultProviders {
    /// The name of the default provider for a version.
    static func name(version: String) -> String {
        version.isEmpty
            ? "default" : "default_" + version.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    }

    /// Whether a provider of that name was made up by the engine.
    static func isName(_ name: String) -> Bool {
        name == "default" || name.hasPrefix("default_")
    }
}
