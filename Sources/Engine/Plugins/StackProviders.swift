public import ProviderKit
import PulumiProtocol

/// The providers of a stack's resources, for calls of our own outside of a deployment.
public struct StackProviders: Sendable {
    private let registry: ProviderRegistry

    /// Creates the providers of a snapshot, which the host starts when they are first needed.
    public init(of snapshot: Snapshot, plugins: PluginHost) {
        registry = ProviderRegistry(plugins, states: snapshot.resources, isPreview: false)
    }

    /// Returns a way to make calls of our own to the provider that a resource's state names.
    ///
    /// - Throws: ``PluginError`` if there is none; ``ProviderFault`` if it does not start.
    public func caller(of reference: String) async throws -> PropertyCaller {
        try await registry.caller(of: reference)
    }
}
