internal import JSON

extension Checkpoint {
    /// What is wrong with the resources as a whole: references to what is not there or comes later, two of one URN,
    /// and resources of another stack.
    ///
    /// - Throws: ``StateError`` for a resource that is not what it must be at all.
    func faults(of stack: StackReference) throws -> [String] {
        let reader = ResourceStateReader(vault: nil)
        let states = try resources.map(reader.state)
        let prefix = "urn:pulumi:\(stack.name)::\(stack.project)::"
        var faults: [String] = []
        var seen = Set<String>()
        for state in states {
            if !state.urn.hasPrefix(prefix) {
                faults.append("resource '\(state.urn)' is not of stack '\(stack.name)' of project '\(stack.project)'")
            }
            state.forEachReference { urn in
                if !seen.contains(urn), urn != state.urn {
                    faults.append("resource '\(state.urn)' refers to '\(urn)', which is not there or comes after it")
                }
            }
            if !state.isPendingDeletion, !seen.insert(state.urn).inserted,
                states.count(where: { $0.urn == state.urn && !$0.isPendingDeletion }) > 1
            {
                faults.append("there are two resources '\(state.urn)'")
            }
            seen.insert(state.urn)
        }
        return faults
    }

    /// Gives the stack another name in all URNs.
    mutating func rename(_ stack: StackReference, to new: StackReference) {
        let renaming = StackRenaming(from: stack, to: new)
        resources = resources.map(renaming.resource)
        pendingOperations = pendingOperations.map { operation in
            guard var object = operation.object, let resource = object["resource"] else { return operation }
            object["resource"] = renaming.resource(resource)
            return .object(object)
        }
        if deployment != nil { touch() }
    }
}

/// Rewrites the URNs of a stack that gets another name.
private struct StackRenaming {
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

    /// A resource: text in properties stays, references to resources in them do not.
    func resource(_ json: JSON) -> JSON {
        guard var object = json.object else { return json }
        for member in object {
            let isProperties = member.key == "inputs" || member.key == "outputs"
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
