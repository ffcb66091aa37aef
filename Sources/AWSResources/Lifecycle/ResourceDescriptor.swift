import JSON
import PulumiProtocol
import ResourceKit

/// What there is to say of a resource type beyond its schema: which calls make, read, change and delete it, and how
/// its properties are called there.
struct ResourceDescriptor: Sendable {
    typealias Step = @Sendable (ResourceOperation) async throws -> Void

    /// The token, such as `aws:ecs/cluster:Cluster`.
    let type: String
    let mapping: MemberMapping
    /// How tags are sent; `nil` if AWS has none here.
    var tagging: Tagging?
    /// What the schema cannot say of differences.
    var diff = DiffRules.none
    /// What the schema cannot say of inputs.
    var rules: [InputRule] = []
    /// Properties that never go to AWS, and are kept as the program gave them.
    var local: Set<String> = []
    /// Makes the resource, and returns as soon as AWS has told its id.
    let create: @Sendable (ResourceOperation) async throws -> Created
    /// How it is found again if the provider is killed before the engine has noted the id.
    let search: Search
    /// What must follow for the resource to be as asked for: attributes, waits.
    ///
    /// A failure keeps the resource.
    var finish: Step?
    /// What AWS has; `nil` if there is no such thing.
    let read: @Sendable (ResourceOperation) async throws -> PropertyMap?
    /// Changes in place.
    var update: [UpdateStep] = []
    /// What must follow a change in place.
    var settle: Step?
    /// Deletes it, and waits until it is gone; succeeds if it is gone already.
    let delete: Step
    /// How long a new object may be missing from reads.
    var propagation: Duration = .zero
}

/// A resource that exists from now on.
struct Created: Sendable {
    let id: String
    /// What further steps must know besides the id, such as the ARN.
    var state = PropertyMap()

    /// The resource whose id stands at a path of an answer.
    init(_ answer: JSON, id path: String, of operation: String, state: PropertyMap = [:]) throws {
        id = try answer.identifier(path, of: operation)
        self.state = state
    }

    /// The resource with an id that is known before.
    init(id: String, state: PropertyMap = [:]) {
        self.id = id
        self.state = state
    }
}

/// A change in place: the properties that ask for it, and what is done.
struct UpdateStep: Sendable {
    /// Top-level properties.
    let properties: Set<String>
    let run: ResourceDescriptor.Step

    init(_ properties: Set<String>, run: @escaping ResourceDescriptor.Step) {
        self.properties = properties
        self.run = run
    }

    /// One call with the changed ones of the properties, and members that tell which object is meant.
    static func call(
        _ operation: String,
        changed properties: Set<String>,
        naming identity: @escaping @Sendable (ResourceOperation) -> JSON.Object
    ) -> UpdateStep {
        UpdateStep(properties) { resource in
            let changed = properties.filter { resource.hasChanged($0) }.sorted()
            _ = try await resource.call(operation, identity(resource).merging(resource.members(changed)))
        }
    }
}
