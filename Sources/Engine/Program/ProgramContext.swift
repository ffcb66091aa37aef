public import PulumiProtocol

/// The context of a program's run.
public struct ProgramContext: Sendable {
    /// The organization of the stack; `organization` on a file backend.
    public var organization: String
    /// The project's name.
    public var project: String
    /// The stack's name.
    public var stack: String
    /// The absolute path of the project's folder.
    public var rootFolder: String
    /// The absolute path of the program's folder, from which it reads files.
    public var workingFolder: String
    /// Indicates a preview, in which outputs may be unknown.
    public var isPreview: Bool
    /// The number of steps that the engine runs at once.
    public var parallel: Int
    /// The stack's configuration by full key (`shop:replicas`), with values as the program sees them.
    let configuration: PropertyMap
    /// The stack's configuration by full key, as text or secret text.
    let settings: [String: PropertyValue]
    /// Displays a diagnostic to the user; called from several tasks at once.
    public var report: @Sendable (Diagnostic) -> Void

    /// Creates a context.
    ///
    /// `configuration` maps full keys to text or secret text, with lists and maps as JSON text.
    public init(
        organization: String = "organization",
        project: String,
        stack: String,
        rootFolder: String,
        workingFolder: String,
        isPreview: Bool,
        parallel: Int = DeploymentOptions.defaultParallel,
        configuration: [String: PropertyValue] = [:],
        report: @escaping @Sendable (Diagnostic) -> Void = { _ in }
    ) {
        self.organization = organization
        self.project = project
        self.stack = stack
        self.rootFolder = rootFolder
        self.workingFolder = workingFolder
        self.isPreview = isPreview
        self.parallel = parallel
        self.configuration = PropertyMap(configuration.map { ($0.key, ProgramConfiguration.value(of: $0.value)) })
        settings = configuration
        self.report = report
    }
}
