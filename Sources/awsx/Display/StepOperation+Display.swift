import Engine

extension StepOperation {
    /// The sign before a row, as in Pulumi's output.
    var sign: String { Self.looks[self]?.sign ?? "" }

    /// The sign, padded to two columns.
    var prefix: String { sign.count < 2 ? sign.padded(to: 2) : sign }

    /// The style of a row.
    var style: Style { Self.looks[self]?.style ?? .plain }

    /// The word for the operation in a preview.
    var planned: String { Self.plannedWords[self] ?? rawValue }

    private static let looks: [StepOperation: (sign: String, style: Style)] = [
        .create: ("+", .green), .update: ("~", .yellow), .delete: ("-", .red), .replace: ("+-", .magenta),
        .createReplacement: ("++", .green), .deleteReplaced: ("--", .red), .read: (">", .cyan),
        .readReplacement: (">>", .magenta), .refresh: ("~", .yellow), .readDiscard: ("<", .red),
        .discardReplaced: ("<<", .red), .removePendingReplace: ("~", .plain), .import: ("=", .green),
        .importReplacement: ("=>", .magenta),
    ]

    private static let plannedWords: [StepOperation: String] = [
        .createReplacement: "replace", .deleteReplaced: "replace", .readReplacement: "replace",
        .discardReplaced: "replace", .importReplacement: "import", .readDiscard: "discard",
    ]

    /// The operations in the order of the summary, each with its past participle.
    ///
    /// Reads and unchanged resources are not in it.
    static let summarised: [(operation: StepOperation, past: String)] = [
        (.create, "created"), (.update, "updated"), (.delete, "deleted"), (.replace, "replaced"),
        (.createReplacement, "created replacement"), (.deleteReplaced, "deleted original"),
        (.refresh, "refreshed"), (.import, "imported"), (.importReplacement, "imported replacement"),
    ]
}
