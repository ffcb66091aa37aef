/// The difference of one property between two states of a resource.
public struct PropertyDifference: Hashable, Sendable {
    /// The kind of difference; raw values are Pulumi's names.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case add
        case addReplace = "add-replace"
        case delete
        case deleteReplace = "delete-replace"
        case update
        case updateReplace = "update-replace"

        /// The same difference, of a property whose change replaces the resource.
        public var replacing: Kind {
            switch self {
            case .add, .addReplace: .addReplace
            case .delete, .deleteReplace: .deleteReplace
            case .update, .updateReplace: .updateReplace
            }
        }

        /// The same difference seen from the other side, where nothing is replaced.
        var inverted: Kind {
            switch self {
            case .add, .addReplace: .delete
            case .delete, .deleteReplace: .add
            case .update, .updateReplace: .update
            }
        }

        /// Indicates whether the difference replaces the resource.
        public var replaces: Bool { self == replacing }
    }

    /// The kind of difference.
    public var kind: Kind
    /// Indicates whether two inputs differ; otherwise an output differs from the new input.
    public var isOfInputs: Bool

    /// A difference from its parts.
    public init(_ kind: Kind, isOfInputs: Bool) {
        self.kind = kind
        self.isOfInputs = isOfInputs
    }
}
