public import JSON
public import PulumiProtocol

/// All that a checkpoint (version 3) knows of one resource.
///
/// URNs do not identify a state: a resource that was replaced can stand beside its successor with
/// ``isPendingDeletion`` set. ``Snapshot/Token`` identifies.
public struct ResourceState: Hashable, Sendable {
    /// How long the provider may take, in seconds; 0 means the provider's own choice.
    public struct Timeouts: Hashable, Sendable {
        /// For a create.
        public var create: Double
        /// For an update.
        public var update: Double
        /// For a delete.
        public var delete: Double
        /// For a read.
        public var read: Double

        /// Limits in seconds.
        public init(create: Double = 0, update: Double = 0, delete: Double = 0, read: Double = 0) {
            self.create = create
            self.update = update
            self.delete = delete
            self.read = read
        }
    }

    /// The URN.
    public var urn: String
    /// The type token, such as `aws:ecs/cluster:Cluster`.
    public var type: String
    /// Whether a provider manages it; components are not.
    public var isCustom: Bool
    /// The provider's id of it; empty for a component, and until it has been created.
    public var id = ""
    /// Checked inputs.
    public var inputs = PropertyMap()
    /// What the provider answered, with secrets marked.
    public var outputs = PropertyMap()
    /// The URN of its parent; empty for the stack and for providers made by the engine.
    public var parent = ""
    /// The reference of the provider that manages it: its URN, `::`, its id. Empty for components.
    public var provider = ""
    /// URNs of all resources that it depends on.
    public var dependencies: [String] = []
    /// URNs that each input came from.
    public var propertyDependencies: [String: [String]] = [:]
    /// It was replaced and is still to be deleted (`delete`).
    public var isPendingDeletion = false
    /// It was deleted and is still to be made anew (`pendingReplacement`).
    public var isPendingReplacement = false
    /// Whether it may not be deleted (`protect`).
    public var isProtected = false
    /// Whether the next update must replace it (`taint`).
    public var isTainted = false
    /// Whether it was only read, and is managed elsewhere (`external`).
    public var isExternal = false
    /// Whether a delete only forgets it (`retainOnDelete`); `nil` if never said.
    public var retainOnDelete: Bool?
    /// The URN of a resource whose deletion deletes this one; empty if none.
    public var deletedWith = ""
    /// URNs of resources whose replacement replaces this one.
    public var replaceWith: [String] = []
    /// A value whose change replaces this one.
    public var replacementTrigger: PropertyValue?
    /// Why it is not yet as it should be, although it exists.
    public var initErrors: [String] = []
    /// Outputs that the program declared secret.
    public var additionalSecretOutputs: [String] = []
    /// URNs that it had before.
    public var aliases: [String] = []
    /// Limits on the provider's time.
    public var customTimeouts: Timeouts?
    /// The id that it was imported by; empty if it was not imported.
    public var importID = ""
    /// Property paths whose changes are ignored.
    public var ignoreChanges: [String] = []
    /// Property paths whose changes replace it.
    public var replaceOnChanges: [String] = []
    /// Property paths whose differences are not shown.
    public var hideDiff: [String] = []
    /// Whether it must be read before an update (`refreshBeforeUpdate`).
    public var refreshesBeforeUpdate = false
    /// The URN of the resource that this one is only a view of; empty for all others.
    public var viewOf = ""
    /// Names of hooks by the moment at which they run.
    public var resourceHooks: [String: [String]] = [:]
    /// When it came into the state, in RFC 3339; empty if unknown.
    public var created = ""
    /// When it last changed, in RFC 3339; empty if unknown.
    public var modified = ""
    /// Where the program registers it, such as `project:///Pulumi.yaml#4,3`; empty if unknown.
    public var sourcePosition = ""
    /// The positions of the calls that led there, innermost first; empty text where one is not known.
    public var stackTrace: [String] = []
    /// What newer engines noted of it and this one does not know: kept as it is.
    public var unknownMembers = JSON.Object()

    /// A state with its identity; the rest at their defaults.
    public init(urn: String, type: String, isCustom: Bool) {
        self.urn = urn
        self.type = type
        self.isCustom = isCustom
    }
}

extension ResourceState {
    /// The last part of the URN.
    public var name: String {
        URN.name(in: urn)
    }

    /// Whether it is a provider: `pulumi:providers:…`.
    public var isProvider: Bool { type.hasPrefix("pulumi:providers:") }

    /// The reference by which other states name this provider.
    public var providerReference: String { "\(urn)::\(id)" }

    /// The URN of the provider that manages it, without its id; empty for components.
    public var providerURN: String { ProviderReference(provider)?.urn ?? "" }

    /// Calls `body` with every URN that this state refers to, some more than once.
    public func forEachReference(_ body: (String) -> Void) {
        if !parent.isEmpty { body(parent) }
        if !deletedWith.isEmpty { body(deletedWith) }
        let provider = providerURN
        if !provider.isEmpty { body(provider) }
        dependencies.forEach(body)
        for urns in propertyDependencies.values {
            urns.forEach(body)
        }
        replaceWith.forEach(body)
    }

    /// Rewrites every URN that this state refers to, and leaves out those for which `body` answers `nil`.
    ///
    /// The state's own URN stays. A provider or parent that is left out becomes empty.
    public mutating func mapReferences(_ body: (String) -> String?) {
        parent = parent.isEmpty ? "" : body(parent) ?? ""
        deletedWith = deletedWith.isEmpty ? "" : body(deletedWith) ?? ""
        if let reference = ProviderReference(provider) {
            provider = body(reference.urn).map { ProviderReference(urn: $0, id: reference.id).description } ?? ""
        }
        dependencies = dependencies.compactMap(body)
        propertyDependencies = propertyDependencies.mapValues { $0.compactMap(body) }
        replaceWith = replaceWith.compactMap(body)
    }
}
