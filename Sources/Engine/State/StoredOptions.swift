public import PulumiProtocol

/// The options of a resource that its state keeps: those that a program gives it when it registers the resource.
public struct StoredOptions: Hashable, Sendable {
    /// The URNs of all resources that it depends on.
    public var dependencies: [String] = []
    /// The URNs that each input depends on.
    public var propertyDependencies: [String: [String]] = [:]
    /// Prevents deletion; `nil` if never set.
    public var protect: Bool?
    /// Keeps the resource when its state is deleted; `nil` if never set.
    public var retainOnDelete: Bool?
    /// The URN of a resource whose deletion deletes this one too; empty if none.
    public var deletedWith = ""
    /// The URNs of resources whose replacement replaces this one.
    public var replaceWith: [String] = []
    /// A value whose change replaces this one.
    public var replacementTrigger: PropertyValue?
    /// The outputs that the program declares secret.
    public var additionalSecretOutputs: [String] = []
    /// The time limits of operations; `nil` for the defaults.
    public var customTimeouts: ResourceState.Timeouts?
    /// The id that it was imported with; empty if it was not imported.
    public var importID = ""
    /// The property paths whose changes are ignored.
    public var ignoreChanges: [String] = []
    /// The property paths whose changes force a replacement.
    public var replaceOnChanges: [String] = []
    /// The property paths whose differences are not displayed.
    public var hideDiff: [String] = []
    /// The names of resource hooks, by the event that runs them.
    public var resourceHooks: [String: [String]] = [:]
    /// The position of its declaration, such as `project:///Pulumi.yaml#4,3`; empty if unknown.
    public var sourcePosition = ""

    /// Creates options at their defaults.
    public init() {}
}

extension StoredOptions {
    /// Creates the options of a registration.
    ///
    /// - Throws: ``PluginError`` if a time-out is no duration.
    init(_ request: RegisterResourceRequest) throws {
        propertyDependencies = request.propertyDependencies.mapValues { Set($0).sorted() }
        dependencies = Set(request.dependencies).union(propertyDependencies.values.joined()).sorted()
        protect = request.protect
        retainOnDelete = request.retainOnDelete
        deletedWith = request.deletedWith
        replaceWith = request.replaceWith
        replacementTrigger = request.replacementTrigger
        additionalSecretOutputs = request.additionalSecretOutputs
        customTimeouts = try request.customTimeouts.map(ResourceState.Timeouts.init)
        importID = request.importId
        ignoreChanges = request.ignoreChanges
        replaceOnChanges = request.replaceOnChanges
        hideDiff = request.hideDiffs
        if let position = request.sourcePosition, !position.uri.isEmpty {
            sourcePosition = "\(position.uri)#\(position.line),\(position.column)"
        }
    }
}

extension RegisterResourceRequest {
    /// The aliases in both of their forms.
    var allAliases: [Alias] { aliases + aliasURNs.map { Alias(alias: .urn($0)) } }

    /// The option `deleteBeforeReplace`; `nil` if never set.
    var deleteBeforeReplaceOption: Bool? {
        deleteBeforeReplaceDefined || deleteBeforeReplace ? deleteBeforeReplace : nil
    }
}

extension ResourceState.Timeouts {
    /// Creates limits from their texts, such as `5m`.
    ///
    /// - Throws: ``PluginError`` if a text is no duration.
    fileprivate init(_ texts: RegisterResourceRequest.CustomTimeouts) throws {
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
                "customTimeouts.\(operation) is \"\(text)\", which is not a duration; write it like 30s, 5m or 1h30m"
            )
        }
        return seconds
    }
}
