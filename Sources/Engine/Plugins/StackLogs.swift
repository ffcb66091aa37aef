import ProviderKit
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

    /// One log event.
    public struct Event: Hashable, Sendable {
        /// The identity of the event among those of its source.
        public let id: String
        /// The time in milliseconds since 1970.
        public let time: Int
        /// The name of the stream, such as that of a container in a task.
        public let stream: String
        /// The text, which may end with a line break.
        public let message: String

        /// Creates an event from its parts.
        public init(id: String, time: Int, stream: String, message: String) {
            self.id = id
            self.time = time
            self.stream = stream
            self.message = message
        }
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
    public func events(of source: Source, since: Int) async throws -> [Event] {
        let provider = try await registry.instance(source.provider)
        var events: [Event] = []
        var seen: Set<String> = []
        var since = since
        while true {
            let arguments: PropertyMap = [
                ResourceLogs.sourceKey: source.value, ResourceLogs.sinceKey: .number(Double(since)),
            ]
            let answer: InvokeResponse = try await provider.plugin.call(
                ResourceLogs.eventsMethod,
                InvokeRequest(args: arguments)
            )
            let page = (answer.return[ResourceLogs.eventsKey]?.list ?? []).map(Event.init)
            let new = page.filter { seen.insert($0.id).inserted }
            events += new
            guard answer.return[ResourceLogs.isCompleteKey]?.bool == false, let last = page.last else { return events }
            // A page full of known events of one moment: what follows is later.
            since = new.isEmpty ? last.time + 1 : last.time
        }
    }
}

extension StackLogs.Event {
    fileprivate init(_ value: PropertyValue) {
        let members = value.map ?? [:]
        self.init(
            id: members["id"]?.string ?? "",
            time: Int(members["time"]?.number ?? 0),
            stream: members["stream"]?.string ?? "",
            message: members["message"]?.string ?? ""
        )
    }
}
