public import PulumiProtocol

/// What a program may know of the run it is in.
public struct ProgramContext: Sendable {
    /// The organization that the stack belongs to; `organization` on a file backend.
    public var organization: String
    /// The project's name.
    public var project: String
    /// The stack's name.
    public var stack: String
    /// The project's folder, an absolute path.
    public var rootFolder: String
    /// The folder of the program, from which it reads files, an absolute path.
    public var workingFolder: String
    /// Whether nothing is deployed, so that outputs may be unknown.
    public var isPreview: Bool
    /// How many steps the engine runs at once.
    public var parallel: Int
    /// The stack's configuration by full key (`shop:replicas`), as the program sees it.
    let configuration: PropertyMap
    /// The stack's configuration by full key: text, or secret text.
    let settings: [String: PropertyValue]
    /// Takes what is to be shown to the user, as it is found; called from several tasks at once.
    public var report: @Sendable (Diagnostic) -> Void

    /// A context from its parts.
    ///
    /// - Parameter configuration: By full key: text, or secret text; structured values are JSON text.
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
