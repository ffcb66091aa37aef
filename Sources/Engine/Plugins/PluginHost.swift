public import PackageSchema
import PulumiProtocol
import RPC
import Synchronization

/// The plugins of one run of the command: started when first wanted or warmed up before, ended together.
///
/// A plugin that was started for its schema goes on as a provider, so that nothing is started twice.
public final class PluginHost: Sendable {
    /// A plugin, and what ends it.
    private struct Running {
        var plugin: Plugin
        var end: Promise<Void>
    }

    private struct State {
        /// Started and not yet given to a provider.
        var idle: [PluginRequest: [Promise<Plugin>]] = [:]
        var schemas: [PluginRequest: Promise<PackageSchema>] = [:]
        var live: [ObjectIdentifier: Running] = [:]
        var hasEnded = false
        /// The services that plugins may call while a deployment runs.
        var services = Service()
        var log: @Sendable (PluginRequest, String) -> Void = { _, _ in }
    }

    private let launcher: any PluginLauncher
    private let work: WorkGroup
    private let state = Mutex(State())

    private init(_ launcher: any PluginLauncher, _ work: WorkGroup) {
        self.launcher = launcher
        self.work = work
    }

    /// Runs `body` with a host, and ends all plugins when it returns.
    public static func with<Value: Sendable>(
        _ launcher: any PluginLauncher,
        _ body: @escaping @Sendable (PluginHost) async throws -> Value
    ) async throws -> Value {
        try await WorkGroup.with { work in
            let host = PluginHost(launcher, work)
            defer { host.endAll() }
            return try await body(host)
        }
    }

    /// Starts a plugin that will be needed soon, without waiting for it.
    public func warm(_ request: PluginRequest) {
        let request = launcher.canonical(request)
        state.withLock { state in
            guard state.idle[request, default: []].isEmpty else { return }
            state.idle[request] = [start(request)]
        }
    }

    /// Returns the schema of a package, which is asked for and opened once for all passes of the run.
    ///
    /// - Throws: ``PluginError``, `StatusError` from the plugin, or `SchemaError` if its answer is no package schema.
    public func schema(_ request: PluginRequest) async throws -> PackageSchema {
        let request = launcher.canonical(request)
        let (schema, plugin): (Promise<PackageSchema>, Promise<Plugin>?) = state.withLock { state in
            if let schema = state.schemas[request] { return (schema, nil) }
            let schema = Promise<PackageSchema>()
            state.schemas[request] = schema
            let plugin = state.idle[request]?.first ?? start(request)
            state.idle[request] = state.idle[request].flatMap { $0.isEmpty ? nil : $0 } ?? [plugin]
            return (schema, plugin)
        }
        if let plugin {
            do {
                let answer: GetSchemaResponse = try await plugin.value.call("GetSchema", GetSchemaRequest())
                schema.fulfil(.success(try PackageSchema(parsing: answer.schema)))
            } catch {
                schema.fulfil(.failure(error))
            }
        }
        return try await schema.value
    }

    /// Returns a plugin that nobody else uses.
    ///
    /// - Throws: ``PluginError`` if it does not start, or ``StatusError`` from the plugin.
    func take(_ request: PluginRequest) async throws -> Plugin {
        let request = launcher.canonical(request)
        let plugin: Promise<Plugin> = state.withLock { state in
            if var idle = state.idle[request], !idle.isEmpty {
                let plugin = idle.removeFirst()
                state.idle[request] = idle
                return plugin
            }
            return start(request)
        }
        return try await plugin.value
    }

    /// Returns whether a plugin is what a request would start.
    func serves(_ plugin: Plugin, _ request: PluginRequest) -> Bool {
        plugin.request == launcher.canonical(request)
    }

    /// Opens services to the plugins.
    ///
    /// - Parameters:
    ///   - services: The methods that plugins may call until ``detach()``.
    ///   - log: Takes each line of a plugin's standard error.
    func attach(_ services: Service, log: @escaping @Sendable (PluginRequest, String) -> Void) {
        state.withLock { state in
            state.services = services
            state.log = log
        }
    }

    /// Closes the services to the plugins again.
    func detach() {
        attach(Service(), log: { _, _ in })
    }

    /// Ends a plugin that nobody needs any more.
    func release(_ plugin: Plugin) {
        state.withLock { $0.live.removeValue(forKey: ObjectIdentifier(plugin)) }?.end.open()
    }

    private func endAll() {
        let running = state.withLock { state in
            state.hasEnded = true
            defer { state.live = [:] }
            return state.live.values.map(\.end)
        }
        for end in running { end.open() }
    }

    /// Keeps a plugin until it is released, or ends it if the host has ended meanwhile.
    private func keep(_ plugin: Plugin, until end: Promise<Void>) {
        let isLate = state.withLock { state in
            if !state.hasEnded { state.live[ObjectIdentifier(plugin)] = Running(plugin: plugin, end: end) }
            return state.hasEnded
        }
        if isLate { end.open() }
    }

    /// Sends `Cancel` to all plugins.
    func cancelAll() async {
        let plugins = state.withLock { $0.live.values.map(\.plugin) }
        await withDiscardingTaskGroup { group in
            for plugin in plugins {
                group.addTask {
                    let _: Empty? = try? await plugin.call("Cancel", Empty())
                }
            }
        }
    }

    private func start(_ request: PluginRequest) -> Promise<Plugin> {
        let promise = Promise<Plugin>()
        let isStarted = work.start { [self] in
            do {
                try await launcher.withPlugin(request, serving: callbacks, onStandardError: { self.log(request, $0) }) {
                    channel in
                    let plugin = try await Plugin(request, channel: channel)
                    let end = Promise<Void>()
                    self.keep(plugin, until: end)
                    promise.fulfil(.success(plugin))
                    try await end.value
                }
            } catch {
                promise.fulfil(.failure(error))
            }
        }
        if !isStarted { promise.fulfil(.failure(WorkGroup.Ended())) }
        return promise
    }

    private func log(_ request: PluginRequest, _ line: String) {
        let log = state.withLock { $0.log }
        log(request, line)
    }

    /// The table that hands each call to the services attached at that time.
    private var callbacks: Service {
        var service = Service()
        for method in MonitorService.methods {
            service[method] = { [self] request, context in
                let services = state.withLock { $0.services }
                guard let handler = services[method] else {
                    throw StatusError(.failedPrecondition, "\(method) was called while no deployment is running")
                }
                return try await handler(request, context)
            }
        }
        return service
    }
}
