import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

/// The search for a resource whose create was cut off before anybody noted the id that AWS gave it.
///
/// A descriptor says where to look. What is found there counts only if it is what the inputs ask for in everything that
/// no update could change, and belongs to no other resource of the stack (``Lifecycle/find(claimed:)``).
struct Search: Sendable {
    /// Returns the candidates among AWS's objects that may be this resource.
    ///
    /// - Throws: ``Unsearchable`` if the inputs do not tell what to look for.
    let candidates: @Sendable (ResourceOperation) async throws -> [Created]
    /// True if only tags tell the resource, which has no name, from others of its kind.
    var matchesByTags = false
    /// True if an object without tags may be taken for the resource: not where it could be somebody else's.
    var acceptsUntagged = true

    /// The resource is found by its name, or its id follows from its inputs, as the facts say.
    static let byFacts = Search { resource in
        guard let lookup = resource.facts.existing else { return [Created(id: try resource.idOfProperties())] }
        guard resource.inputs[resource.schema.autoname?.property ?? "name"]?.string != nil else {
            throw Unsearchable(subject: resource.subject)
        }
        return try await resource.objects(lookup).compactMap { found in
            found.object[lookup.idMember]?.string.map { Created(id: $0) }
        }
    }

    /// The resource's id follows from its inputs in a way that the facts cannot say.
    static func id(_ id: @escaping @Sendable (ResourceOperation) -> String?) -> Search {
        Search { resource in
            guard let id = id(resource), !id.isEmpty else { throw Unsearchable(subject: resource.subject) }
            return [Created(id: id)]
        }
    }

    /// The resource is in a list that AWS has under its name.
    ///
    /// - Parameters:
    ///   - operation: Such as `ecs.DescribeClusters`.
    ///   - list: The path of the list in the answer.
    ///   - member: The member of its elements that is the id.
    ///   - isMeant: Returns whether an element may be the resource.
    ///   - input: Returns the call's members; `nil` if the inputs do not tell them.
    /// - Returns: The search.
    static func list(
        _ operation: String,
        _ list: String,
        id member: String,
        where isMeant: @escaping @Sendable (JSON, ResourceOperation) -> Bool = { _, _ in true },
        _ input: @escaping @Sendable (ResourceOperation) -> JSON.Object?
    ) -> Search {
        Search { resource in
            guard let input = input(resource) else { throw Unsearchable(subject: resource.subject) }
            let found = try await resource.find(operation, input)?.list(at: list) ?? []
            return found.filter { isMeant($0, resource) }.compactMap { $0[member]?.string.map { Created(id: $0) } }
        }
    }

    /// The resource is one of EC2's, found by filters and, where it has no name, by its tags.
    ///
    /// - Parameters:
    ///   - operation: Such as `ec2.DescribeVpcs`.
    ///   - list: The path of the list in the answer.
    ///   - member: The member of its elements that is the id.
    ///   - filterMember: `Filters`, or the operation's other name for them.
    ///   - matchesByTags: Whether tags tell the resource from others.
    ///   - acceptsUntagged: Whether a thing without tags may be the resource.
    ///   - isUntouched: Whether nothing has been done with a thing yet: what is cut off has no dependents.
    ///   - filters: What it must match; filters without a value are left out.
    /// - Returns: The search.
    static func ec2(
        _ operation: String,
        _ list: String,
        id member: String,
        filterMember: String = "Filters",
        matchesByTags: Bool = true,
        acceptsUntagged: Bool = true,
        isUntouched: @escaping @Sendable (JSON, ResourceOperation) async throws -> Bool = { _, _ in true },
        _ filters: @escaping @Sendable (ResourceOperation) throws -> [(name: String, value: String?)]
    ) -> Search {
        Search(
            candidates: { resource in
                let tags =
                    matchesByTags ? resource.tags.sorted { $0.key < $1.key }.map { ("tag:\($0.key)", $0.value) } : []
                let wanted = try filters(resource) + tags
                let given = wanted.compactMap { name, value -> JSON? in
                    value.map { ["Name": .string(name), "Values": [.string($0)]] }
                }
                let input: JSON.Object = given.isEmpty ? [:] : [filterMember: .array(given)]
                var candidates: [Created] = []
                for thing in try await resource.find(operation, input)?.all(at: "\(list)[]") ?? [] {
                    guard let id = thing[member]?.string, try await isUntouched(thing, resource) else { continue }
                    candidates.append(Created(id: id))
                }
                return candidates
            },
            matchesByTags: matchesByTags,
            acceptsUntagged: acceptsUntagged
        )
    }
}

/// The inputs do not tell what to look for.
struct Unsearchable: Error, CustomStringConvertible {
    let subject: String

    var description: String {
        "the inputs of \(subject) do not determine its name in AWS; give it a name, or look for it yourself"
    }
}

/// More than one thing in AWS could be the resource, or one that may be somebody else's.
struct Ambiguous: Error, CustomStringConvertible {
    let subject: String
    let ids: [String]

    var description: String {
        let ids = ids.joined(separator: ", ")
        return "\(subject) may be \(ids), but nothing there identifies its owner; import or delete it yourself"
    }
}
