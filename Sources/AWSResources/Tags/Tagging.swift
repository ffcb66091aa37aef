import AWSClient
import JSON
import PulumiProtocol
import ResourceKit

/// The way that a service takes tags: in the call that creates, and afterwards.
struct Tagging: Sendable {
    /// The shape of a set of tags in a call or an answer.
    enum Shape: Sendable {
        /// A list of objects with `Key` and `Value`.
        case pairs
        /// A list of objects with `key` and `value`.
        case lowerCasePairs
        /// A list of objects with `TagKey` and `TagValue`.
        case prefixedPairs
        /// An object with a member for each tag.
        case object
    }

    /// One call about the tags of an existing resource.
    struct Call: Sendable {
        let operation: String
        /// The members that say which resource is meant, with places such as `{arn}`.
        let identity: JSON.Object
        /// The member, or in an answer the path, that holds tags or keys.
        let tags: String

        init(_ operation: String, _ identity: JSON.Object, _ tags: String) {
            self.operation = operation
            self.identity = identity
            self.tags = tags
        }
    }

    let shape: Shape
    /// The member of the creating call that carries tags, and of an object of AWS's; empty where only `add` sets them.
    let member: String
    /// EC2's kind of thing, such as `vpc`, where the creating call takes `TagSpecifications`.
    var kind: String?
    /// Sets tags.
    let add: Call
    /// Removes tags by key.
    let remove: Call
    /// Lists tags, where the object itself does not show them.
    var list: Call?
    /// Indicates whether `add` takes all tags at once, in the place of those there are, and `remove` takes all away.
    var replacesAll = false
    /// Indicates whether `remove` takes keys in the shape of tags.
    var removesPairs = false

    // MARK: Calls

    /// The members of the creating call that carry tags; none where a call of its own sets them.
    func members(_ tags: [String: String]) -> JSON.Object {
        if replacesAll { return [:] }
        guard let kind else { return member.isEmpty ? [:] : [member: encoded(tags)] }
        return ["TagSpecifications": [["ResourceType": .string(kind), "Tags": encoded(tags)]]]
    }

    /// Brings the tags of an existing resource from the last deployment's to the wanted ones.
    ///
    /// Tags count as set if local AWS lacks the calls, as in a read.
    func update(_ resource: ResourceOperation) async throws {
        do {
            try await change(resource)
        } catch let error as AWSError where error.kind == .notImplemented && list != nil {
            await resource.report("this endpoint does not take tags of \(resource.subject)")
        }
    }

    private func change(_ resource: ResourceOperation) async throws {
        let wanted = resource.tags
        let found = Self.texts(resource.state["tagsAll"] ?? resource.oldInputs["tags"])
        if replacesAll { return try await replace(resource, wanted, known: found) }
        let removed = found.keys.filter { wanted[$0] == nil && !resource.session.tags.ignores($0) }.sorted()
        let changed = wanted.filter { found[$0.key] != $0.value }
        if !removed.isEmpty {
            let keys = removesPairs ? .array(removed.map { ["Key": .string($0)] }) : JSON.Object.texts(removed)
            try await resource.call(remove.operation, resource.filled(remove.identity).merging([remove.tags: keys]))
        }
        if !changed.isEmpty {
            let input = resource.filled(add.identity).merging([add.tags: encoded(changed)])
            try await resource.call(add.operation, input)
        }
    }

    /// Puts the wanted tags in the place of the known ones; those that others have added stay.
    private func replace(_ resource: ResourceOperation, _ wanted: [String: String], known: [String: String])
        async throws
    {
        let others = try await listed(resource).filter { known[$0.key] == nil }
        let all = others.merging(wanted) { $1 }
        let call = all.isEmpty ? remove : add
        let identity = JSON.object(resource.filled(call.identity))
        let input = all.isEmpty ? identity : identity.setting(encoded(all), at: call.tags)
        try await resource.call(call.operation, input.object ?? [:])
    }

    /// The tags that AWS has: those of the object, or those that the service lists.
    func read(_ resource: ResourceOperation, _ found: FoundObject, _ outputs: PropertyMap) async throws
        -> [String: String]
    {
        guard list != nil else { return Self.read(found.object[member] ?? found.answer[member]) }
        var resource = resource
        resource.state["arn"] = outputs["arn"] ?? resource.state["arn"]
        do {
            return try await listed(resource)
        } catch let error as AWSError where error.kind == .notImplemented {
            // Local AWS lacks some of these calls.
            return resource.kind == .read ? Self.texts(resource.state["tagsAll"]) : resource.tags
        }
    }

    /// The tags that the service lists; none if it has no such list.
    private func listed(_ resource: ResourceOperation) async throws -> [String: String] {
        guard let list else { return [:] }
        return Self.read(try await resource.find(list.operation, resource.filled(list.identity))?.at(list.tags))
    }

    // MARK: Shapes

    /// The tags of a list of pairs, whichever case their members have, or of an object.
    static func read(_ tags: JSON?) -> [String: String] {
        if let object = tags?.object { return object.reduce(into: [:]) { $0[$1.key] = $1.value.string } }
        var result: [String: String] = [:]
        for pair in tags?.array ?? [] {
            guard let key = (pair["Key"] ?? pair["key"] ?? pair["TagKey"])?.string else { continue }
            result[key] = (pair["Value"] ?? pair["value"] ?? pair["TagValue"])?.string ?? ""
        }
        return result
    }

    private static func texts(_ value: PropertyValue?) -> [String: String] {
        (value?.map ?? [:]).withoutDefaults.reduce(into: [:]) { $0[$1.key] = $1.value.string }
    }

    private func encoded(_ tags: [String: String]) -> JSON {
        let sorted = tags.sorted { $0.key < $1.key }
        switch shape {
        case .pairs: return .array(sorted.map { ["Key": .string($0.key), "Value": .string($0.value)] })
        case .lowerCasePairs: return .array(sorted.map { ["key": .string($0.key), "value": .string($0.value)] })
        case .prefixedPairs:
            return .array(sorted.map { ["TagKey": .string($0.key), "TagValue": .string($0.value)] })
        case .object: return .object(JSON.Object(sorted.map { ($0.key, .string($0.value)) }))
        }
    }
}

extension ResourceOperation {
    /// The resource's ARN: from its state, or its id where that is the ARN.
    var arn: String { state["arn"]?.string ?? id }
}
