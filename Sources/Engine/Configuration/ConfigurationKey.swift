/// Names a value of the configuration: `project:name` or `package:name`.
public struct ConfigurationKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// What stands before the colon: a project or package.
    public let namespace: String
    /// What stands after it; in a path, with the steps into the value.
    public let name: String

    /// A key from its text, which may lack the project's name, or hold `:config:` as old ones do.
    ///
    /// - Parameters:
    ///   - isPath: Whether steps into the value may follow, such as `servers[0].port`.
    ///   - project: The namespace of keys that name none.
    /// - Throws: ``StateError`` if the text holds more colons than that.
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

    /// A key from its parts.
    init(namespace: String, name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// The full key of what a file calls it; `nil` if that is no key.
    ///
    /// - Parameter project: The namespace of a key that has none.
    static func full(_ text: String, project: String) -> String? {
        (try? ConfigurationKey(text, project: project))?.description
    }

    /// `namespace:name`.
    public var description: String { "\(namespace):\(name)" }

    /// The order of Pulumi's lists: by namespace, then by name.
    public static func < (one: ConfigurationKey, other: ConfigurationKey) -> Bool {
        (one.namespace, one.name) < (other.namespace, other.name)
    }

    /// The key as a person of that project types it.
    public func short(in project: String) -> String { namespace == project ? name : description }
}
