import Engine

/// What a run is called: for headings, questions and last words.
struct RunTitle: Sendable {
    /// What is done.
    let goal: DeploymentOptions.Goal
    /// Whether it is only planned.
    let isPreview: Bool
    /// The stack's name.
    let stack: String
    /// How many changes the plan has, or for a refresh how many resources there are to read; `nil` if that is not
    /// known.
    var planned: Int?

    /// Whether a plan of it stands above.
    var followsPlan = false

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
