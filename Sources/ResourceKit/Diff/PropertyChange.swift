/// One difference between a resource's last inputs and its new ones.
package struct PropertyChange: Hashable, Sendable {
    /// The kind of change of a property.
    package enum Kind: Sendable {
        case add
        case delete
        case update
    }

    /// The property's path, such as `networkConfiguration.subnets`.
    package let path: String
    package let kind: Kind
    /// The resource must be made anew because of it.
    package var replaces: Bool

    /// The top-level property that the path begins with.
    package var property: String {
        String(path.prefix { $0 != "." && $0 != "[" })
    }
}
