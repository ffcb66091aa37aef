internal import JSON
internal import PulumiProtocol

extension Checkpoint {
    /// Returns the decrypted states and pending operations of the checkpoint.
    ///
    /// Errors of the integrity check name `stack`; `nil` skips the check.
    ///
    /// - Throws: ``StateError`` that names the damaged part, or the reason why a secret cannot be decrypted.
    func snapshot(_ vault: SecretVault, checkedFor stack: StackReference?) throws -> Snapshot {
        let reader = ResourceStateReader(vault: vault)
        let states = try resources.map(reader.state)
        if let stack {
            let faults = [IntegrityCheck.fault(in: deployment?["manifest"])].compactMap { $0 }
            if let error = IntegrityCheck.error(faults + IntegrityCheck.faults(in: states), in: stack) { throw error }
        }
        return Snapshot(
            resources: states,
            pendingOperations: try pendingOperations.map { try Self.operation($0, reader) }
        )
    }

    private static func operation(_ json: JSON, _ reader: ResourceStateReader) throws -> Snapshot.PendingOperation {
        guard let kind = json["type"]?.string.flatMap(Snapshot.PendingOperation.Kind.init),
            let resource = json["resource"]
        else { throw StateError(.damaged, "a pending operation is malformed") }
        return Snapshot.PendingOperation(kind, try reader.state(resource))
    }

    /// Removes the states and pending operations from the checkpoint and returns them decrypted.
    ///
    /// - Throws: As ``snapshot(_:checkedFor:)``.
    mutating func takeSnapshot(_ vault: SecretVault, checkedFor stack: StackReference?) throws -> Snapshot {
        let snapshot = try snapshot(vault, checkedFor: stack)
        resources = []
        pendingOperations = []
        return snapshot
    }

    /// Returns the bytes of a stack's file with the states and pending operations of a snapshot.
    ///
    /// States are written one at a time, so that the file never exists as a tree. `isDeployment` sets the time of the
    /// manifest; a manual change does not.
    ///
    /// - Throws: An error if a secret cannot be encrypted.
    func fileBytes(
        stack: String,
        holding snapshot: Snapshot,
        _ vault: SecretVault,
        secrets: any SecretsProvider,
        isDeployment: Bool
    ) throws -> [UInt8] {
        let writer = ResourceStateWriter(vault: vault)
        let states = snapshot.resources
        var features: Set<String> = []
        var lists: [(key: String, list: JSONWriter)] = []
        func add<Element>(_ key: String, _ elements: [Element], _ json: (Element) throws -> JSON) throws {
            if elements.isEmpty { return }
            var list = JSONWriter(options: Self.fileOptions)
            list.reserveCapacity(2048 * elements.count)
            list.openArray()
            for element in elements { list.write(try json(element)) }
            list.closeArray()
            lists.append((key, list))
        }
        try add("resources", states) { state in
            let json = try writer.json(state)
            features.formUnion(Self.features(of: json))
            return json
        }
        try add("pending_operations", snapshot.pendingOperations) { operation in
            ["resource": try writer.json(operation.resource), "type": .string(operation.kind.rawValue)]
        }
        var header = self
        let provider: JSON? = secrets.state.map { ["type": .string(secrets.type), "state": $0] }
        // Loaded states have passed the integrity check, and the engine adds only consistent ones.
        if case .object(var metadata)? = header.deployment?["metadata"] {
            metadata["integrity_error"] = nil
            header.deployment?["metadata"] = .object(metadata)
        }
        header.touch(provider: provider, notesTime: isDeployment, features: features)
        return header.fileBytes(stack: stack, lists: lists)
    }

    /// Notes that the checkpoint was changed, and replaces its secrets provider if one is given.
    ///
    /// `notesTime` sets the time of the manifest. Its version and magic are kept: they belong to the engine that wrote
    /// the checkpoint first.
    mutating func touch(provider: JSON? = nil, notesTime: Bool = true) {
        touch(provider: provider, notesTime: notesTime, features: Set(resources.flatMap(Self.features)))
    }

    private mutating func touch(provider: JSON?, notesTime: Bool, features found: Set<String>) {
        let old = deployment ?? [:]
        var manifest = old["manifest"]?.object ?? ["time": .string(TimeText.now()), "magic": "", "version": ""]
        if notesTime { manifest["time"] = .string(TimeText.now()) }
        var new: JSON.Object = ["manifest": .object(manifest)]
        new["secrets_providers"] = provider ?? old["secrets_providers"]
        new["metadata"] = old["metadata"] ?? [:]
        for member in old where new[member.key] == nil { new[member.key] = member.value }
        deployment = new
        var found = found
        if let snippets = deployment?["snippets"], !snippets.isNull { found.insert("snippets-prototype") }
        features = found.sorted()
        version = features.isEmpty ? Self.usualVersion : Self.newestVersion
    }

