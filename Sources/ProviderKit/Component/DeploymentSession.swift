public import PulumiProtocol

/// What all that one Construct registers has in common.
public struct DeploymentSession: Sendable {
    /// The engine.
    public let monitor: any ResourceMonitor
    /// The project's name.
    public let project: String
    /// The stack's name, without organization and project.
    public let stack: String
    /// Whether nothing is deployed.
    public let isPreview: Bool
    /// The version that children of a package are registered with.
    public let packageVersions: [String: String]
    let features: EngineFeatures

    /// A session for a Construct; asks the engine which features it has.
    public init(
        _ request: ConstructRequest,
        monitor: any ResourceMonitor,
        packageVersions: [String: String]
    ) async throws {
        self.monitor = monitor
        self.packageVersions = packageVersions
        project = request.project
        stack = request.stack
        isPreview = request.dryRun
        features = try await EngineFeatures(of: monitor)
    }

    /// Sends a registration with what every one of them says.
    func register(_ registration: inout RegisterResourceRequest) async throws -> RegisterResourceResponse {
        registration.acceptSecrets = true
        registration.acceptResources = true
        registration.supportsPartialValues = true
        registration.supportsResultReporting = true
        registration.aliasSpecs = features.aliasSpecs
        return try await monitor.registerResource(registration)
    }

    /// Adds what a resource was called before, as the engine understands it.
    ///
    /// - Returns: The former URNs, for children; empty if the engine works them out.
    func addAliases(
        _ aliases: ComponentAliases,
        given: [Alias],
        to registration: inout RegisterResourceRequest,
        parentFormers: [String]
    ) -> [String] {
        if features.aliasSpecs {
            let parent = registration.parent
            let own = aliases.own.map { alias in
                let spec = Alias.Spec(
                    name: alias.name ?? "",
                    type: alias.type ?? "",
                    parent: parent.isEmpty ? nil : .parentUrn(parent)
                )
                return Alias(alias: .spec(spec))
            }
            registration.aliases = aliases.areFirst ? own + given : given + own
            return []
        }
        let names = FormerURNs(
            type: registration.type,
            name: registration.name,
            parent: URN(registration.parent),
            stack: stack,
            project: project
        )
        let own = names.all(own: aliases.own, parentFormers: parentFormers)
        let urns = given.compactMap { if case .urn(let urn)? = $0.alias { urn } else { nil } }
        registration.aliasURNs = aliases.areFirst ? own + urns : urns + own
        return registration.aliasURNs
    }
}
