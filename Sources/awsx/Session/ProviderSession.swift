import Engine

/// A command that asks the providers of a stack's resources, outside of a deployment.
struct ProviderSession {
    /// The parts that such a command works with.
    struct Parts: Sendable {
        /// The stack.
        let place: ProjectStack
        /// The stack's resources.
        let snapshot: Snapshot
        /// The plugins, which end with the command.
        let plugins: PluginHost
        /// The providers of the resources.
        var providers: StackProviders { StackProviders(of: snapshot, plugins: plugins) }
    }

    private let place: ProjectStack
    private let snapshot: Snapshot
    private let launcher: ProcessLauncher

    /// Opens the stack of the command line, and enters the AWS where its resources live.
    ///
    /// - Throws: ``DiagnosticError`` or ``StateError`` for faults of the project or stack, ``LocalCloudError``.
    init(_ arguments: ParsedArguments) throws {
        place = try ProjectStack.open(arguments)
        snapshot = try place.backend.snapshot(place.stack, secrets: place.secrets)
        let endpoint = PresentAWS.endpoint(arguments, place.environment)
        try place.home()?.refuseWork(on: place.stack.name, in: endpoint)
        launcher = ProcessLauncher(
            place.pluginLocator,
            workingDirectory: place.project.folder,
            environment: try PresentAWS(endpoint, place.environment).environment
        )
    }

    /// Runs `body` with the plugins, and ends them.
    func perform(_ body: @escaping @Sendable (Parts) async throws -> ExitStatus) async throws -> ExitStatus {
        try await PluginHost.with(launcher) { [place, snapshot] plugins in
            try await body(Parts(place: place, snapshot: snapshot, plugins: plugins))
        }
    }
}
