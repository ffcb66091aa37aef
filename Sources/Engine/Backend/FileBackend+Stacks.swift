internal import JSON
internal import PulumiProtocol

extension FileBackend {
    /// An entry in the list of stacks.
    public struct StackSummary: Sendable {
        /// The stack.
        public let reference: StackReference
        /// The time of the last save, in RFC 3339; `nil` if nothing was ever deployed or the file is damaged.
        public let lastUpdate: String?
        /// The number of resources; `nil` if nothing was ever deployed or the file is damaged.
        public let resourceCount: Int?
    }

    /// Returns whether the stack exists.
    public func exists(_ stack: StackReference) -> Bool { store.exists(key(stack)) }

    /// Returns the stacks of a project, or of all projects, sorted by name.
    ///
    /// - Throws: ``StateError`` if the folder cannot be read.
    public func stacks(project: String? = nil) throws(StateError) -> [StackSummary] {
        try references(project: project).map { stack in
            let checkpoint = try? load(stack).checkpoint
            return StackSummary(
                reference: stack,
                lastUpdate: checkpoint?.lastUpdate,
                resourceCount: checkpoint.flatMap { $0.deployment == nil ? nil : $0.resourceCount }
            )
        }
    }

    private func references(project: String?) throws(StateError) -> [StackReference] {
        if layout == .legacy {
            let names = Set(try Self.legacyStacks(in: store)).sorted()
            return names.compactMap { try? StackReference(parsingLegacy: $0, project: project) }
        }
        var found: [StackReference] = []
        let projects = if let project { [project] } else { try store.list(".pulumi/stacks") }
        for project in projects {
            let names = Set(try store.list(".pulumi/stacks/\(project)").compactMap(Self.stackName)).sorted()
            found += names.compactMap { try? StackReference(parsing: $0, project: project) }
        }
        return found
    }

    func require(_ stack: StackReference) throws(StateError) {
        guard exists(stack) else {
            throw StateError(
                .noStack,
                "no stack named '\(stack.name)' found in \(url)",
                remedy: "run 'awsx stack init \(stack.name)' to create it, or 'awsx stack ls' to list the stacks"
            )
        }
    }
}

// MARK: - Making and removing

extension FileBackend {
    /// Creates a stack without resources.
    ///
    /// The checkpoint names `secrets` from the start, if that provider has its key already.
    ///
    /// - Throws: ``StateError/Kind/stackExists``, or an error of the operating system.
    public func create(_ stack: StackReference, secrets: (any SecretsProvider)? = nil) throws(StateError) {
        try prepare()
        let lock = try StackLock(store, stack)
        defer { lock.release() }
        guard !exists(stack) else {
            throw StateError(.stackExists, "stack '\(stack.name)' already exists in \(url)")
        }
        // Such a journal belongs to a stack of the same name that another engine removed.
        try store.remove(journalKey(stack))
        var checkpoint = Checkpoint()
        if let secrets, let state = secrets.state {
            checkpoint.touch(provider: ["type": .string(secrets.type), "state": state])
        }
        try write(checkpoint.fileBytes(stack: stack.description), to: newKey(stack))
    }

    /// Removes a stack with its history and tags; its last checkpoint is kept as a `.bak` file.
    ///
    /// - Parameters:
    ///   - stack: The stack.
    ///   - force: Removes the stack even if it still has resources.
    ///   - removesBackups: Removes the last checkpoint and all backups too.
    /// - Throws: ``StateError/Kind/refused`` if the stack still has resources and `force` is false.
    public func remove(
        _ stack: StackReference,
        force: Bool = false,
        removesBackups: Bool = false
    ) throws(StateError) {
        let lock = try StackLock(store, stack)
        defer { lock.release() }
        if !force {
            let checkpoint = try load(stack).checkpoint
            let others = checkpoint.resources.filter { $0["type"]?.string != URN.stackType }
            guard others.isEmpty else {
                throw StateError(
                    .refused,
                    "stack '\(stack.name)' still has resources (\(others.count)), and removing it would lose track of them",
                    remedy: "run 'awsx destroy --stack \(stack.name)' first, or add --force"
                )
            }
        } else {
            try require(stack)
        }
        try retire(stack, keepingBackup: !removesBackups)
        if removesBackups { try store.removeFolder(backupFolder(stack)) }
        try store.remove(tagsKey(stack))
        try store.removeFolder(historyFolder(stack))
    }

    /// Removes the checkpoint and the journal of a stack.
    private func retire(_ stack: StackReference, keepingBackup: Bool) throws(StateError) {
        let key = key(stack)
        if keepingBackup { try store.copy(key, to: key + ".bak") } else { try store.remove(key + ".bak") }
        try store.remove(key)
        try store.remove(journalKey(stack))
    }

    /// Renames a stack, including the URNs of its resources.
    ///
    /// - Throws: ``StateError`` if a stack of the new name exists already.
    public func rename(_ stack: StackReference, to new: StackReference) throws(StateError) {
        let lock = try StackLock(store, stack)
        defer { lock.release() }
        guard !exists(new) else { throw StateError(.stackExists, "stack '\(new.name)' already exists in \(url)") }
        var checkpoint = try load(stack).checkpoint
        checkpoint.rename(stack, to: new)
        try write(checkpoint.fileBytes(stack: new.description), to: newKey(new))
        for name in try store.list(historyFolder(stack)) where name.hasPrefix("\(stack.name)-") {
            let renamed = "\(historyFolder(new))/\(new.name)\(name.dropFirst(stack.name.count))"
            try store.copy("\(historyFolder(stack))/\(name)", to: renamed)
            try store.remove("\(historyFolder(stack))/\(name)")
        }
        try store.copy(tagsKey(stack), to: tagsKey(new))
        try store.remove(tagsKey(stack))
        try retire(stack, keepingBackup: true)
        try store.removeFolder(historyFolder(stack))
    }

    /// Moves stacks of the layout without projects to the layout with projects.
    ///
    /// - Parameter project: The project of stacks without resources, which name none themselves; `nil` leaves them.
    /// - Returns: The moved stacks, and the remaining ones, each with the reason.
    /// - Throws: ``StateError`` if the folder cannot be read or written.
    public func upgrade(
        project: String?
    ) throws(StateError) -> (moved: [StackReference], left: [(name: String, reason: String)]) {
        let names = Set(try Self.legacyStacks(in: store)).sorted()
        try writeMeta()
        var moved: [StackReference] = []
        var left: [(name: String, reason: String)] = []
        for name in names {
            do throws(StateError) {
                let unplaced = try StackReference(parsingLegacy: name, project: nil)
                let urn = try load(unplaced).checkpoint.resources.first?["urn"]?.string
                guard let project = urn.map({ URN($0)?.project ?? "" }) ?? project, !project.isEmpty else {
                    left.append((name, "its project is unknown: run the command in the project's folder"))
                    continue
                }
                let new = StackReference(project: project, name: name)
                try rename(StackReference(legacy: name, project: project), to: new)
                moved.append(new)
            } catch {
                left.append((name, error.message))
            }
        }
        return (moved, left)
    }
}
