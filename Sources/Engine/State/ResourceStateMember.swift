internal import JSON
internal import PulumiProtocol

/// A member of a resource in checkpoint versions 3 and 4.
struct ResourceStateMember: Sendable {
    /// The member's name.
    let name: String
    /// Sets the member of a state; returns `false` if the value has the wrong type.
    ///
    /// Without a vault, inputs, outputs and triggers are skipped.
    let read: @Sendable (inout ResourceState, JSON, SecretVault?) throws -> Bool
    /// Returns the member of a state; `nil` if it is empty, like Go's `omitempty`.
    let write: @Sendable (ResourceState, SecretVault) throws -> JSON?
}

// MARK: - The members

extension ResourceStateMember {
    /// All members, in the order in which Pulumi writes them.
    static let all = identity + relations + options

    /// All members by name.
    static let named = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    private static let identity: [Self] = [
        // The reader needs these three before all others, and takes them itself.
        Self(name: "urn", read: { _, _, _ in true }, write: { state, _ in .string(state.urn) }),
        Self(name: "custom", read: { _, value, _ in value.bool != nil }, write: { state, _ in .bool(state.isCustom) }),
        flag("delete", \.isPendingDeletion),
        text("id", \.id),
        Self(name: "type", read: { _, _, _ in true }, write: { state, _ in .string(state.type) }),
        properties("inputs", \.inputs, .inputs),
        properties("outputs", \.outputs, .outputs),
    ]

    private static let relations: [Self] = [
        text("parent", \.parent),
        flag("protect", \.isProtected),
        flag("taint", \.isTainted),
        flag("external", \.isExternal),
        list("dependencies", \.options.dependencies),
        list("initErrors", \.initErrors),
        text("provider", \.provider),
        lists("propertyDependencies", \.options.propertyDependencies),
        flag("pendingReplacement", \.isPendingReplacement),
        list("additionalSecretOutputs", \.options.additionalSecretOutputs),
        list("aliases", \.aliases),
    ]

    private static let options: [Self] = [
        customTimeouts,
        text("importID", \.options.importID),
        retainOnDelete,
        text("deletedWith", \.options.deletedWith),
        list("replaceWith", \.options.replaceWith),
        text("created", \.created),
        text("modified", \.modified),
        text("sourcePosition", \.options.sourcePosition),
        stackTrace,
        list("ignoreChanges", \.options.ignoreChanges),
        hideDiff,
        list("replaceOnChanges", \.options.replaceOnChanges),
        replacementTrigger,
        flag("refreshBeforeUpdate", \.refreshesBeforeUpdate),
        text("viewOf", \.viewOf),
        lists("resourceHooks", \.options.resourceHooks),
    ]
}

// MARK: - Members with a form of their own

extension ResourceStateMember {
    private static let customTimeouts = Self(
        name: "customTimeouts",
        read: { state, value, _ in
            guard let limits = value.object else { return false }
            state.options.customTimeouts = ResourceState.Timeouts(
                create: limits["create"]?.double ?? 0,
                update: limits["update"]?.double ?? 0,
                delete: limits["delete"]?.double ?? 0,
                read: limits["read"]?.double ?? 0
            )
            return true
        },
        write: { state, _ in
            guard let limits = state.options.customTimeouts else { return nil }
            var object = JSON.Object()
            let pairs = [
                ("create", limits.create), ("update", limits.update), ("delete", limits.delete), ("read", limits.read),
            ]
            for (key, seconds) in pairs where seconds != 0 { object[key] = .number(seconds) }
            // A bare `nil` beside a `JSON` value would become JSON's null.
            return object.isEmpty ? JSON?.none : .object(object)
        }
    )

    private static let retainOnDelete = Self(
        name: "retainOnDelete",
        read: { state, value, _ in
            state.options.retainOnDelete = value.bool
            return value.bool != nil
        },
        write: { state, _ in state.options.retainOnDelete == true ? true : JSON?.none }
    )

