import PulumiProtocol
import RPC

/// What can be done to resources of one kind: by a provider, by the engine itself to providers, or to components,
/// which are nothing but a name.
protocol Lifecycle: Sendable {
    /// Checks inputs. `olds` is `nil` if there is no old resource that counts.
    func check(_ subject: Subject, olds: PropertyMap?, news: PropertyMap, seed: [UInt8]) async throws -> CheckResponse
    /// Compares an old state with new inputs.
    func diff(_ subject: Subject, old: ResourceState, news: PropertyMap, ignoring: [String]) async throws -> Difference
    /// Creates. In a preview nothing is created and outputs may be unknown.
    func create(_ subject: Subject, inputs: PropertyMap, timeout: Double) async throws -> ProviderOutcome
    /// Updates in place.
    func update(
        _ subject: Subject,
        old: ResourceState,
        news: PropertyMap,
        ignoring: [String],
        timeout: Double
    ) async throws -> ProviderOutcome
    /// Deletes. Called in no preview.
    func delete(_ subject: Subject, old: ResourceState) async throws
    /// Finds what an operation left behind of which the end is not known; `nil` if there is nothing.
    ///
    /// - Parameters:
    ///   - id: Empty if the operation was a create.
    ///   - claimed: Ids and ARNs of what the stack knows already.
    /// - Throws: ``StatusError`` `UNIMPLEMENTED` where nobody can tell.
    func find(
        _ subject: Subject,
        id: String,
        inputs: PropertyMap,
        outputs: PropertyMap,
        claimed: [String]
    ) async throws -> ProviderOutcome?
    /// Reads what is there; `nil` if nothing is.
    func read(
        _ subject: Subject,
        id: String,
        inputs: PropertyMap?,
        outputs: PropertyMap,
        timeout: Double
    ) async throws -> ProviderOutcome?
}

extension Lifecycle {
    /// What the engine does itself is done at once.
    func find(
        _ subject: Subject,
        id: String,
        inputs: PropertyMap,
        outputs: PropertyMap,
        claimed: [String]
    ) async throws -> ProviderOutcome? {
        throw StatusError(.unimplemented, "nothing can be found of \(subject.urn)")
    }
}

/// The resource that a call is about.
struct Subject: Hashable, Sendable {
    var urn: String
    var type: String
    var name: String

    init(_ state: ResourceState) {
        urn = state.urn
        type = state.type
        name = state.name
    }

    init(urn: String, type: String, name: String) {
        self.urn = urn
        self.type = type
        self.name = name
    }
}
