/// The parts of one deployment that own state, from which the other parts are assembled.
struct RunAssembly {
    let identity: StackIdentity
    let options: DeploymentOptions
    let scope: ProgramScope
    let registry: ProviderRegistry
    let keeper: StateKeeper
    let log: DeploymentLog
    let previous: PreviousStates
    let registered: RegisteredResources
    let targets: TargetSelection
    let admission: Admission
    let steps: StepRunner
    let defaults: DefaultProviders
    let providers: ProviderResolver
    let planner: ReplacementPlanner
    let deletions: DeletionRunner
    let refresher: Refresher

    init(
        _ deployment: Deployment,
        registry: ProviderRegistry,
        keeper: StateKeeper,
        sink: @escaping @Sendable (EngineEvent) -> Void
    ) {
        identity = deployment.identity
        options = deployment.options
        scope = ProgramScope(deployment)
        self.registry = registry
        self.keeper = keeper
        log = DeploymentLog(options, deployment.interruption, checkLock: deployment.checkLock, sink: sink)
        previous = PreviousStates(keeper)
        registered = RegisteredResources(keeper)
        targets = TargetSelection(options)
        admission = Admission(identity, previous)
        steps = StepRunner(log, limit: options.parallel)
        defaults = DefaultProviders(configuration: deployment.configuration)
        providers = ProviderResolver(
            registry,
            builtin: BuiltinLifecycle(isPreview: options.isPreview, outputsOfStack: deployment.outputsOfStack)
        )
        planner = ReplacementPlanner(keeper, previous, providers)
        deletions = DeletionRunner(options, log, keeper, steps, providers)
        let isRefresh = options.goal == .refresh
        refresher = Refresher(isRefresh: isRefresh, log, keeper, previous, targets, steps, providers)
    }
}

// MARK: - Deploying goals

extension RunAssembly {
    private var resourceSteps: ResourceSteps {
        ResourceSteps(
            keeper: keeper,
            steps: steps,
            providers: providers,
            previous: previous,
            registered: registered
        )
    }

    private var checker: InputChecker { InputChecker(log: log, targets: targets) }

    private var importer: ResourceImporter {
        ResourceImporter(keeper: keeper, registered: registered, planner: planner, steps: resourceSteps)
    }

    private var finder: DifferenceFinder {
        DifferenceFinder(
            isPreview: options.isPreview,
            log: log,
            targets: targets,
            admission: admission,
            providers: providers,
            planner: planner
        )
    }

    private var replacements: ReplacementRunner {
        ReplacementRunner(
            options: options,
            log: log,
            keeper: keeper,
            targets: targets,
            planner: planner,
            checker: checker,
            steps: resourceSteps,
            deletions: deletions
        )
    }

    private var programOnly: ProgramOnlyDeployer? {
        guard options.goal != .update, options.runsProgram else { return nil }
        return ProgramOnlyDeployer(
            goal: options.goal,
            keeper: keeper,
            registered: registered,
            targets: targets,
            refresher: refresher,
            steps: resourceSteps
        )
    }

    var deployer: GoalDeployer {
        GoalDeployer(
            identity: identity,
            log: log,
            keeper: keeper,
            admission: admission,
            registered: registered,
            targets: targets,
            defaults: defaults,
            providers: providers,
            planner: planner,
            checker: checker,
            finder: finder,
            steps: resourceSteps,
            replacements: replacements,
            importer: importer,
            programOnly: programOnly
        )
    }
}

// MARK: - Other work

extension RunAssembly {
    var root: RootStack { RootStack(identity, log, registered) }

    var deletionPlanner: DeletionPlanner {
        DeletionPlanner(
            options: options,
            log: log,
            keeper: keeper,
            previous: previous,
            registered: registered,
            targets: targets
        )
    }

    var interruptedOperations: InterruptedOperations {
        InterruptedOperations(options: options, log: log, keeper: keeper, providers: providers)
    }

    var outputs: OutputRegistrar {
        OutputRegistrar(log: log, keeper: keeper, targets: targets, registered: registered, steps: steps)
    }

    func importCommand(_ deployer: GoalDeployer) -> ImportCommand {
        ImportCommand(
            identity: identity,
            log: log,
            keeper: keeper,
            admission: admission,
            previous: previous,
            registered: registered,
            providers: providers,
            steps: steps,
            importer: importer,
            deployer: deployer
        )
    }

    func reader(_ deployer: GoalDeployer) -> ExternalReader {
        ExternalReader(
            identity: identity,
            log: log,
            keeper: keeper,
            admission: admission,
            registered: registered,
            previous: previous,
            providers: providers,
            planner: planner,
            steps: resourceSteps,
            deployer: deployer
        )
    }

    func chooser(_ deployer: GoalDeployer) -> ProviderChooser {
        ProviderChooser(admission: admission, defaults: defaults, registry: registry, deployer: deployer)
    }

    func components(_ deployer: GoalDeployer) -> ComponentConstructor {
        ComponentConstructor(
            scope: scope,
            log: log,
            admission: admission,
            chooser: chooser(deployer),
            deployer: deployer
        )
    }

    func functions(_ deployer: GoalDeployer) -> FunctionCaller {
        FunctionCaller(scope: scope, log: log, registered: registered, chooser: chooser(deployer))
    }
}
