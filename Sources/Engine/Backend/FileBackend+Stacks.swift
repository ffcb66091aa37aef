internal import JSON
internal import PulumiProtocol

extension FileBackend {
    /// One line of the list of stacks.
    public struct StackSummary: Sendable {
        /// The stack.
        public let reference: StackReference
        /// When it was last saved, in RFC 3339; `nil` if nothing was ever deployed or the file is damaged.
        public let lastUpdate: String?
        /// How many resources it has; `nil` if nothing was ever deployed or the file is damaged.
        public let resourceCount: Int?
    }

    /// Whether there is such a stack.
    public func exists(_ stack: StackReference) -> Bool { store.exists(key(stack)) }

    /// The stacks of a project, or of all projects, by name.
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
                remedy: "run 'awsx stack init \(stack.name)' to make it, or 'awsx stack ls' to see those there are"
            )
        }
    }
}

// MARK: - Making and removing

extension FileBackend {
    /// Makes a stack without resources.
    ///
    /// - Parameter secrets: The provider that the checkpoint names from the start, if it has made its key.
    /// - Throws: ``StateError/Kind/stackExists``, or what the operating system says.
    public func create(_ stack: StackReference, secrets: (any SecretsProvider)? = nil) throws(StateError) {
        try prepare()
        let lock = try StackLock(store, stack)
        defer { lock.release() }
        guard !exists(stack) else {
            throw StateError(.stackExists, "stack '\(stack.name)' already exists in \(url)")
        }
        // A journal here is of a stack that another engine removed.
        try store.remove(journalKey(stack))
        var checkpoint = Checkpoint()
        if let secrets, let state = secrets.state {
            checkpoint.touch(provider: ["type": .string(secrets.type), "state": state])
        }
        try write(checkpoint.fileBytes(stack: stack.description), to: newKey(stack))
    }

    /// Removes a stack with its history and tags; its last checkpoint stays as the file with `.bak`.
    ///
    /// - Parameters:
    ///   - force: Whether it may still have resources, which then are forgotten.
    ///   - removesBackups: Whether its last checkpoint and the copies of all others are removed too.
    /// - Throws: ``StateError/Kind/refused`` if it still has resources and `force` is false.
    public func remove(
        _ stack: StackReference,
        force: Bool = false,
        removesBackups: Bool = false
    ) throws(StateError) {
        let lock = try StackLock(store, stack)
        defer { lock.release() }
        if !force {
            let checkpoint = try load(stack).checkpoint
            let others = checkpoint.resources.filter { $0["type"]?.string != StackIdentity.stackType }
            guard others.isEmpty else {
                throw StateError(
                    .refused,
                    "stack '\(stack.name)' still has resources (\(others.count)), and removing it would forget them",
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

    /// Takes the checkpoint and the journal of a stack away.
    private func retire(_ stack: StackReference, keepingBackup: Bool) throws(StateError) {
        let key = key(stack)
        if keepingBackup { try store.copy(key, to: key + ".bak") } else { try store.remove(key + ".bak") }
        try store.remove(key)
        try store.remove(journalKey(stack))
    }

    /// Gives a stack another name, in all its resources too.
    ///
    /// - Throws: ``StateError`` if there is one of that name already.
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

    /// Moves stacks from before projects to the layout with projects.
    ///
    /// - Parameter project: The project of stacks that have no resource to tell it by; `nil` leaves them.
    /// - Returns: What was moved where, and the stacks that were left, each with the reason.
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
                    left.append((name, "nothing tells its project: run the command in the project's folder"))
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
