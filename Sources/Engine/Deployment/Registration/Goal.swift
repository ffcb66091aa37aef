import PulumiProtocol

/// The resource that a program asks for.
///
/// The members of ``options`` are members of the goal too: `goal.protect` is `goal.options.protect`.
@dynamicMemberLookup
struct Goal: Sendable {
    /// The type token.
    var type: String
    /// The name in the program.
    var name: String
    /// Indicates whether a provider manages it; components are not.
    var isCustom: Bool
    /// The parent's URN; empty for the stack.
    var parent: String
    /// The inputs.
    var properties: PropertyMap
    /// The options that the state keeps.
    var options = StoredOptions()
    /// The reference of its provider; empty for the one that its parent or its package has.
    var provider = ""
    /// The version of the package; empty for any.
    var version = ""
    /// The providers of its children, by package.
    var providers: [String: String] = [:]
    /// Indicates whether a replacement deletes the old resource first; `nil` leaves that to the provider.
    var deleteBeforeReplace: Bool?
    /// The URNs that it may have had before.
    var aliases: [Alias] = []

    /// Creates a goal with its identity and defaults for the rest.
    init(type: String, name: String, isCustom: Bool, parent: String = "", properties: PropertyMap = [:]) {
        self.type = type
        self.name = name
        self.isCustom = isCustom
        self.parent = parent
        self.properties = properties
    }

    /// Creates the goal of a registration.
    ///
    /// - Throws: ``PluginError`` if a time-out is no duration, or if an option is for providers only.
    init(_ request: RegisterResourceRequest) throws {
        self.init(
            type: request.type,
            name: request.name,
            isCustom: request.custom,
            parent: request.parent,
            properties: request.object
        )
        options = try StoredOptions(request)
        provider = request.provider
        version = request.version
        providers = request.providers
        deleteBeforeReplace = request.deleteBeforeReplaceOption
        aliases = request.allAliases
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
    }

    /// A member of ``options``.
    subscript<Value>(dynamicMember member: WritableKeyPath<StoredOptions, Value>) -> Value {
        get { options[keyPath: member] }
        set { options[keyPath: member] = newValue }
    }

    /// The package of the type.
    var package: String { Goal.package(of: type) }

    /// Indicates whether this is a provider.
    var isProvider: Bool { URN.isProviderType(type) }

    /// Indicates whether this is a provider that the engine registers itself.
    var isDefaultProvider: Bool { isProvider && DefaultProviders.isName(name) }

    /// The package in a type or function token.
    static func package(of token: String) -> String {
        String(token.prefix { $0 != ":" })
    }

    /// The state that this goal leads to, before id and outputs are known.
    func state(urn: String) -> ResourceState {
        var state = ResourceState(urn: urn, type: type, isCustom: isCustom)
        state.inputs = properties
        state.parent = parent
        state.provider = isCustom && !isProvider ? provider : ""
        state.options = options
        state.isProtected = options.protect ?? false
        return state
    }
}
