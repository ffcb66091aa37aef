import ProviderKit
public import PulumiProtocol
import RPC

/// The services of a stack and how they run, asked through the services' own providers.
public struct StackStatus: Sendable {
    /// The state of one service that runs.
    public struct Service: Sendable {
        /// The service in the stack.
        public let resource: ResourceState
        /// The members that `ServiceStatus` of the provider kit lists.
        public let status: PropertyMap

        /// Creates the status of a resource.
        public init(resource: ResourceState, status: PropertyMap) {
            self.resource = resource
            self.status = status
        }
    }

    private let registry: ProviderRegistry

    /// Creates the status of a stack, whose providers the host starts when they are first needed.
    public init(of snapshot: Snapshot, plugins: PluginHost) {
        registry = ProviderRegistry(plugins, states: snapshot.resources, isPreview: false)
    }

    /// Returns the services among resources, in the order of the resources, and what could not be found out.
    ///
    /// A provider is asked twice, whatever the number of its services.
    ///
    /// - Throws: ``PluginError`` if a provider does not start, `StatusError` if it cannot tell.
    public func services(of resources: [ResourceState]) async throws -> (services: [Service], warnings: [String]) {
        let mine = resources.filter { $0.isCustom && !$0.isProvider && !$0.isExternal && !$0.id.isEmpty }
        var found: [String: PropertyMap] = [:]
        var warnings: [String] = []
        for (reference, states) in Dictionary(grouping: mine, by: \.provider).sorted(by: { $0.key < $1.key }) {
            let provider = try await registry.instance(reference)
            let types: InvokeResponse
            do { types = try await provider.plugin.call(ServiceStatus.typesMethod, InvokeRequest()) } catch let error
                as StatusError where error.code == .unimplemented
            {
                // Providers of other packages know no services.
                continue
            }
            let known = Set((types.return[ServiceStatus.typesKey]?.list ?? []).compactMap(\.string))
            let services = states.filter { known.contains($0.type) }
            guard !services.isEmpty else { continue }
            let arguments = services.map { state -> PropertyValue in
                .map([
                    "type": .string(state.type), "id": .string(state.id),
                    "outputs": .map(provider.outgoing(state.outputs)),
                ])
            }
            let answer: InvokeResponse = try await provider.plugin.call(
                ServiceStatus.method,
                InvokeRequest(args: [ServiceStatus.servicesKey: .list(arguments)])
            )
            for (state, status) in zip(services, answer.return[ServiceStatus.servicesKey]?.list ?? []) {
                found[state.urn] = status.map ?? [:]
            }
            warnings += (answer.return[ServiceStatus.warningsKey]?.list ?? []).compactMap(\.string)
        }
        return (mine.compactMap { state in found[state.urn].map { Service(resource: state, status: $0) } }, warnings)
    }
}
