/// One difference between a resource's last inputs and its new ones.
struct PropertyChange: Hashable, Sendable {
    /// What happened to the property.
    enum Kind: Sendable {
        case add
        case delete
        case update
    }

    /// The property's path, such as `networkConfiguration.subnets`.
    let path: String
    let kind: Kind
    /// The resource must be made anew because of it.
    var replaces: Bool

    /// The top-level property that the path begins with.
    var property: String {
        String(path.prefix { $0 != "." && $0 != "[" })
    }
}
