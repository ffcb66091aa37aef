import JSON

@testable import AWSResources

/// The object that a test's AWS keeps: its members under the names that answers give them, as calls change them.
///
/// Most calls name their members as answers do. ``effects`` lists the others.
struct CloudObject {
    /// Changes the object as one operation does.
    typealias Effect = @Sendable (inout CloudObject, JSON.Object) -> Void

    /// An object that calls ask about and no test makes: an operation that made a namespace, for example.
    static var another: CloudObject {
        var object = CloudObject()
        object["Targets"] = ["NAMESPACE": "Id-1"]
        return object
    }

    private var members = JSON.Object()
    private(set) var tags: [String: String] = [:]

    /// A member of the object: null where it was taken away, `nil` where no call has spoken of it.
    subscript(name: String) -> JSON? {
        get { members[name] }
        set { members[name] = newValue }
    }

    /// Changes the object as a call does.
    mutating func apply(_ operation: String, _ input: JSON.Object) {
        let input = takingTags(operation, input)
        if let effect = Self.effects[operation] { effect(&self, input) } else { set(input) }
    }

    // MARK: Changes

    /// Takes over members as they were sent; `AddSubnetIds` and `RemoveSubnetIds` change the list `SubnetIds`.
    mutating func set(_ input: JSON.Object) {
        for (name, value) in input.map({ ($0.key, $0.value) }) {
            if name.hasPrefix("Add"), value.array != nil {
                extend(String(name.dropFirst("Add".count)), with: value)
            } else if name.hasPrefix("Remove"), value.array != nil {
                reduce(String(name.dropFirst("Remove".count)), by: value)
            } else {
                members[name] = value
            }
        }
    }

    /// Takes over the members of a call that overwrites the object: those that it leaves out are gone.
    mutating func replace(with input: JSON.Object) {
        for name in members.map(\.key) where input[name] == nil { members[name] = .null }
        set(input)
    }

    /// Takes members away.
    mutating func clear(_ names: String...) {
        for name in names { members[name] = .null }
    }

    /// Adds elements to a list.
    mutating func extend(_ list: String, with elements: JSON?) {
        members[list] = .array(self.elements(list) + (elements?.array ?? []))
    }

    /// Takes elements out of a list.
    mutating func reduce(_ list: String, by elements: JSON?) {
        let gone = elements?.array ?? []
        remove(from: list) { gone.contains($0) }
    }

    /// Takes the elements out of a list that are meant.
    mutating func remove(from list: String, where isMeant: (JSON) -> Bool) {
        members[list] = .array(elements(list).filter { !isMeant($0) })
    }

    /// Changes a list of keys and values by key.
    mutating func setPairs(_ list: String, _ pairs: JSON?) {
        let changed = pairs?.array ?? []
        remove(from: list) { old in changed.contains { $0["Key"] == old["Key"] } }
        extend(list, with: pairs)
    }

    private func elements(_ list: String) -> [JSON] { members[list]?.array ?? [] }

    // MARK: Tags

    /// Takes over the tags of a call, whichever form they have, and returns its other members.
    private mutating func takingTags(_ operation: String, _ input: JSON.Object) -> JSON.Object {
        // The tags of these say more than keys and values.
        if operation.hasPrefix("autoscaling.") { return input }
        if input["Resources"]?[0]?.string?.hasPrefix("vol-") == true {
            tagVolumes(operation, input)
            return [:]
        }
        let specification = (input["TagSpecifications"]?.array ?? []).first { $0["ResourceType"] != "volume" }
        let given =
            specification?["Tags"] ?? input["Tagging"]?["TagSet"] ?? input["Tags"] ?? input["tags"] ?? input["AddTags"]
            ?? input["TagsList"]
        // S3 puts all tags at once.
        if operation.hasSuffix("BucketTagging") { tags = [:] }
        var gone = (input["TagKeys"] ?? input["tagKeys"] ?? input["RemoveTagKeys"])?.array ?? []
        if ["acm.RemoveTagsFromCertificate", "cloudtrail.RemoveTags", "ec2.DeleteTags"].contains(operation) {
            gone = (given?.array ?? []).compactMap { $0["Key"] }
        } else {
            tags.merge(Tagging.read(given)) { $1 }
        }
        for key in gone { tags[key.string ?? ""] = nil }
        return JSON.Object(
            input.filter { !$0.key.lowercased().contains(/^(add|remove)?tag/) || $0.key.hasSuffix("Specifications") }
                .map { ($0.key, $0.value) }
        )
    }
}
