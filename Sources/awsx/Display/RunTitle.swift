import Engine

/// What a run is called: for headings, questions and last words.
struct RunTitle: Sendable {
    /// What is done.
    let goal: DeploymentOptions.Goal
    /// Whether it is only planned.
    let isPreview: Bool
    /// The stack's name.
    let stack: String
    /// How many changes the plan has; `nil` where there was none.
    var planned: Int?

    /// `Previewing update (dev)`, `Updating (dev)`.
    var heading: String { (isPreview ? "Previewing \(noun)" : gerund) + " (\(PlainText.line(stack)))" }

    /// `update`, `refresh`, `destroy`, `import`.
    var noun: String {
        switch goal {
        case .update: "update"
        case .refresh: "refresh"
        case .destroy: "destroy"
        case .import: "import"
        }
    }

    /// The command that does it again.
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
