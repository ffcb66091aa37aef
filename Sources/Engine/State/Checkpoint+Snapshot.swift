internal import JSON
internal import PulumiProtocol

extension Checkpoint {
    /// The states and operations that the checkpoint holds, decrypted.
    ///
    /// - Parameter stack: The stack to name if the states contradict each other; `nil` takes them as they are.
    /// - Throws: ``StateError`` that names what is damaged, or says why a secret cannot be decrypted.
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
        else { throw StateError(.damaged, "a pending operation is not what it must be") }
        return Snapshot.PendingOperation(kind, try reader.state(resource))
    }

    /// The states and operations that the checkpoint holds, decrypted, which it then holds no more.
    ///
    /// - Throws: As ``snapshot(_:checkedFor:)``.
    mutating func takeSnapshot(_ vault: SecretVault, checkedFor stack: StackReference?) throws -> Snapshot {
        let snapshot = try snapshot(vault, checkedFor: stack)
        resources = []
        pendingOperations = []
        return snapshot
    }

    /// The file of a stack with the states and operations of a snapshot for its own, and the secrets provider. One
    /// state after the other is written: the whole is never a tree.
    ///
    /// - Parameter isDeployment: Whether a deployment made them, which notes the time; a change by hand does not.
    /// - Throws: What keeps a secret from being encrypted.
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
        // States that were taken in passed the check, and what an engine adds to them does.
        if case .object(var metadata)? = header.deployment?["metadata"] {
            metadata["integrity_error"] = nil
            header.deployment?["metadata"] = .object(metadata)
        }
        header.touch(provider: provider, notesTime: isDeployment, features: features)
        return header.fileBytes(stack: stack, lists: lists)
    }

    /// Notes that the checkpoint was changed; a provider that is given replaces the one that is noted.
    ///
    /// - Parameter notesTime: Whether the manifest gets the present time. The rest of it stays: the version and magic
    ///   of the engine that wrote it last fit each other, and say nothing of this one.
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

    /// Members of a resource that older engines would lose.
    private static let featureMembers: [(String, String)] = [
        ("refreshBeforeUpdate", "refreshBeforeUpdate"), ("viewOf", "views"), ("resourceHooks", "hooks"),
        ("taint", "taint"), ("replaceWith", "replaceWith"), ("extensionRef", "extensionParameterization"),
        ("snippetID", "snippets-prototype"),
    ]

    /// The outputs of the stack itself, decrypted; empty if it has none.
    ///
    /// - Throws: ``StateError``, as for the whole snapshot.
    func outputs(_ vault: SecretVault) throws -> PropertyMap {
        let root = resources.first { resource in
            resource["type"]?.string == StackIdentity.stackType && (resource["parent"]?.string ?? "").isEmpty
        }
        guard let root else { return [:] }
        return try ResourceStateReader(vault: vault).state(root).outputs
    }
}

// MARK: - Secrets in the file

extension Checkpoint {
    /// The same checkpoint with `plaintext` for every `ciphertext`.
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

    /// The same checkpoint with `ciphertext` for every `plaintext`.
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

    /// Whether anything in the checkpoint is encrypted.
    public var holdsSecrets: Bool {
        resources.contains(where: \.holdsSecrets) || pendingOperations.contains(where: \.holdsSecrets)
    }
}

extension JSON {
    /// By which Pulumi tells a secret from a plain object.
    private static let signatureKey = "4dabf18193072939515e22adb298388d"
    private static let secretSignature = "1b47061264138c4ac30d75fd1eb44270"

    /// The JSON text of a secret, in which secrets within stand in the clear under either name.
    ///
    /// - Throws: ``StateError`` if the text is no JSON, as that of every secret is.
    fileprivate static func replacingInnerSecrets(
        in text: String,
        _ old: String,
        _ new: String
    ) throws(StateError) -> String {
        let value: JSON
        do {
            value = try JSON(parsing: text)
        } catch {
            throw StateError(.damaged, "what a secret holds is not JSON")
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

    /// The value with the member `old` of every secret replaced by `new`, which holds what `change` makes of it.
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
