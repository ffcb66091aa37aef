internal import Crypto
internal import Glibc
internal import JSON

/// The selected stack of a project on this machine.
///
/// It is stored in `workspaces/<project>-<SHA-1 of the path of Pulumi.yaml>-workspace.json` in Pulumi's home folder.
public struct Workspace: Sendable {
    private let project: Project
    private let path: String
    private let environment: [String: String]

    /// Creates the workspace of a project.
    public init(_ project: Project, environment: [String: String]) {
        self.project = project
        self.environment = environment
        let name = "\(project.name)-\(hexadecimal(SHA1.hash(Array(project.file.utf8))))-workspace.json"
        path = "\(BackendLocation.pulumiHome(environment))/workspaces/\(name)"
    }

    /// Returns the current stack: `PULUMI_STACK`, else the selected one; `nil` if there is none.
    ///
    /// - Throws: ``StateError`` if the name is invalid, or the file is damaged.
    public func selectedStack(in backend: FileBackend) throws(StateError) -> StackReference? {
        if let name = environment["PULUMI_STACK"], !name.isEmpty {
            return try backend.reference(name, project: project.name)
        }
        let settings = try read()
        guard let name = settings["stacks"]?[backend.url]?.string ?? settings["stack"]?.string, !name.isEmpty else {
            return nil
        }
        // The selection may belong to another backend, such as Pulumi Cloud.
        return try? backend.reference(name, project: project.name)
    }

    /// Selects a stack, or deselects the current one if `stack` is `nil`.
    ///
    /// - Throws: ``StateError`` if the file cannot be written.
    public func select(_ stack: StackReference?, in backend: FileBackend) throws(StateError) {
        var settings = try read()
        var stacks = settings["stacks"]?.object ?? [:]
        stacks[backend.url] = stack.map { .string($0.description) }
        // Older versions of Pulumi read only `stack`, newer ones `stacks`.
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
