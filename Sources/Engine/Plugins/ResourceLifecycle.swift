import PulumiProtocol
import RPC

/// The operations on resources of one kind: a provider's calls, the engine's own work on provider resources, or
/// nothing at all for components, which exist only in the state.
protocol ResourceLifecycle: Sendable {
    /// Checks ``ProviderCall/inputs``; ``ProviderCall/oldInputs`` is `nil` if no old resource counts.
    func check(_ call: ProviderCall) async throws -> CheckResponse
    /// Compares the old state with the new inputs.
    func diff(_ call: ProviderCall) async throws -> Difference
    /// Creates the resource. In a preview nothing is created, and outputs may be unknown.
    func create(_ call: ProviderCall) async throws -> ProviderOutcome
    /// Updates the resource in place.
    func update(_ call: ProviderCall) async throws -> ProviderOutcome
    /// Deletes the resource. Previews never call it.
    func delete(_ call: ProviderCall) async throws
    /// Reads the resource; returns `nil` if it does not exist.
    ///
    /// ``ProviderCall/oldInputs`` is `nil` if the resource is imported.
    func read(_ call: ProviderCall) async throws -> ProviderOutcome?
    /// Finds the resource that an interrupted operation left behind.
    ///
    /// - Parameters:
    ///   - call: The operation; ``ProviderCall/id`` is empty if it was a create.
    ///   - claimed: Ids and ARNs of the resources that the stack already has.
    /// - Returns: The resource; `nil` if there is none.
    /// - Throws: ``StatusError`` `UNIMPLEMENTED` if the provider cannot find resources.
    func find(_ call: ProviderCall, claimed: [String]) async throws -> ProviderOutcome?
}

extension ResourceLifecycle {
    /// Throws `UNIMPLEMENTED`: only providers leave anything behind.
    func find(_ call: ProviderCall, claimed: [String]) async throws -> ProviderOutcome? {
        throw StatusError(.unimplemented, "the provider cannot find \(call.urn)")
    }
}

/// One call about a resource: its identity, its state before, and what it is to become.
struct ProviderCall: Sendable {
    /// The resource's URN.
    var urn: String
    /// The resource's type token.
    var type: String
    /// The provider's id of the resource; empty before it is created.
    var id = ""
    /// The inputs before; `nil` if there are none that count.
    var oldInputs: PropertyMap?
    /// The outputs before.
    var oldOutputs = PropertyMap()
    /// The inputs that the program wants.
    var inputs = PropertyMap()
    /// Property paths whose changes are ignored.
    var ignoreChanges: [String] = []
    /// The source of random names; the same in every check of one registration.
    var seed: [UInt8] = []
    /// The time that the provider may take, in seconds; 0 leaves it to the provider.
    var timeout = 0.0

    /// The resource's name.
    var name: String { URN.name(in: urn) }

    /// A call about a resource without a state.
    init(urn: String, type: String) {
        self.urn = urn
        self.type = type
    }

    /// A call about a resource as its state has it.
    init(_ state: ResourceState) {
        self.init(urn: state.urn, type: state.type)
        setOld(state)
    }

    /// Takes id, inputs and outputs over from the state before.
    mutating func setOld(_ state: ResourceState) {
        id = state.id
        oldInputs = state.inputs
        oldOutputs = state.outputs
    }
}
