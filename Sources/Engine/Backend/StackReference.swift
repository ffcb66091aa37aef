/// The fully qualified name of a stack in a file backend: `organization/project/stack`.
public struct StackReference: Hashable, Sendable, CustomStringConvertible {
    /// The organization of every stack in a file backend.
    public static let organization = "organization"

    /// The project's name.
    public let project: String
    /// The stack's name.
    public let name: String
    /// Indicates a stack of the layout without projects (before Pulumi 3.61).
    let isLegacy: Bool

    /// Creates a reference from valid names.
    public init(project: String, name: String) {
        self.project = project
        self.name = name
        isLegacy = false
    }

    /// Creates a reference to a stack of the layout without projects; `project` is the one that its resources name.
    init(legacy name: String, project: String) {
        self.project = project
        self.name = name
        isLegacy = true
    }

    /// Parses the name of a stack of the layout without projects.
    ///
    /// - Throws: ``StateError`` that describes the fault of the name.
    init(parsingLegacy text: String, project: String?) throws(StateError) {
        try Self.validate(text, as: "stack")
        self.init(legacy: text, project: project ?? "")
    }

    /// Parses the name that a user typed: `stack`, `organization/stack` or `organization/project/stack`.
    ///
    /// `project` is the name of the current project, if there is one.
    ///
    /// - Throws: ``StateError`` that describes the fault of the name.
    public init(parsing text: String, project: String?) throws(StateError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.last, parts.count <= 3 else {
            throw StateError(.refused, "'\(text)' is not a stack name: use STACK or organization/PROJECT/STACK")
        }
        guard parts.count == 1 || parts[0] == Self.organization else {
            throw StateError(
                .refused,
                "the file backend has only one organization: use '\(Self.organization)/…' instead of '\(parts[0])/…'"
            )
        }
        guard let project = parts.count == 3 ? parts[1] : project else {
            throw StateError(
                .refused,
                "no Pulumi.yaml project file found, so the project of stack '\(text)' is unknown",
                remedy: "run the command in a project's folder, or use \(Self.organization)/project/\(name)"
            )
        }
        try Self.validate(project, as: "project")
        try Self.validate(name, as: "stack")
        self.init(project: project, name: name)
    }

    /// The text `organization/project/stack`, as in checkpoints; in the layout without projects, only the name.
    public var description: String { isLegacy ? name : "\(Self.organization)/\(project)/\(name)" }

    /// The stack's identity for the engine.
    public var identity: StackIdentity { StackIdentity(project: project, stack: name) }

    /// Checks a name by Pulumi's rule: up to 100 letters, digits, `-`, `_` and `.`.
    private static func validate(_ name: String, as kind: String) throws(StateError) {
        guard !name.isEmpty else { throw StateError(.refused, "the \(kind)'s name is empty") }
        guard name.utf8.count <= 100 else {
            throw StateError(.refused, "the \(kind)'s name is longer than 100 characters: '\(name)'")
        }
        let isValid = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        // `.` and `..` would leave the backend's folder.
        guard isValid, name != ".", name != ".." else {
            throw StateError(
                .refused,
                "'\(name)' is not a valid \(kind) name: use only letters, digits, hyphens, underscores and periods"
            )
        }
    }
}
