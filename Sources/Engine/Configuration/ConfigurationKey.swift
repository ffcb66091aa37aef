/// A configuration key: `project:name` or `package:name`.
public struct ConfigurationKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The part before the colon: a project or a package.
    public let namespace: String
    /// The part after the colon, which may be a path into the value.
    public let name: String

    /// Parses a key.
    ///
    /// A key without namespace gets the project's name; old keys may contain `:config:`. If `isPath` is true, a path
    /// into the value may follow, such as `servers[0].port`.
    ///
    /// - Throws: ``StateError`` if the text has too many colons.
    public init(_ text: String, isPath: Bool = false, project: String) throws(StateError) {
        if isPath, let step = text.firstIndex(where: { $0 == "[" || $0 == "." }), step != text.startIndex {
            let top = try ConfigurationKey(String(text[..<step]), project: project)
            namespace = top.namespace
            name = top.name + text[step...]
            return
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch (parts.count, isPath) {
        case (1, _):
            namespace = project
            name = text
        case (2, _):
            namespace = parts[0]
            name = parts[1]
        case (3, _) where parts[1] == "config":
            namespace = parts[0]
            name = parts[2]
        default:
            throw StateError(
                .refused,
                "invalid configuration key: could not parse \(text) as a configuration key "
                    + "(configuration keys should be of the form `<namespace>:<name>`)"
            )
        }
    }

    /// Creates a key from its parts.
    init(namespace: String, name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// Returns the full key for a key of a settings file, or `nil` if it is malformed; `project` is the default
    /// namespace.
    static func full(_ text: String, project: String) -> String? {
        (try? ConfigurationKey(text, project: project))?.description
    }

    /// The text `namespace:name`.
    public var description: String { "\(namespace):\(name)" }

    /// Orders keys as Pulumi's lists do: by namespace, then by name.
    public static func < (one: ConfigurationKey, other: ConfigurationKey) -> Bool {
        (one.namespace, one.name) < (other.namespace, other.name)
    }

    /// Returns the key as a user of that project types it, without the project's name.
    public func short(in project: String) -> String { namespace == project ? name : description }
}
