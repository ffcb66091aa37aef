import Engine

extension StepOperation {
    /// The sign before a row, as in Pulumi's output.
    var sign: String { Self.looks[self]?.sign ?? " " }

    /// How a row looks.
    var style: Style { Self.looks[self]?.style ?? .dim }

    private static let looks: [StepOperation: (sign: String, style: Style)] = [
        .create: ("+", .green), .update: ("~", .yellow), .delete: ("-", .red), .replace: ("+-", .magenta),
        .createReplacement: ("++", .green), .deleteReplaced: ("--", .red), .read: (">", .cyan),
        .readReplacement: (">>", .cyan), .readDiscard: ("<", .yellow), .discardReplaced: ("<<", .yellow),
        .import: ("=", .cyan), .importReplacement: ("=>", .cyan),
    ]

    /// The order in which a summary lists operations, and the word for each.
    static let summarised: [(operation: StepOperation, done: String, planned: String)] = [
        (.create, "created", "to create"), (.update, "updated", "to update"), (.replace, "replaced", "to replace"),
        (.delete, "deleted", "to delete"), (.import, "imported", "to import"), (.read, "read", "to read"),
        (.readDiscard, "forgotten", "to forget"), (.same, "unchanged", "unchanged"),
    ]
}
