import Engine

/// The title of a run, for headings, prompts and the closing message.
struct RunTitle: Sendable {
    /// The goal of the run.
    let goal: DeploymentOptions.Goal
    /// Indicates a preview.
    let isPreview: Bool
    /// The stack's name.
    let stack: String
    /// The number of planned changes or, for a refresh, of resources to read; `nil` if it is unknown.
    var planned: Int?

    /// Indicates that a preview was shown before.
    var followsPlan = false

    /// The heading: `Previewing update (dev)`, `Updating (dev)`.
    var heading: String { (isPreview ? "Previewing \(noun)" : gerund) + " (\(PlainText.line(stack)))" }

    /// The noun: `update`, `refresh`, `destroy`, `import`.
    var noun: String {
        switch goal {
        case .update: "update"
        case .refresh: "refresh"
        case .destroy: "destroy"
        case .import: "import"
        }
    }

    /// The command that repeats the run.
    var command: String { goal == .update ? (isPreview ? "preview" : "up") : noun }

    private var gerund: String {
        switch goal {
        case .update: "Updating"
        case .refresh: "Refreshing"
        case .destroy: "Destroying"
        case .import: "Importing"
        }
    }
}
