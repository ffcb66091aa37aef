import JSON
import PulumiProtocol
import ResourceKit

/// How a service takes tags: in the call that creates, and afterwards.
struct Tagging: Sendable {
    /// The members of the creating call that carry tags.
    let members: @Sendable ([String: String]) -> JSON.Object
    /// Sets tags of an existing resource.
    let add: @Sendable (ResourceOperation, [String: String]) async throws -> Void
    /// Removes tags of an existing resource, by key.
    let remove: @Sendable (ResourceOperation, [String]) async throws -> Void

    /// Brings the tags of an existing resource from the last deployment's to the wanted ones.
    func update(_ resource: ResourceOperation) async throws {
        let wanted = resource.tags
        let found = Self.texts(resource.state["tagsAll"] ?? resource.oldInputs["tags"])
        let removed = found.keys.filter { wanted[$0] == nil && !resource.session.tags.ignores($0) }
        let changed = wanted.filter { found[$0.key] != $0.value }
        if !removed.isEmpty { try await remove(resource, removed.sorted()) }
        if !changed.isEmpty { try await add(resource, changed) }
    }

    /// ECS: `tags` with `key` and `value`.
    static let ecs = Tagging(
        members: { ["tags": lowerCasePairs($0)] },
        add: { resource, tags in
            let input: JSON.Object = ["resourceArn": .string(resource.arn), "tags": lowerCasePairs(tags)]
            _ = try await resource.call("ecs.TagResource", input)
        },
        remove: { resource, keys in
            let input: JSON.Object = ["resourceArn": .string(resource.arn), "tagKeys": JSON.Object.texts(keys)]
            _ = try await resource.call("ecs.UntagResource", input)
        }
    )

    /// Elastic Load Balancing: `Tags` with `Key` and `Value`, by ARN.
    static let elasticLoadBalancing = Tagging(
        members: { ["Tags": pairs($0)] },
        add: { resource, tags in
            let input: JSON.Object = ["ResourceArns": [.string(resource.id)], "Tags": pairs(tags)]
            _ = try await resource.call("elbv2.AddTags", input)
        },
        remove: { resource, keys in
            let input: JSON.Object = ["ResourceArns": [.string(resource.id)], "TagKeys": JSON.Object.texts(keys)]
            _ = try await resource.call("elbv2.RemoveTags", input)
        }
    )

    /// IAM: calls of their own for every kind of thing, such as `TagRole`.
    static func iam(_ kind: String) -> Tagging {
        Tagging(
            members: { ["Tags": pairs($0)] },
            add: { resource, tags in
                let input: JSON.Object = ["\(kind)Name": .string(resource.id), "Tags": pairs(tags)]
                _ = try await resource.call("iam.Tag\(kind)", input)
            },
            remove: { resource, keys in
                let input: JSON.Object = ["\(kind)Name": .string(resource.id), "TagKeys": JSON.Object.texts(keys)]
                _ = try await resource.call("iam.Untag\(kind)", input)
            }
        )
    }

    /// EC2: `TagSpecifications` for a kind of thing, such as `vpc`.
    static func ec2(_ kind: String) -> Tagging {
        Tagging(
            members: { ["TagSpecifications": [["ResourceType": .string(kind), "Tags": pairs($0)]]] },
            add: { resource, tags in
                let input: JSON.Object = ["Resources": [.string(resource.id)], "Tags": pairs(tags)]
                _ = try await resource.call("ec2.CreateTags", input)
            },
            remove: { resource, keys in
                let tags = JSON.array(keys.map { ["Key": .string($0)] })
                let input: JSON.Object = ["Resources": [.string(resource.id)], "Tags": tags]
                _ = try await resource.call("ec2.DeleteTags", input)
            }
        )
    }

    /// CloudWatch Logs: `tags` as an object.
    static let logs = Tagging(
        members: { ["tags": object($0)] },
        add: { resource, tags in
            let input: JSON.Object = ["resourceArn": .string(resource.arn), "tags": object(tags)]
            _ = try await resource.call("logs.TagResource", input)
        },
        remove: { resource, keys in
            let input: JSON.Object = ["resourceArn": .string(resource.arn), "tagKeys": JSON.Object.texts(keys)]
            _ = try await resource.call("logs.UntagResource", input)
        }
    )

    // MARK: Shapes

    /// The tags of a list of pairs, whichever case their members have.
    static func read(_ list: JSON?) -> [String: String] {
        var tags: [String: String] = [:]
        for pair in list?.array ?? [] {
            guard let key = (pair["Key"] ?? pair["key"])?.string else { continue }
            tags[key] = (pair["Value"] ?? pair["value"])?.string ?? ""
        }
        return tags
    }

    /// The tags of an object.
    static func read(object: JSON?) -> [String: String] {
        (object?.object ?? [:]).reduce(into: [:]) { $0[$1.key] = $1.value.string }
    }

    private static func texts(_ value: PropertyValue?) -> [String: String] {
        (value?.map ?? [:]).withoutDefaults.reduce(into: [:]) { $0[$1.key] = $1.value.string }
    }

    private static func pairs(_ tags: [String: String]) -> JSON {
        .array(tags.sorted { $0.key < $1.key }.map { ["Key": .string($0.key), "Value": .string($0.value)] })
    }

    private static func lowerCasePairs(_ tags: [String: String]) -> JSON {
        .array(tags.sorted { $0.key < $1.key }.map { ["key": .string($0.key), "value": .string($0.value)] })
    }

    private static func object(_ tags: [String: String]) -> JSON {
        .object(JSON.Object(tags.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }
}

extension ResourceOperation {
    /// The resource's ARN: from its state, or its id where that is the ARN.
    var arn: String { state["arn"]?.string ?? id }
}
