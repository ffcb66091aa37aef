/// The operation of a step; raw values are Pulumi's names, as in `preview --json`.
public enum StepOperation: String, Hashable, Sendable, CaseIterable {
    case same, create, update, delete, replace
    case createReplacement = "create-replacement"
    case deleteReplaced = "delete-replaced"
    case read
    case readReplacement = "read-replacement"
    case refresh
    case readDiscard = "discard"
    case discardReplaced = "discard-replaced"
    case removePendingReplace = "remove-pending-replace"
    case `import`
    case importReplacement = "import-replacement"

    /// Indicates whether it changes no resource.
    public var isSame: Bool { self == .same || self == .refresh || self == .read }

    /// The word for a running step, such as `creating`.
    public var progress: String { Self.words[self]?.0 ?? rawValue }

    /// The word for a finished step, such as `created`.
    public var done: String { Self.words[self]?.1 ?? rawValue }

    private static let words: [StepOperation: (String, String)] = [
        .same: ("checking", "unchanged"), .create: ("creating", "created"), .update: ("updating", "updated"),
        .delete: ("deleting", "deleted"), .replace: ("replacing", "replaced"),
        .createReplacement: ("creating replacement", "created replacement"),
        .deleteReplaced: ("deleting original", "deleted original"), .read: ("reading", "read"),
        .readReplacement: ("reading replacement", "read replacement"), .refresh: ("refreshing", "refreshed"),
        .readDiscard: ("discarding", "discarded"), .discardReplaced: ("discarding original", "discarded original"),
        .removePendingReplace: ("completing deletion", "completed deletion"), .import: ("importing", "imported"),
        .importReplacement: ("importing replacement", "imported replacement"),
    ]
}
