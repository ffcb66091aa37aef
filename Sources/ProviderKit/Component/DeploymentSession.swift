public import PulumiProtocol

/// The part of a deployment that all registrations of one Construct have in common.
public struct DeploymentSession: Sendable {
    /// The engine.
    public let monitor: any ResourceMonitor
    /// The project's name.
    public let project: String
    /// The stack's name, without organization and project.
    public let stack: String
    /// True if nothing is deployed.
    public let isPreview: Bool
    /// The version that children of a package are registered with.
    public let packageVersions: [String: String]
    /// The types of children whose operations wait, for which a component's `customTimeouts` are meant.
    let waitingTypes: Set<String>
    let features: EngineFeatures

    /// The rules for the children of components.
    public let childRules: any ChildRules
    /// Tells the user what is doubtful about the resource of a URN.
    public let warn: @Sendable (_ message: String, _ urn: String) async -> Void

    private let answers: EngineAnswers
    private let pass: EngineAnswers.Deployment

    /// Creates a session for a Construct.
    ///
    /// - Parameters:
    ///   - request: The Construct request.
    ///   - monitor: The engine's resource monitor.
    ///   - packageVersions: The versions to ask for, by package.
    ///   - waitingTypes: The types of children that inherit the `customTimeouts` of their component.
    ///   - answers: The memory of the provider, which spares the engine questions that it has answered.
    ///   - childRules: The rules by which children are checked before they are registered.
    ///   - warn: Tells the user what is doubtful about the resource of a URN.
    /// - Throws: ``StatusError`` if the engine does not say which features it has.
    public init(
        _ request: ConstructRequest,
        monitor: any ResourceMonitor,
        packageVersions: [String: String],
        waitingTypes: Set<String> = [],
        answers: EngineAnswers,
        childRules: any ChildRules = NoChildRules(),
        warn: @escaping @Sendable (_ message: String, _ urn: String) async -> Void = { _, _ in }
    ) async throws {
        self.answers = answers
        self.childRules = childRules
        self.warn = warn
        pass = EngineAnswers.Deployment(request)
        self.monitor = monitor
        self.packageVersions = packageVersions
        self.waitingTypes = waitingTypes
        project = request.project
        stack = request.stack
        isPreview = request.dryRun
        features = try await answers.features(of: monitor, at: request.monitorEndpoint)
    }

    /// Runs a function of a provider, unless an equal call of this deployment has been answered.
    func invoke(_ request: ResourceInvokeRequest) async throws -> ResourceInvokeResponse {
        try await answers.invoke(request, of: monitor, in: pass)
    }

    /// Sends a registration, with the fields that are the same in all of them.
    func register(_ registration: inout RegisterResourceRequest) async throws -> RegisterResourceResponse {
        registration.acceptSecrets = true
        registration.acceptResources = true
        registration.supportsPartialValues = true
        registration.supportsResultReporting = true
        registration.aliasSpecs = features.aliasSpecs
        return try await monitor.registerResource(registration)
    }
}
