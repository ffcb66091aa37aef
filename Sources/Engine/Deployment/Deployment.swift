public import PulumiProtocol

/// Brings a stack to what a program says, or refreshes, destroys or imports: the engine's entrance.
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
    /// What is done, and how.
    public var options: DeploymentOptions
    /// The state from before.
    public var snapshot: Snapshot
    /// Configuration of the stack by full key, such as `aws:region`: text, or secret text. Structured values are JSON
    /// text, as providers get them.
    public var configuration: [String: PropertyValue]
    /// Where plugins come from. It must outlive the run.
    public var plugins: PluginHost
    /// How the person at the keyboard ends the run early.
    public var interruption: Interruption
    /// The outputs of another stack, by the name that a program gives it (`stack`, `project/stack` or
    /// `organization/project/stack`); throws what tells a person that there is none.
    public var outputsOfStack: @Sendable (String) async throws -> PropertyMap

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
        }
    ) {
        self.identity = identity
        self.options = options
        self.snapshot = snapshot
        self.configuration = configuration
        self.plugins = plugins
        self.interruption = interruption
        self.outputsOfStack = outputsOfStack
    }

    /// Runs the deployment to its end.
    ///
    /// What fails is told in events and in the result, not thrown.
    ///
    /// - Parameters:
    ///   - program: What says which resources there should be; only an update needs one.
    ///   - journal: Where changes are noted as they happen; a preview needs none.
    ///   - events: Gets what happens, from any task, one at a time for one resource.
    /// - Throws: Only what makes the journal useless, such as a full disk.
    public func run(
        _ program: (any Program)? = nil,
        journal: (any Journal)? = nil,
        events: @escaping @Sendable (EngineEvent) -> Void
    ) async throws -> DeploymentResult {
        let clock = ContinuousClock()
        let start = clock.now
        for package in program?.packages ?? [] { plugins.warm(package) }
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
            run.emit(.diagnostic(.init(.infoError, "\(request.package): \(line)")))
        }
        let watch = interruption.watch()
        run.work.start {
            guard (try? await watch.value) == true else { return }
            run.emit(.cancelling)
            await plugins.cancelAll()
        }
        defer {
            watch.fulfil(.success(false))
            plugins.detach()
        }
        run.emit(.prelude(configuration: shownConfiguration, isPreview: options.isPreview))
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
