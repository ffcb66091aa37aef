import PulumiProtocol
import ResourceKit

/// A resource type of a package about images: what no schema can say of it.
struct ResourceDescriptor: Sendable {
    /// The inputs that hold credentials, with an address, a username and a password each: objects or lists of them.
    var credentials: [String] = []
    /// Differences that the schema has no words for.
    var differences = DiffRules.none
    /// Completes checked inputs from what stands in files, and finds the faults that only they tell.
    var complete: @Sendable (PropertyMap) -> (inputs: PropertyMap, faults: [CheckFailure]) = { ($0, []) }
    /// The outputs that follow from inputs before anything is done, for new inputs without marks.
    var derived: @Sendable (PropertyMap) async throws -> [DerivedOutput] = { _ in [] }
    /// The outputs that an update changes.
    var renewed: [String] = []
    /// Makes the resource.
    let create: @Sendable (ResourceOperation) async throws -> (id: String, outputs: PropertyMap)
    /// Reads the outputs; `nil` if the resource is gone.
    let read: @Sendable (ResourceOperation) async throws -> PropertyMap?
    /// Changes the resource, and returns its outputs.
    let update: @Sendable (ResourceOperation) async throws -> PropertyMap
    /// Deletes the resource; succeeds if it is gone.
    let delete: @Sendable (ResourceOperation) async throws -> Void
}

/// A function of a package about images.
struct FunctionDescriptor: Sendable {
    /// Runs the function with known arguments.
    let run: @Sendable (_ arguments: PropertyMap, DockerSession) async throws -> PropertyMap
}
