public import JSON
public import PulumiProtocol

/// The state of one resource, with all members of checkpoint version 3.
///
/// A URN does not identify a state: a replaced resource can exist beside its successor, with ``isPendingDeletion`` set.
/// ``Snapshot/Token`` does.
public struct ResourceState: Hashable, Sendable {
    /// The time limits of operations, in seconds; 0 means the provider's default.
    public struct Timeouts: Hashable, Sendable {
        /// The limit for a create.
        public var create: Double
        /// The limit for an update.
        public var update: Double
        /// The limit for a delete.
        public var delete: Double
        /// The limit for a read.
        public var read: Double

        /// Creates limits in seconds.
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
    /// Indicates a custom resource, as opposed to a component.
    public var isCustom: Bool
    /// The provider's id; empty for a component and before the create.
    public var id = ""
    /// The checked inputs.
    public var inputs = PropertyMap()
    /// The outputs of the provider, with secrets marked.
    public var outputs = PropertyMap()
    /// The URN of the parent; empty for the stack and for default providers.
    public var parent = ""
    /// The reference of the provider, as URN, `::` and id; empty for components.
    public var provider = ""
    /// The URNs of all resources that it depends on.
    public var dependencies: [String] = []
    /// The URNs that each input depends on.
    public var propertyDependencies: [String: [String]] = [:]
    /// Indicates a replaced resource that is still to be deleted (`delete`).
    public var isPendingDeletion = false
    /// Indicates a deleted resource that is still to be created again (`pendingReplacement`).
    public var isPendingReplacement = false
    /// Prevents deletion (`protect`).
    public var isProtected = false
    /// Forces a replacement by the next update (`taint`).
    public var isTainted = false
    /// Indicates a resource that was only read, and is managed elsewhere (`external`).
    public var isExternal = false
    /// Keeps the resource when its state is deleted (`retainOnDelete`); `nil` if never set.
    public var retainOnDelete: Bool?
    /// The URN of a resource whose deletion deletes this one too; empty if none.
    public var deletedWith = ""
    /// The URNs of resources whose replacement replaces this one.
    public var replaceWith: [String] = []
    /// A value whose change replaces this one.
    public var replacementTrigger: PropertyValue?
    /// The errors of an incomplete create or update.
    public var initErrors: [String] = []
    /// The outputs that the program declares secret.
    public var additionalSecretOutputs: [String] = []
    /// The URNs that it had before.
    public var aliases: [String] = []
    /// The time limits of operations; `nil` for the defaults.
    public var customTimeouts: Timeouts?
    /// The id that it was imported with; empty if it was not imported.
    public var importID = ""
    /// The property paths whose changes are ignored.
    public var ignoreChanges: [String] = []
    /// The property paths whose changes force a replacement.
    public var replaceOnChanges: [String] = []
    /// The property paths whose differences are not displayed.
    public var hideDiff: [String] = []
    /// Reads the resource before an update (`refreshBeforeUpdate`).
    public var refreshesBeforeUpdate = false
    /// The URN of the resource that this one is a view of; empty for all others.
    public var viewOf = ""
    /// The names of resource hooks, by the event that runs them.
    public var resourceHooks: [String: [String]] = [:]
    /// The time at which it was added to the state, in RFC 3339; empty if unknown.
    public var created = ""
    /// The time of its last change, in RFC 3339; empty if unknown.
    public var modified = ""
    /// The position of its declaration, such as `project:///Pulumi.yaml#4,3`; empty if unknown.
    public var sourcePosition = ""
    /// The positions of the calls that led to the registration, innermost first; empty text for an unknown one.
    public var stackTrace: [String] = []
    /// The members that this engine does not know, kept for newer ones.
    public var unknownMembers = JSON.Object()

    /// Creates a state with its identity and defaults for the rest.
    public init(urn: String, type: String, isCustom: Bool) {
        self.urn = urn
        self.type = type
        self.isCustom = isCustom
    }
}

extension ResourceState {
    /// The name: the last part of the URN.
    public var name: String {
        URN.name(in: urn)
    }

    /// Indicates a provider: `pulumi:providers:…`.
    public var isProvider: Bool { type.hasPrefix("pulumi:providers:") }

    /// The reference to this provider in other states.
    public var providerReference: String { "\(urn)::\(id)" }

    /// The URN of its provider, without the id; empty for components.
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

    /// Replaces every URN that this state refers to, and removes those for which `body` returns `nil`.
    ///
    /// The state's own URN stays. A removed provider or parent becomes empty.
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
