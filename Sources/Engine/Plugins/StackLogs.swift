public import ProviderKit
import PulumiProtocol
import RPC

/// The log events of a stack's resources, read through the resources' own providers.
public struct StackLogs: Sendable {
    /// A place where a provider finds log events.
    public struct Source: Hashable, Sendable {
        /// The reference of the provider that understands ``value``.
        let provider: String
        let value: PropertyValue
    }

    private let snapshot: Snapshot
    private let registry: ProviderRegistry

    /// Creates the logs of a stack, whose providers the host starts when they are first needed.
    public init(of snapshot: Snapshot, plugins: PluginHost) {
        self.snapshot = snapshot
        registry = ProviderRegistry(plugins, states: snapshot.resources, isPreview: false)
    }

    /// Returns the sources of resources, each once, in the order of the resources.
    ///
    /// - Throws: ``PluginError`` if a provider does not start, `StatusError` if it cannot tell.
    public func sources(of resources: [ResourceState]) async throws -> [Source] {
        var sources: [Source] = []
        for state in resources where state.isCustom && !state.isProvider && !state.isExternal && !state.id.isEmpty {
            let provider = try await registry.instance(state.provider)
            let request = ReadRequest(
                id: state.id,
                urn: state.urn,
                properties: provider.outgoing(state.outputs),
                inputs: provider.outgoing(state.inputs),
                name: state.name,
                type: state.type
            )
            do {
                let answer: InvokeResponse = try await provider.plugin.call(ResourceLogs.sourcesMethod, request)
                for value in answer.return[ResourceLogs.sourcesKey]?.list ?? [] {
                    let source = Source(provider: state.provider, value: value)
                    if !sources.contains(source) { sources.append(source) }
                }
            } catch let error as StatusError where error.code == .unimplemented {
                // Providers of other packages know no logs.
                continue
            }
        }
        return sources
    }

    /// Returns all events of a source from a time on, in milliseconds since 1970; the oldest first.
    ///
    /// - Throws: `StatusError` if the provider cannot read them.
    public func events(of source: Source, since: Int) async throws -> [LogEvent] {
        try await ResourceLogs.events(of: source.value, since: since, by: registry.caller(of: source.provider))
    }
}