    private static func features(of resource: JSON) -> [String] {
        featureMembers.compactMap { member, feature in resource[member] == nil ? nil : feature }
    }

    /// The members of a resource that older engines would drop, each with the feature that protects it.
    private static let featureMembers: [(String, String)] = [
        ("refreshBeforeUpdate", "refreshBeforeUpdate"), ("viewOf", "views"), ("resourceHooks", "hooks"),
        ("taint", "taint"), ("replaceWith", "replaceWith"), ("extensionRef", "extensionParameterization"),
        ("snippetID", "snippets-prototype"),
    ]

    /// Returns the decrypted outputs of the stack; empty if it has none.
    ///
    /// - Throws: As ``snapshot(_:checkedFor:)``.
    func outputs(_ vault: SecretVault) throws -> PropertyMap {
        let root = resources.first { resource in
            resource["type"]?.string == URN.stackType && (resource["parent"]?.string ?? "").isEmpty
        }
        guard let root else { return [:] }
        return try ResourceStateReader(vault: vault).state(root).outputs
    }
}

// MARK: - Secrets

extension Checkpoint {
    /// Returns a copy with `plaintext` instead of every `ciphertext`.
    ///
    /// - Throws: ``StateError`` if a secret cannot be decrypted.
    func showingSecrets(_ secrets: any SecretsProvider) throws(StateError) -> Checkpoint {
        var copy = self
        let show = { (ciphertext: String) throws(StateError) -> String in
            try JSON.replacingInnerSecrets(in: secrets.decrypt(ciphertext), "ciphertext", "plaintext")
        }
        copy.resources = try JSON.array(resources).replacingSecrets("ciphertext", "plaintext", show).array ?? []
        copy.pendingOperations =
            try JSON.array(pendingOperations).replacingSecrets("ciphertext", "plaintext", show).array ?? []
        return copy
    }

    /// Returns a copy with `ciphertext` instead of every `plaintext`.
    ///
    /// - Throws: ``StateError`` if a secret cannot be encrypted.
    func hidingSecrets(_ secrets: any SecretsProvider) throws(StateError) -> Checkpoint {
        var copy = self
        let hide = { (plaintext: String) throws(StateError) -> String in
            try secrets.encrypt(JSON.replacingInnerSecrets(in: plaintext, "plaintext", "ciphertext"))
        }
        copy.resources = try JSON.array(resources).replacingSecrets("plaintext", "ciphertext", hide).array ?? []
        copy.pendingOperations =
            try JSON.array(pendingOperations).replacingSecrets("plaintext", "ciphertext", hide).array ?? []
        return copy
    }

    /// Indicates that the checkpoint contains encrypted values.
    public var holdsSecrets: Bool {
        resources.contains(where: \.holdsSecrets) || pendingOperations.contains(where: \.holdsSecrets)
    }
}

extension JSON {
    /// The key that marks a secret in Pulumi's JSON.
    private static let signatureKey = "4dabf18193072939515e22adb298388d"
    private static let secretSignature = "1b47061264138c4ac30d75fd1eb44270"

    /// Returns the JSON text of a secret with the member `old` of nested secrets, in plain text under either name,
    /// renamed.
    ///
    /// - Throws: ``StateError`` if the text is not JSON.
    fileprivate static func replacingInnerSecrets(
        in text: String,
        _ old: String,
        _ new: String
    ) throws(StateError) -> String {
        let value: JSON
        do {
            value = try JSON(parsing: text)
        } catch {
            throw StateError(.damaged, "the plaintext of a secret is not JSON")
        }
        guard value.holdsSecrets else { return text }
        let change = { (inner: String) throws(StateError) -> String in try replacingInnerSecrets(in: inner, old, new) }
        return try value.replacingSecrets(old, new, change).text(.escapingHTML)
    }

    fileprivate var isSecret: Bool { self[Self.signatureKey]?.string == Self.secretSignature }

    fileprivate var holdsSecrets: Bool {
        switch self {
        case .array(let elements): elements.contains(where: \.holdsSecrets)
        case .object(let object): isSecret || object.values.contains(where: \.holdsSecrets)
        default: false
        }
    }

    /// Returns the value with the member `old` of every secret replaced by `new`, whose value comes from `change`.
    fileprivate func replacingSecrets(
        _ old: String,
        _ new: String,
        _ change: (String) throws(StateError) -> String
    ) throws(StateError) -> JSON {
        switch self {
        case .array(var elements):
            for index in elements.indices {
                elements[index] = try elements[index].replacingSecrets(old, new, change)
            }
            return .array(elements)
        case .object(var object):
            if isSecret, let text = object[old]?.string {
                return [Self.signatureKey: .string(Self.secretSignature), new: .string(try change(text))]
            }
            for member in object {
                object[member.key] = try member.value.replacingSecrets(old, new, change)
            }
            return .object(object)
        default:
            return self
        }
    }
}
