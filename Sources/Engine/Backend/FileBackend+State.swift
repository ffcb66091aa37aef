internal import JSON
public import PulumiProtocol

// Operations on a stack's whole state: export, import, outputs, history.

extension FileBackend {
    /// Returns the JSON text that `stack export` prints.
    ///
    /// - Parameters:
    ///   - stack: The stack.
    ///   - version: The number of a deployment, counted from 1 in the order of the history; `nil` for the current
    ///     state.
    ///   - secrets: Decrypts the secrets; `nil` leaves them encrypted, which needs no passphrase.
    /// - Returns: Indented JSON that ends with a line feed.
    /// - Throws: ``StateError`` if there is no such stack, or its secrets cannot be decrypted.
    public func export(
        _ stack: StackReference,
        version: Int? = nil,
        showing secrets: (any SecretsProvider)? = nil
    ) throws(StateError) -> String {
        let checkpoint = if let version { try past(stack, version) } else { try load(stack).checkpoint }
        guard let secrets else { return checkpoint.exportText() }
        return try checkpoint.showingSecrets(checkpoint.provider(secrets)).exportText()
    }

    private func past(_ stack: StackReference, _ version: Int) throws(StateError) -> Checkpoint {
        try require(stack)
        let keys = try historyFiles(stack, "checkpoint")
        guard keys.indices.contains(version - 1) else {
            throw StateError(
                .refused,
                "stack '\(stack.name)' has no version \(version): its history has \(keys.count)",
                remedy: "run 'awsx stack history --stack \(stack.name)' to see them"
            )
        }
        return try parse(try contents(keys[version - 1]) ?? [], keys[version - 1], of: stack)
    }

    /// Replaces a stack's state by the JSON that `stack export` wrote, with secrets encrypted or in plain text.
    ///
    /// With `force`, faults such as a missing parent and resources of another stack become warnings.
    ///
    /// - Returns: Warnings for the user.
    /// - Throws: ``StateError`` that describes the fault.
    @discardableResult
    public func `import`(
        _ stack: StackReference,
        _ export: [UInt8],
        secrets: any SecretsProvider,
        force: Bool = false
    ) throws -> [String] {
        let lock = try StackLock(store, stack)
        defer { lock.release() }
        try require(stack)
        var checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint(parsingExport: export)
        } catch {
            throw StateError(error.kind, "cannot import the state: \(error.message)", remedy: error.remedy)
        }
        var warnings = try checkpoint.faults(of: stack)
        if !force, settings.checksIntegrity, !warnings.isEmpty {
            throw StateError(
                .refused,
                "cannot import the state: \(warnings.joined(separator: "\n  "))",
                remedy: "pass --force to import it anyway"
            )
        }
        // An operation that was pending elsewhere cannot be continued here.
        warnings += checkpoint.pendingOperations.map { operation in
            let urn = operation["resource"]?["urn"]?.string ?? ""
            return "removing the pending operation '\(operation["type"]?.string ?? "")' on \(urn)"
        }
        checkpoint.pendingOperations = []
        checkpoint = try checkpoint.hidingSecrets(checkpoint.provider(secrets))
        if checkpoint.deployment != nil {
            let provider = checkpoint.secretsProvider == nil ? secrets.state : nil
            checkpoint.touch(
                provider: provider.map { ["type": .string(secrets.type), "state": $0] },
                notesTime: false
            )
        }
        try save(checkpoint.fileBytes(stack: stack.description), of: stack, journal: nil)
        return warnings
    }

    /// Re-encrypts all secrets of a stack's state with another provider, which the state then names.
    ///
    /// - Throws: ``StateError`` if there is no such stack, or a secret cannot be decrypted.
    public func reencrypt(
        _ stack: StackReference,
        from old: any SecretsProvider,
        to new: any SecretsProvider
    ) throws(StateError) {
        let lock = try StackLock(store, stack)
        defer { lock.release() }
        var checkpoint = try load(stack).checkpoint
        guard checkpoint.deployment != nil else { return }
        checkpoint = try checkpoint.showingSecrets(checkpoint.provider(old)).hidingSecrets(new)
        checkpoint.touch(
            provider: new.state.map { ["type": .string(new.type), "state": $0] },
            notesTime: false
        )
        try save(checkpoint.fileBytes(stack: stack.description), of: stack, journal: nil)
    }

    /// Returns the stack's outputs, decrypted, with secrets marked as such.
    ///
    /// ``RedactingSecrets/forCheckpoint`` as `secrets` hides secret values and needs no passphrase.
    ///
    /// - Throws: ``StateError`` if there is no such stack, or its secrets cannot be decrypted.
    public func outputs(_ stack: StackReference, secrets: any SecretsProvider) throws -> PropertyMap {
        let checkpoint = try load(stack).checkpoint
        return try checkpoint.outputs(SecretVault(checkpoint.provider(secrets)))
    }

    /// Returns the holders of a stack's locks.
    ///
    /// - Throws: ``StateError`` if there is no such stack, or its locks cannot be read.
    public func lockHolders(_ stack: StackReference) throws(StateError) -> [LockHolder] {
        try require(stack)
        return try StackLock.holders(store, StackLock.folder(of: stack), except: nil, removingGone: false)
    }

    /// Removes all locks of a stack.
    ///
    /// - Parameters:
    ///   - stack: The stack.
    ///   - force: Removes the locks of processes of this machine that run, too.
    /// - Returns: The holders of the removed locks.
    /// - Throws: ``StateError`` if there is no such stack, a lock cannot be removed, or its holder runs.
    @discardableResult
    public func cancel(_ stack: StackReference, force: Bool = false) throws(StateError) -> [LockHolder] {
        let holders = try lockHolders(stack)
        if !force, let holder = holders.first(where: \.isRunning) {
            throw StateError(
                .refused,
                "stack '\(stack.name)' is locked by \(holder), which is running",
                remedy:
                    "interrupt process \(holder.processIdentifier), which then saves what it has done; or pass --force"
            )
        }
        try store.removeFolder(StackLock.folder(of: stack))
        return holders
    }
}

// MARK: - History

extension FileBackend {
    /// Returns the history of a stack, the latest entry first.
    ///
    /// - Parameters:
    ///   - stack: The stack.
    ///   - pageSize: The maximum number of entries; 0 for all.
    ///   - page: The number of the page of that size, counted from 1.
    /// - Returns: The entries of the page.
    /// - Throws: ``StateError`` if there is no such stack or a file cannot be read.
    public func history(
        _ stack: StackReference,
        pageSize: Int = 0,
        page: Int = 1
    ) throws(StateError) -> [UpdateRecord] {
        try require(stack)
        var keys = try historyFiles(stack, "history").reversed()[...]
        if pageSize > 0 { keys = keys.dropFirst((max(page, 1) - 1) * pageSize).prefix(pageSize) }
        var records: [UpdateRecord] = []
        for key in keys {
            guard let bytes = try contents(key), let json = try? JSON(parsing: bytes), let record = UpdateRecord(json)
            else { throw StateError(.damaged, "\(store.path(key)) is not a history entry") }
            records.append(record)
        }
        return records
    }

    /// Returns the files of one kind in a stack's history, the oldest first.
    private func historyFiles(_ stack: StackReference, _ kind: String) throws(StateError) -> [String] {
        let folder = historyFolder(stack)
        return try store.list(folder).filter { name in
            name.hasSuffix(".\(kind).json") || name.hasSuffix(".\(kind).json\(Self.compressedSuffix)")
        }.map { "\(folder)/\($0)" }
    }
}
