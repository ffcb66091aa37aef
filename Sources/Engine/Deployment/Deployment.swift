public import PulumiProtocol
import RPC

/// A deployment, the entry point of the engine: updates, refreshes or destroys a stack, or imports into it.
///
///     let result = try await PluginHost.with(launcher) { plugins in
///         try await Deployment(identity: stack, options: .init(.update), snapshot: snapshot, plugins: plugins)
///             .run(program, journal: journal) { event in display.show(event) }
///     }
///
/// The caller holds the stack's lock, saves ``DeploymentResult/snapshot`` at the end (not after a preview), and exits
/// with status 1 if ``DeploymentResult/hasFailed``.
public struct Deployment: Sendable {
    /// The stack.
    public var identity: StackIdentity
    /// The goal and the options of the command line.
    public var options: DeploymentOptions
    /// The state from before.
    public var snapshot: Snapshot
    /// Configuration of the stack by full key, such as `aws:region`: text, or secret text.
    ///
    /// Structured values are JSON text, as providers get them.
    public var configuration: [String: PropertyValue]
    /// The plugins; the host must outlive the run.
    public var plugins: PluginHost
    /// The user's request to end the run early.
    public var interruption: Interruption
    /// The outputs of another stack, by the name that a program gives it (`stack`, `project/stack` or
    /// `organization/project/stack`); throws what tells a person that there is none.
    public var outputsOfStack: @Sendable (String) async throws -> PropertyMap
    /// Called before each step; throws what tells a person that the stack's lock is lost and nothing may begin.
    public var checkLock: @Sendable () throws -> Void

    /// A deployment from its parts.
    public init(
        identity: StackIdentity,
        options: DeploymentOptions,
        snapshot: Snapshot,
        configuration: [String: PropertyValue] = [:],
        plugins: PluginHost,
        interruption: Interruption = Interruption(),
        outputsOfStack: @escaping @Sendable (String) async throws -> PropertyMap = { name in
            throw PluginError("the stack \(name) cannot be read here")
        },
        checkLock: @escaping @Sendable () throws -> Void = {}
    ) {
        self.identity = identity
        self.options = options
        self.snapshot = snapshot
        self.configuration = configuration
        self.plugins = plugins
        self.interruption = interruption
        self.outputsOfStack = outputsOfStack
        self.checkLock = checkLock
    }

    /// Runs the deployment to its end.
    ///
    /// Failures are reported in events and in the result, not thrown.
    ///
    /// - Parameters:
    ///   - program: The program that registers the resources; only an update needs one.
    ///   - journal: The record of changes as they happen; a preview needs none.
    ///   - events: Receives the events, from any task; those of one resource in order.
    /// - Returns: The final state, the outputs and the counts.
    /// - Throws: An error of the journal, such as a full disk.
    public func run(
        _ program: (any Program)? = nil,
        journal: (any Journal)? = nil,
        events: @escaping @Sendable (EngineEvent) -> Void
    ) async throws -> DeploymentResult {
        let clock = ContinuousClock()
        let start = clock.now
        var result = try await WorkGroup.with { work in
            let keeper = StateKeeper(snapshot, journal: options.isPreview ? nil : journal, work: work)
            let run = DeploymentRun(
                self,
                registry: ProviderRegistry(plugins, states: snapshot.resources, isPreview: options.isPreview),
                keeper: keeper,
                work: work,
                sink: events
            )
            return await watched(run, plugins, program)
        }
        result.duration = clock.now - start
        events(.summary(result))
        return result
    }

    private func watched(
        _ run: DeploymentRun,
        _ plugins: PluginHost,
        _ program: (any Program)?
    ) async -> DeploymentResult {
        plugins.attach(MonitorService.service(EngineMonitor(run: run))) { request, line in
            run.log.emit(.diagnostic(.init(.infoError, "\(request.package): \(line)")))
        }
        let watch = interruption.watch()
        run.work.start {
            guard (try? await watch.value) == true else { return }
            run.log.emit(.cancelling)
            await plugins.cancelAll()
        }
        defer {
            watch.fulfil(.success(false))
            plugins.detach()
        }
        run.log.emit(.prelude(configuration: shownConfiguration, isPreview: options.isPreview))
        let result = await run.runToEnd(program, previousOutputs: rootOutputs)
        await run.registry.releaseAll()
        return result
    }

    private var rootOutputs: PropertyMap {
        snapshot.entries.first { $0.state.urn == identity.rootURN }?.state.outputs ?? [:]
    }

    private var shownConfiguration: [String: String] {
        configuration.mapValues { $0.containsSecrets ? "[secret]" : ProviderConfiguration.text($0) }
    }
}
