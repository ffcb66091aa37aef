import PulumiProtocol

/// The features that an engine has.
struct EngineFeatures: Sendable {
    /// True if values may be marked secret.
    var secrets = true
    /// True if resources may be referred to.
    var resourceReferences = true
    /// True if the engine works out aliases from their specifications.
    var aliasSpecs = true

    init() {}

    /// The form in which values are sent to this engine.
    var marshalOptions: MarshalOptions {
        MarshalOptions(keepsSecrets: secrets, keepsResources: resourceReferences)
    }

    /// Asks the engine, all at once.
    init(of monitor: any ResourceMonitor) async throws {
        async let secrets = monitor.supportsFeature("secrets")
        async let resourceReferences = monitor.supportsFeature("resourceReferences")
        async let aliasSpecs = monitor.supportsFeature("aliasSpecs")
        (self.secrets, self.resourceReferences, self.aliasSpecs) =
            try await (secrets, resourceReferences, aliasSpecs)
    }
}
