import Engine

extension StepOperation {
    /// The sign before a row, as in Pulumi's output.
    var sign: String { Self.looks[self]?.sign ?? "" }

    /// The sign in two columns.
    var prefix: String { sign.count < 2 ? sign.padded(to: 2) : sign }

    /// How a row looks.
    var style: Style { Self.looks[self]?.style ?? .plain }

    /// What a plan calls it.
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

    /// The order in which a summary lists operations, and the word for what was done. Reads change nothing, and
    /// what stays the same is told apart.
    static let summarised: [(operation: StepOperation, past: String)] = [
        (.create, "created"), (.update, "updated"), (.delete, "deleted"), (.replace, "replaced"),
        (.createReplacement, "created replacement"), (.deleteReplaced, "deleted original"),
        (.refresh, "refreshed"), (.import, "imported"), (.importReplacement, "imported replacement"),
    ]
}
