public import JSON
public import PulumiProtocol

/// The state of one resource, with all members of checkpoint version 3.
///
/// A URN does not identify a state: a replaced resource can exist beside its successor, with ``isPendingDeletion`` set.
/// ``Snapshot/Token`` does. The members of ``options`` are members of the state too: `state.dependencies` is
/// `state.options.dependencies`.
@dynamicMemberLookup
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
    /// The options that the program gave it.
    public var options = StoredOptions()
    /// The URN of the parent; empty for the stack and for default providers.
    public var parent = ""
    /// The reference of the provider, as URN, `::` and id; empty for components.
    public var provider = ""
    /// Indicates a replaced resource that is still to be deleted (`delete`).
    public var isPendingDeletion = false
    /// Indicates a deleted resource that is still to be created again (`pendingReplacement`).
    public var isPendingReplacement = false
    /// Forces a replacement by the next update (`taint`).
    public var isTainted = false
    /// Indicates a resource that was only read, and is managed elsewhere (`external`).
    public var isExternal = false
    /// The errors of an incomplete create or update.
    public var initErrors: [String] = []
    /// The URNs that it had before.
    public var aliases: [String] = []
    /// Reads the resource before an update (`refreshBeforeUpdate`).
    public var refreshesBeforeUpdate = false
    /// The URN of the resource that this one is a view of; empty for all others.
    public var viewOf = ""
    /// The time at which it was added to the state, in RFC 3339; empty if unknown.
    public var created = ""
    /// The time of its last change, in RFC 3339; empty if unknown.
    public var modified = ""
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
    /// A member of ``options``.
    @inlinable
    public subscript<Value>(dynamicMember member: WritableKeyPath<StoredOptions, Value>) -> Value {
        get { options[keyPath: member] }
        _modify { yield &options[keyPath: member] }
    }

    /// Prevents deletion (`protect`).
    ///
    /// A state does not distinguish an option that was never set from a false one.
    public var isProtected: Bool {
        get { options.protect ?? false }
        set { options.protect = newValue ? true : nil }
    }

    /// The name: the last part of the URN.
    public var name: String {
        URN.name(in: urn)
    }

    /// Indicates a provider: `pulumi:providers:…`.
    public var isProvider: Bool { URN.isProviderType(type) }

    /// The reference to this provider in other states.
    public var providerReference: String { "\(urn)::\(id)" }

    /// The URN of its provider, without the id; empty for components.
    public var providerURN: String { ProviderReference(provider)?.urn ?? "" }

    /// Calls `body` with every URN that this state refers to, some more than once.
    public func forEachReference(_ body: (String) -> Void) {
        if !parent.isEmpty { body(parent) }
        if !options.deletedWith.isEmpty { body(options.deletedWith) }
        let provider = providerURN
        if !provider.isEmpty { body(provider) }
        options.dependencies.forEach(body)
        for urns in options.propertyDependencies.values {
            urns.forEach(body)
        }
        options.replaceWith.forEach(body)
    }

    /// Replaces every URN that this state refers to, and removes those for which `body` returns `nil`.
    ///
    /// The state's own URN stays. A removed provider or parent becomes empty.
    public mutating func mapReferences(_ body: (String) -> String?) {
        parent = parent.isEmpty ? "" : body(parent) ?? ""
        options.deletedWith = options.deletedWith.isEmpty ? "" : body(options.deletedWith) ?? ""
        if let reference = ProviderReference(provider) {
            provider = body(reference.urn).map { ProviderReference(urn: $0, id: reference.id).description } ?? ""
        }
        options.dependencies = options.dependencies.compactMap(body)
        options.propertyDependencies = options.propertyDependencies.mapValues { $0.compactMap(body) }
        options.replaceWith = options.replaceWith.compactMap(body)
    }
}
