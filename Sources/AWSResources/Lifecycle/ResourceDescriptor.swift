import JSON
import PulumiProtocol
import ResourceKit

/// The calls that make, read, change and delete the resources of one type, and the names that its properties have there.
///
/// The schema and the facts say the rest. A plain type needs only its calls; what is special has closures.
struct ResourceDescriptor: Sendable {
    typealias Step = @Sendable (ResourceOperation) async throws -> Void

    /// The token, such as `aws:ecs/cluster:Cluster`.
    let type: String
    let mapping: MemberMapping
    /// The way that the service takes tags; `nil` if AWS has none here.
    var tagging: Tagging?
    /// The differences for which neither schema nor facts have words.
    var diff = DiffRules.none
    /// Properties that never go to AWS, and are kept as the program gave them.
    var local: Set<String> = []
    /// Looks in a preview, before a create or a change in place, at what only AWS knows; an error refuses the inputs.
    var preview: Step?
    /// Makes the resource, and returns as soon as AWS has told its id.
    let create: CreateStep
    /// The search for a resource whose create was cut off before the engine had noted the id.
    var search = Search.byFacts
    /// The step after the create and its waits that makes the resource as asked for.
    ///
    /// A failure keeps the resource.
    var afterCreate: Step?
    /// Returns what an id that a user imports by tells of the properties, where the facts have no form for it.
    var imported: (@Sendable (ResourceOperation) throws -> PropertyMap)?
    /// Reads what AWS has.
    var read = ReadStep.lookup
    /// Changes in place.
    var update: [UpdateStep] = []
    /// The step after a change in place and its waits.
    var afterUpdate: Step?
    /// Deletes the resource.
    let delete: DeleteStep
    /// Finds the log groups to which the resource writes; `nil` if it has no logs.
    var logSources: (@Sendable (LogQuery) async throws -> [LogSource])?
    /// Finds out how services of the type run, all at once; `nil` if the resources are no services.
    var statuses: (@Sendable ([ServiceReference], AWSSession) async throws -> ServiceSurvey.Result)?

    /// The rules for differences: those of the names and the facts, and above them the type's own.
    func diffRules(_ facts: AWSFacts) -> DiffRules { mapping.differences.merging(facts.differences).merging(diff) }
}

/// A resource that exists from now on.
struct Created: Sendable {
    let id: String
    /// Properties that further steps need besides the id, such as the ARN.
    var state = PropertyMap()
}

/// The making of a resource.
struct CreateStep: Sendable {
    let run: @Sendable (ResourceOperation) async throws -> Created

    init(_ run: @escaping @Sendable (ResourceOperation) async throws -> Created) {
        self.run = run
    }

    /// Makes one call with all properties, the tags, and a token where AWS takes one; the facts say where the id is.
    ///
    /// - Parameters:
    ///   - operation: Service and operation, such as `ecs.CreateCluster`.
    ///   - excluded: Properties that the call does not take.
    ///   - kept: The values that further steps need besides the id: paths of the answer, by property.
    ///   - adjust: Changes the members where they are shaped otherwise.
    /// - Returns: The step.
    static func call(
        _ operation: String,
        except excluded: Set<String> = [],
        keeping kept: [String: String] = [:],
        adjusting adjust: (@Sendable (inout JSON.Object, ResourceOperation) throws -> Void)? = nil
    ) -> CreateStep {
        CreateStep { resource in
            var members = resource.members(except: excluded)
            try adjust?(&members, resource)
            return try await resource.create(operation, members, keeping: kept)
        }
    }
}

/// The reading of a resource; `nil` if there is no such thing.
struct ReadStep: Sendable {
    let run: @Sendable (ResourceOperation) async throws -> PropertyMap?

    init(_ run: @escaping @Sendable (ResourceOperation) async throws -> PropertyMap?) {
        self.run = run
    }

    /// The lookup of the facts, with every member that is a property, and the tags.
    static let lookup = ReadStep.lookup { _, _, _ in }

    /// The lookup of the facts, and outputs that no member is by itself.
    static func lookup(
        adjusting adjust: @escaping @Sendable (inout PropertyMap, FoundObject, ResourceOperation) async throws -> Void
    ) -> ReadStep {
        ReadStep { resource in
            guard let found = try await resource.lookUp() else { return nil }
            var outputs = resource.properties(of: found.object)
            if case .answer(_, let path, let prefix)? = resource.facts.id, let member = path.split(separator: ".").last,
                let id = found.object[String(member)]?.string
            {
                outputs["id"] = .string(id.without(prefix))
            }
            if outputs["arn"] == nil {
                outputs["arn"] = try await resource.arn(madeOf: outputs).map(PropertyValue.string)
            }
            try await adjust(&outputs, found, resource)
            guard let tagging = resource.descriptor.tagging else { return outputs }
            return outputs.merging(resource.tagOutputs(try await tagging.read(resource, found, outputs)))
        }
    }
}

/// The deletion of a resource; succeeds if it is gone already.
struct DeleteStep: Sendable {
    let run: ResourceDescriptor.Step

    init(_ run: @escaping ResourceDescriptor.Step) {
        self.run = run
    }

    /// Makes one call.
    ///
    /// - Parameters:
    ///   - operation: Service and operation, such as `ecs.DeleteCluster`.
    ///   - members: The call's members, with placeholders such as `{id}`.
    ///   - kept: A property with which the program keeps the object from deletion.
    ///   - onlyIfFound: Whether to look first, because the call does not report an object that is gone.
    /// - Returns: The step.
    static func call(
        _ operation: String,
        _ members: JSON.Object,
        unless kept: String? = nil,
        onlyIfFound: Bool = false
    ) -> DeleteStep {
        DeleteStep { resource in
            if let kept, resource.isSet(kept) { return }
            if onlyIfFound, try await resource.lookUp() == nil { return }
            try await resource.callUnlessGone(operation, resource.filled(members))
        }
    }
}
