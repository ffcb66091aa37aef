internal import JSON
internal import PulumiProtocol

/// Reads resources of checkpoint versions 3 and 4.
struct ResourceStateReader {
    /// Decrypts secrets; `nil` skips inputs, outputs and triggers, which sorting does not need.
    let vault: SecretVault?

    /// Reads one resource.
    ///
    /// - Throws: ``StateError`` that names the resource and the malformed member, or an error of decrypting a secret.
    func state(_ json: JSON) throws -> ResourceState {
        guard case .object(let members) = json else { throw damage("a resource is not an object") }
        guard let urn = members["urn"]?.string, !urn.isEmpty else { throw damage("a resource has no urn") }
        guard let type = members["type"]?.string, !type.isEmpty else { throw damage("resource '\(urn)' has no type") }
        var state = ResourceState(urn: urn, type: type, isCustom: members["custom"]?.bool ?? false)
        for member in members {
            guard let field = Self.fields[member.key] else {
                state.unknownMembers[member.key] = member.value
                continue
            }
            // Go reads null as the zero value.
            guard !member.value.isNull else { continue }
            guard try field(&state, member.value, vault) else {
                throw damage("'\(member.key)' of resource '\(urn)' is malformed")
            }
        }
        if !state.isCustom, !state.id.isEmpty {
            throw damage("resource '\(urn)' is a component and has an id")
        }
        return state
    }

    private func damage(_ message: String) -> StateError {
        StateError(.damaged, message)
    }
}

extension ResourceStateReader {
    /// Sets one member of a state; returns `false` if the value has the wrong type.
    typealias Field = @Sendable (inout ResourceState, JSON, SecretVault?) throws -> Bool

    private static let fields: [String: Field] = [
        "urn": { _, _, _ in true },
        "type": { _, _, _ in true },
        "custom": { _, value, _ in value.bool != nil },
        "delete": flag(\.isPendingDeletion),
        "id": text(\.id),
        "inputs": properties(\.inputs, .inputs),
        "outputs": properties(\.outputs, .outputs),
        "parent": text(\.parent),
        "protect": flag(\.isProtected),
        "taint": flag(\.isTainted),
        "external": flag(\.isExternal),
        "dependencies": list(\.dependencies),
        "initErrors": list(\.initErrors),
        "provider": text(\.provider),
        "propertyDependencies": lists(\.propertyDependencies),
        "pendingReplacement": flag(\.isPendingReplacement),
        "additionalSecretOutputs": list(\.additionalSecretOutputs),
        "aliases": list(\.aliases),
        "customTimeouts": { state, value, _ in
            guard let limits = value.object else { return false }
            state.customTimeouts = ResourceState.Timeouts(
                create: limits["create"]?.double ?? 0,
                update: limits["update"]?.double ?? 0,
                delete: limits["delete"]?.double ?? 0,
                read: limits["read"]?.double ?? 0
            )
            return true
        },
        "importID": text(\.importID),
        "retainOnDelete": { state, value, _ in
            state.retainOnDelete = value.bool
            return value.bool != nil
        },
        "deletedWith": text(\.deletedWith),
        "replaceWith": list(\.replaceWith),
        "created": text(\.created),
        "modified": text(\.modified),
        "sourcePosition": text(\.sourcePosition),
        "stackTrace": { state, value, _ in
            guard let frames = value.array else { return false }
            state.stackTrace = frames.map { $0["sourcePosition"]?.string ?? "" }
            return true
        },
        "ignoreChanges": list(\.ignoreChanges),
        "hideDiff": { state, value, _ in
            guard let paths = value.array else { return false }
            state.hideDiff = paths.compactMap { HiddenPath.text($0) }
            return state.hideDiff.count == paths.count
        },
        "replaceOnChanges": list(\.replaceOnChanges),
        "replacementTrigger": { state, value, vault in
            guard let vault else { return true }
            state.replacementTrigger = try PropertyValue(
                checkpointJSON: value,
                decrypting: vault.decrypter(of: state.urn, .trigger)
            )
            return true
        },
        "refreshBeforeUpdate": flag(\.refreshesBeforeUpdate),
        "viewOf": text(\.viewOf),
        "resourceHooks": lists(\.resourceHooks),
    ]

    private typealias Target<Value> = any WritableKeyPath<ResourceState, Value> & Sendable

    private static func text(_ target: Target<String>) -> Field {
        { state, value, _ in
            guard let text = value.string else { return false }
            state[keyPath: target] = text
            return true
        }
    }

    private static func flag(_ target: Target<Bool>) -> Field {
        { state, value, _ in
            guard let flag = value.bool else { return false }
            state[keyPath: target] = flag
            return true
        }
    }

    private static func list(_ target: Target<[String]>) -> Field {
        { state, value, _ in
            guard let list = texts(value) else { return false }
            state[keyPath: target] = list
            return true
        }
    }

    private static func lists(_ target: Target<[String: [String]]>) -> Field {
        { state, value, _ in
            guard let members = value.object else { return false }
            var lists = [String: [String]](minimumCapacity: members.count)
            for member in members {
                // Go writes a nil slice as null.
                guard let list = member.value.isNull ? [] : texts(member.value) else { return false }
                lists[member.key] = list
            }
            state[keyPath: target] = lists
            return true
        }
    }

    private static func properties(_ target: Target<PropertyMap>, _ section: SecretVault.Section) -> Field {
        { state, value, vault in
            guard let vault else { return true }
            guard value.object != nil else { return false }
            do {
                state[keyPath: target] = try PropertyMap(
                    checkpointJSON: value,
                    decrypting: vault.decrypter(of: state.urn, section)
                )
            } catch let error as CodecError {
                throw StateError(.damaged, "\(section.rawValue) of resource '\(state.urn)': \(error)")
            }
            return true
        }
    }

    private static func texts(_ value: JSON) -> [String]? {
        guard let elements = value.array else { return nil }
        var texts: [String] = []
        texts.reserveCapacity(elements.count)
        for element in elements {
            guard let text = element.string else { return nil }
            texts.append(text)
        }
        return texts
    }
}

/// Conversion of `hideDiff` paths, which checkpoints store as lists of keys and indices.
enum HiddenPath {
    /// Returns a path as text, or `nil` if the list has anything but keys and indices.
    static func text(_ json: JSON) -> String? {
        if let text = json.string { return text }
        var text = ""
        for element in json.array ?? [] {
            if let index = element.int {
                text += "[\(index)]"
            } else if let key = element.string {
                let isPlain = key.utf8.allSatisfy { !".[]\"\\".utf8.contains($0) } && !key.isEmpty
                text += isPlain ? (text.isEmpty ? key : ".\(key)") : "[\(JSON.string(key).text())]"
            } else {
                return nil
            }
        }
        return text
    }

    /// Returns the list for a path; text that is not a path is a single key.
    static func json(_ text: String) -> JSON {
        guard let path = PropertyPath(text) else { return [.string(text)] }
        return .array(
            path.elements.map { element in
                switch element {
                case .key(let key): .string(key)
                case .index(let index): .number(index)
                case .any: "*"
                }
            }
        )
    }
}
