internal import JSON
internal import PulumiProtocol

/// Writes resources of checkpoint versions 3 and 4: members in Pulumi's order, without empty ones.
struct ResourceStateWriter {
    /// Encrypts secrets, and keeps the ciphertext of unchanged ones.
    let vault: SecretVault

    /// Returns the JSON of one resource.
    ///
    /// - Throws: An error if a secret cannot be encrypted.
    func json(_ state: ResourceState) throws -> JSON {
        var object = JSON.Object()
        object.reserveCapacity(20)
        object["urn"] = .string(state.urn)
        object["custom"] = .bool(state.isCustom)
        object.set("delete", state.isPendingDeletion)
        object.set("id", state.id)
        object["type"] = .string(state.type)
        object["inputs"] = try properties(state.inputs, state.urn, .inputs)
        object["outputs"] = try properties(state.outputs, state.urn, .outputs)
        object.set("parent", state.parent)
        object.set("protect", state.isProtected)
        object.set("taint", state.isTainted)
        object.set("external", state.isExternal)
        object.set("dependencies", state.dependencies)
        object.set("initErrors", state.initErrors)
        object.set("provider", state.provider)
        object.set("propertyDependencies", state.propertyDependencies)
        object.set("pendingReplacement", state.isPendingReplacement)
        object.set("additionalSecretOutputs", state.additionalSecretOutputs)
        object.set("aliases", state.aliases)
        object["customTimeouts"] = state.customTimeouts.flatMap(timeouts)
        try writeOptions(of: state, into: &object)
        for member in state.unknownMembers { object[member.key] = member.value }
        return .object(object)
    }

    /// Writes the members after the time-outs.
    private func writeOptions(of state: ResourceState, into object: inout JSON.Object) throws {
        object.set("importID", state.importID)
        object.set("retainOnDelete", state.retainOnDelete ?? false)
        object.set("deletedWith", state.deletedWith)
        object.set("replaceWith", state.replaceWith)
        object.set("created", state.created)
        object.set("modified", state.modified)
        object.set("sourcePosition", state.sourcePosition)
        if !state.stackTrace.isEmpty {
            object["stackTrace"] = .array(state.stackTrace.map(frame))
        }
        object.set("ignoreChanges", state.ignoreChanges)
        if !state.hideDiff.isEmpty {
            object["hideDiff"] = .array(state.hideDiff.map(HiddenPath.json))
        }
        object.set("replaceOnChanges", state.replaceOnChanges)
        if let trigger = state.replacementTrigger, !trigger.isNull {
            object["replacementTrigger"] = try trigger.checkpointJSON(
                encrypting: vault.encrypter(of: state.urn, .trigger)
            )
        }
        object.set("refreshBeforeUpdate", state.refreshesBeforeUpdate)
        object.set("viewOf", state.viewOf)
        object.set("resourceHooks", state.resourceHooks)
    }

    private func properties(_ map: PropertyMap, _ urn: String, _ section: SecretVault.Section) throws -> JSON? {
        // A bare `nil` beside a `JSON` value would become JSON's null.
        map.isEmpty ? JSON?.none : try map.checkpointJSON(encrypting: vault.encrypter(of: urn, section))
    }

    private func timeouts(_ limits: ResourceState.Timeouts) -> JSON? {
        var object = JSON.Object()
        let pairs = [
            ("create", limits.create), ("update", limits.update), ("delete", limits.delete), ("read", limits.read),
        ]
        for (key, seconds) in pairs where seconds != 0 {
            object[key] = .number(seconds)
        }
        return object.isEmpty ? JSON?.none : .object(object)
    }

    private func frame(_ position: String) -> JSON {
        position.isEmpty ? [:] : ["sourcePosition": .string(position)]
    }
}

// Setters that omit empty values, like Go's `omitempty`.
extension JSON.Object {
    fileprivate mutating func set(_ key: String, _ value: Bool) {
        if value { self[key] = true }
    }

    fileprivate mutating func set(_ key: String, _ value: String) {
        if !value.isEmpty { self[key] = .string(value) }
    }

    fileprivate mutating func set(_ key: String, _ values: [String]) {
        if !values.isEmpty { self[key] = .array(values.map { .string($0) }) }
    }

    fileprivate mutating func set(_ key: String, _ lists: [String: [String]]) {
        guard !lists.isEmpty else { return }
        let members = lists.map { ($0.key, JSON.array($0.value.map { .string($0) })) }
        self[key] = .object(JSON.Object(members).sorted())
    }
}
