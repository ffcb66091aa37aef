internal import JSON

/// Replaces the stack name in the URNs of a stack's state.
struct StackRenaming {
    private let oldPrefix: String
    private let newPrefix: String
    private let oldRoot: String
    private let newRoot: String

    init(from old: StackReference, to new: StackReference) {
        oldPrefix = "urn:pulumi:\(old.name)::\(old.project)::"
        newPrefix = "urn:pulumi:\(new.name)::\(new.project)::"
        oldRoot = old.identity.rootURN
        newRoot = new.identity.rootURN
    }

    /// Renames a resource, including resource references in its properties but no other text.
    func resource(_ json: JSON) -> JSON {
        guard var object = json.object else { return json }
        for member in object {
            let isProperties = ["inputs", "outputs", "replacementTrigger"].contains(member.key)
            object[member.key] = isProperties ? references(member.value) : all(member.value)
        }
        return .object(object)
    }

    private func all(_ json: JSON) -> JSON {
        switch json {
        case .string(let text): return .string(urn(text))
        case .array(let elements): return .array(elements.map(all))
        case .object(var object):
            for member in object { object[member.key] = all(member.value) }
            return .object(object)
        default: return json
        }
    }

    private func references(_ json: JSON) -> JSON {
        switch json {
        case .array(let elements): return .array(elements.map(references))
        case .object(var object):
            let isReference = object["4dabf18193072939515e22adb298388d"] == "5cf8f73096256a8f31e491e813e4eb8e"
            for member in object {
                object[member.key] = isReference && member.key == "urn" ? all(member.value) : references(member.value)
            }
            return .object(object)
        default: return json
        }
    }

    private func urn(_ text: String) -> String {
        if text == oldRoot { return newRoot }
        return text.hasPrefix(oldPrefix) ? newPrefix + text.dropFirst(oldPrefix.count) : text
    }
}

extension Checkpoint {
    /// Replaces the stack name in all URNs.
    mutating func rename(_ stack: StackReference, to new: StackReference) {
        let renaming = StackRenaming(from: stack, to: new)
        resources = resources.map(renaming.resource)
        pendingOperations = pendingOperations.map { operation in
            guard var object = operation.object, let resource = object["resource"] else { return operation }
            object["resource"] = renaming.resource(resource)
            return .object(object)
        }
    }
}
