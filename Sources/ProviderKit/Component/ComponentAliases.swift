/// What a component was called before, and where that stands among the aliases that a program gives.
public struct ComponentAliases: Sendable {
    /// The component's own aliases.
    public var own: [OwnAlias]
    /// Whether they come before the program's.
    public var areFirst: Bool

    /// Aliases that come before the program's.
    public init(_ own: [OwnAlias] = [], areFirst: Bool = true) {
        self.own = own
        self.areFirst = areFirst
    }
}
