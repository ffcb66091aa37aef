/// Names a stack of a file backend: `organization/project/stack`.
public struct StackReference: Hashable, Sendable, CustomStringConvertible {
    /// The organization of every stack that a file backend holds.
    public static let organization = "organization"

    /// The project's name.
    public let project: String
    /// The stack's name.
    public let name: String
    /// Whether its files lie without its project, as before Pulumi 3.61.
    let isLegacy: Bool

    /// A reference from names that are known to be valid.
    public init(project: String, name: String) {
        self.project = project
        self.name = name
        isLegacy = false
    }

    /// A stack from before projects.
    ///
    /// - Parameter project: The project that its resources name.
    init(legacy name: String, project: String) {
        self.project = project
        self.name = name
        isLegacy = true
    }

    /// A stack from before projects from what a person types, which is its name.
    ///
    /// - Throws: ``StateError`` that says what is wrong with the name.
    init(parsingLegacy text: String, project: String?) throws(StateError) {
        try Self.validate(text, as: "stack")
        self.init(legacy: text, project: project ?? "")
    }

    /// A reference from what a person types: `stack`, `organization/stack` or `organization/project/stack`.
    ///
    /// - Parameter project: The name of the project that the command runs in, if it runs in one.
    /// - Throws: ``StateError`` that says what is wrong with the name.
    public init(parsing text: String, project: String?) throws(StateError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.last, parts.count <= 3 else {
            throw StateError(.refused, "'\(text)' is no stack: write stack, or organization/project/stack")
        }
        guard parts.count == 1 || parts[0] == Self.organization else {
            throw StateError(
                .refused,
                "a file backend knows only one organization: write '\(Self.organization)/…' instead of '\(parts[0])/…'"
            )
        }
        guard let project = parts.count == 3 ? parts[1] : project else {
            throw StateError(
                .refused,
                "no Pulumi.yaml project file found to tell which project's stack '\(text)' is",
                remedy: "run the command in a project's folder, or write \(Self.organization)/project/\(name)"
            )
        }
        try Self.validate(project, as: "project")
        try Self.validate(name, as: "stack")
        self.init(project: project, name: name)
    }

    /// `organization/project/stack`, as checkpoints and the selection have it; before projects, its name.
    public var description: String { isLegacy ? name : "\(Self.organization)/\(project)/\(name)" }

    /// Which stack the engine deploys.
    public var identity: StackIdentity { StackIdentity(project: project, stack: name) }

    /// Pulumi's rule for both names: up to 100 letters, digits, `-`, `_` and `.`.
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
        // `.` and `..` would lead out of the backend's folder.
        guard isValid, name != ".", name != ".." else {
            throw StateError(
                .refused,
                "'\(name)' cannot name a \(kind): only letters, digits, hyphens, underscores and periods may be in it"
            )
        }
    }
}