    private static let stackTrace = Self(
        name: "stackTrace",
        read: { state, value, _ in
            guard let frames = value.array else { return false }
            state.stackTrace = frames.map { $0["sourcePosition"]?.string ?? "" }
            return true
        },
        write: { state, _ in
            guard !state.stackTrace.isEmpty else { return nil }
            return .array(state.stackTrace.map { $0.isEmpty ? [:] : ["sourcePosition": .string($0)] })
        }
    )

    private static let hideDiff = Self(
        name: "hideDiff",
        read: { state, value, _ in
            guard let paths = value.array else { return false }
            state.options.hideDiff = paths.compactMap { HiddenPath.text($0) }
            return state.options.hideDiff.count == paths.count
        },
        write: { state, _ in
            state.options.hideDiff.isEmpty ? JSON?.none : .array(state.options.hideDiff.map(HiddenPath.json))
        }
    )

    private static let replacementTrigger = Self(
        name: "replacementTrigger",
        read: { state, value, vault in
            guard let vault else { return true }
            let decrypt = vault.decrypter(of: state.urn, .trigger)
            state.options.replacementTrigger = try PropertyValue(checkpointJSON: value, decrypting: decrypt)
            return true
        },
        write: { state, vault in
            guard let trigger = state.options.replacementTrigger, !trigger.isNull else { return nil }
            return try trigger.checkpointJSON(encrypting: vault.encrypter(of: state.urn, .trigger))
        }
    )
}

// MARK: - Members of one type

extension ResourceStateMember {
    private typealias Target<Value> = any WritableKeyPath<ResourceState, Value> & Sendable

    private static func text(_ name: String, _ target: Target<String>) -> Self {
        Self(
            name: name,
            read: { state, value, _ in
                guard let text = value.string else { return false }
                state[keyPath: target] = text
                return true
            },
            write: { state, _ in
                let text = state[keyPath: target]
                return text.isEmpty ? JSON?.none : .string(text)
            }
        )
    }

    private static func flag(_ name: String, _ target: Target<Bool>) -> Self {
        Self(
            name: name,
            read: { state, value, _ in
                guard let flag = value.bool else { return false }
                state[keyPath: target] = flag
                return true
            },
            write: { state, _ in state[keyPath: target] ? true : JSON?.none }
        )
    }

    private static func list(_ name: String, _ target: Target<[String]>) -> Self {
        Self(
            name: name,
            read: { state, value, _ in
                guard let list = texts(value) else { return false }
                state[keyPath: target] = list
                return true
            },
            write: { state, _ in
                let list = state[keyPath: target]
                return list.isEmpty ? JSON?.none : .array(list.map { .string($0) })
            }
        )
    }

    private static func lists(_ name: String, _ target: Target<[String: [String]]>) -> Self {
        Self(
            name: name,
            read: { state, value, _ in
                guard let members = value.object else { return false }
                var lists = [String: [String]](minimumCapacity: members.count)
                for member in members {
                    // Go writes a nil slice as null.
                    guard let list = member.value.isNull ? [] : texts(member.value) else { return false }
                    lists[member.key] = list
                }
                state[keyPath: target] = lists
                return true
            },
            write: { state, _ in
                let lists = state[keyPath: target]
                guard !lists.isEmpty else { return nil }
                let members = lists.map { ($0.key, JSON.array($0.value.map { .string($0) })) }
                return .object(JSON.Object(members).sorted())
            }
        )
    }

    private static func properties(
        _ name: String,
        _ target: Target<PropertyMap>,
        _ section: SecretVault.Section
    ) -> Self {
        Self(
            name: name,
            read: { state, value, vault in
                guard let vault else { return true }
                guard value.object != nil else { return false }
                do {
                    let decrypt = vault.decrypter(of: state.urn, section)
                    state[keyPath: target] = try PropertyMap(checkpointJSON: value, decrypting: decrypt)
                } catch let error as CodecError {
                    throw StateError(.damaged, "\(section.rawValue) of resource '\(state.urn)': \(error)")
                }
                return true
            },
            write: { state, vault in
                let map = state[keyPath: target]
                if map.isEmpty { return nil }
                return try map.checkpointJSON(encrypting: vault.encrypter(of: state.urn, section))
            }
        )
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
