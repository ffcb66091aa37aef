internal import Crypto
internal import Glibc
internal import JSON

/// What Pulumi remembers of a project on this machine: the stack that is selected.
///
/// It lies in `workspaces/<project>-<SHA-1 of the path of Pulumi.yaml>-workspace.json` of Pulumi's own folder.
public struct Workspace: Sendable {
    private let project: Project
    private let path: String
    private let environment: [String: String]

    /// What is remembered of a project.
    public init(_ project: Project, environment: [String: String]) {
        self.project = project
        self.environment = environment
        let name = "\(project.name)-\(hexadecimal(SHA1.hash(Array(project.file.utf8))))-workspace.json"
        path = "\(BackendLocation.pulumiHome(environment))/workspaces/\(name)"
    }

    /// The stack that commands are about: `PULUMI_STACK`, else the one that was selected; `nil` if there is none.
    ///
    /// - Throws: ``StateError`` if the name is none, or the file is damaged.
    public func selectedStack(in backend: FileBackend) throws(StateError) -> StackReference? {
        if let name = environment["PULUMI_STACK"], !name.isEmpty {
            return try backend.reference(name, project: project.name)
        }
        let settings = try read()
        guard let name = settings["stacks"]?[backend.url]?.string ?? settings["stack"]?.string, !name.isEmpty else {
            return nil
        }
        // A selection may be of another backend, such as Pulumi's service: it says nothing about this one.
        return try? backend.reference(name, project: project.name)
    }

    /// Selects a stack, or none.
    ///
    /// - Throws: ``StateError`` if the file cannot be written.
    public func select(_ stack: StackReference?, in backend: FileBackend) throws(StateError) {
        var settings = try read()
        var stacks = settings["stacks"]?.object ?? [:]
        stacks[backend.url] = stack.map { .string($0.description) }
        // Older engines read `stack` only, newer ones `stacks`.
        settings["stack"] = stack.map { .string($0.description) }
        settings["stacks"] = stacks.isEmpty ? JSON?.none : .object(stacks.sorted())
        if settings.isEmpty {
            guard unlink(path) == 0 || errno == ENOENT else { throw SystemFailure.error("delete", path) }
            return
        }
        try AtomicFile.write(path, JSON.object(settings).bytes([.escapingHTML, .indented]), mode: 0o600)
    }

    private func read() throws(StateError) -> JSON.Object {
        guard FilePath.isFile(path) else { return [:] }
        do {
            return try JSON(parsing: try TextFile.bytes(of: path)).object ?? [:]
        } catch {
            throw StateError(
                .damaged,
                "\(path) cannot be read: \(error)",
                remedy: "delete it, and select a stack again"
            )
        }
    }
}
