import PulumiProtocol

/// One deployment under way: runs its phases, and hands what the program asks for to the part that does it.
final class DeploymentRun: Sendable {
    let identity: StackIdentity
    let options: DeploymentOptions
    let log: DeploymentLog
    let work: WorkGroup
    let registry: ProviderRegistry
    let root: RootStack
    let keeper: StateKeeper
    let previous: PreviousStates
    let admission: Admission
    let steps: StepRunner
    let deletionPlanner: DeletionPlanner
    let deletions: DeletionRunner
    let refresher: Refresher
    let interruptedOperations: InterruptedOperations
    let deployer: GoalDeployer
    let importCommand: ImportCommand
    private let defaults: DefaultProviders
    private let outputs: OutputRegistrar
    private let reader: ExternalReader
    private let components: ComponentConstructor
    private let functions: FunctionCaller

    /// A deployment that has not begun.
    ///
    /// - Parameters:
    ///   - deployment: The stack, and what is done to it.
    ///   - registry: The providers of the run.
    ///   - keeper: The state, which the run changes.
    ///   - work: The group that runs what must not be cancelled half-way.
    ///   - sink: The observer of the events.
    init(
        _ deployment: Deployment,
        registry: ProviderRegistry,
        keeper: StateKeeper,
        work: WorkGroup,
        sink: @escaping @Sendable (EngineEvent) -> Void
    ) {
        let parts = RunAssembly(deployment, registry: registry, keeper: keeper, sink: sink)
        identity = parts.identity
        options = parts.options
        log = parts.log
        self.work = work
        self.registry = registry
        self.keeper = keeper
        root = parts.root
        previous = parts.previous
        admission = parts.admission
        steps = parts.steps
        deletionPlanner = parts.deletionPlanner
        deletions = parts.deletions
        refresher = parts.refresher
        interruptedOperations = parts.interruptedOperations
        defaults = parts.defaults
        outputs = parts.outputs
        deployer = parts.deployer
        importCommand = parts.importCommand(deployer)
        reader = parts.reader(deployer)
        components = parts.components(deployer)
        functions = parts.functions(deployer)
    }
}

// MARK: - Requests of the program

extension DeploymentRun {
    /// Answers a registration.
    ///
    /// - Throws: ``ReportedFailure``.
    func register(_ request: RegisterResourceRequest) async throws -> RegisterResourceResponse {
        if request.remote { return try await components.construct(request) }
        if let answer = try root.register(request) { return answer }
        var goal: Goal
        do {
            try log.checkMayBegin()
            goal = try Goal(request)
        } catch {
            throw log.report(error, of: "")
        }
        goal.version = defaults.plugin(goal.package, version: goal.version, reference: request.packageRef).version
        let deployed = try await deployer.deploy(goal: goal)
        return RegisterResourceResponse(
            urn: deployed.state.urn,
            id: deployed.state.id,
            object: deployed.state.outputs,
            stables: deployed.stableKeys,
            unknown: deployed.isSkipped
        )
    }

    /// Stores the outputs of a component; those of the stack are stored when the program has ended.
    ///
    /// - Throws: ``ReportedFailure``.
    func registerOutputs(_ outputs: PropertyMap, of urn: String) async throws {
        if urn == identity.rootURN { return root.registerOutputs(outputs) }
        try await self.outputs.register(outputs, of: urn)
    }

    /// Stores the outputs of the stack.
    func storeStackOutputs(_ outputs: PropertyMap) async throws {
        try await self.outputs.register(outputs, of: identity.rootURN)
    }

    /// Reads a resource that the stack does not manage.
    ///
    /// - Throws: ``ReportedFailure``.
    func read(_ request: ReadResourceRequest) async throws -> ReadResourceResponse {
        try await reader.read(request)
    }

    /// Calls a function of a provider.
    func invoke(_ request: ResourceInvokeRequest) async throws -> ResourceInvokeResponse {
        try await functions.invoke(request)
    }

    /// Calls a method of a component.
    func call(_ request: ResourceCallRequest) async throws -> CallResponse {
        try await functions.call(request)
    }

    /// Declares a package; returns the reference by which requests name it.
    func registerPackage(_ package: PluginRequest) -> String { defaults.declare(package) }
}
