import Engine

/// The AWS that a command works in: real, local, or behind a URL.
struct PresentAWS: Sendable {
    /// The receiver of the requests.
    let endpoint: StackHome.Endpoint
    /// The environment of the plugins.
    let environment: [String: String]
    /// The run of the local simulator, if that is where the command works.
    let localRun: String?

    /// Determines the receiver of a command's requests, without starting anything.
    static func endpoint(_ arguments: ParsedArguments, _ environment: [String: String]) -> StackHome.Endpoint {
        if arguments.has("local") { return .local }
        guard let url = environment["AWS_ENDPOINT_URL"], !url.isEmpty else { return .aws }
        let cloud = LocalCloud.running(in: LocalCloudHome(environment: environment))
        return cloud?.endpoint == url ? .local : .other(url)
    }

    /// Prepares the environment of plugins, for which the local simulator is started if necessary.
    ///
    /// - Throws: ``LocalCloudError`` if the simulator does not start.
    init(_ endpoint: StackHome.Endpoint, _ environment: [String: String]) throws {
        self.endpoint = endpoint
        guard endpoint == .local else {
            self.environment = environment
            localRun = nil
            return
        }
        let home = LocalCloudHome(environment: environment)
        let (cloud, isNew) = try LocalCloud.startIfNeeded(in: home)
        if isNew { writeError("Started local AWS at \(cloud.addresses); stop it with `awsx local stop`.\n") }
        self.environment = cloud.environment(over: environment)
        localRun = cloud.run
    }
}

extension ProjectStack {
    /// The AWS that the stack's resources live in; `nil` if it has none, or nothing tells.
    func home() throws -> StackHome? {
        let snapshot = try backend.snapshot(stack, secrets: RedactingSecrets.forCheckpoint)
        return StackHome(tags: try backend.tags(stack), snapshot)
    }

    /// Returns whether the home matters for work behind an endpoint; if not, the state need not be read for it.
    func homeMatters(for endpoint: StackHome.Endpoint) throws -> Bool {
        StackHome.matters(try backend.tags(stack), endpoint)
    }

    /// Enters the AWS behind an endpoint, where the stack's home is.
    ///
    /// Resources in a run of local AWS that has ended are removed from the state.
    ///
    /// - Throws: ``LocalCloudError`` if local AWS does not start.
    func enterAWS(_ endpoint: StackHome.Endpoint, _ home: StackHome?) async throws -> PresentAWS {
        let present = try PresentAWS(endpoint, environment)
        if let home, home.endpoint == .local, home.localRun != present.localRun { try await forgetLostResources() }
        return present
    }

    /// Removes the resources that local AWS has lost from the state, and says so.
    private func forgetLostResources() async throws {
        try await backend.withStack(stack, secrets: secrets) { session in
            let count = session.snapshot.entries.count { $0.state.livesInAWS }
            try session.finish(session.snapshot.without(\.livesInAWS), record: nil)
            let noun = count == 1 ? "the only resource" : "all \(count) resources"
            writeError("Local AWS was stopped, and lost \(noun) of stack '\(stack.name)'. The stack starts anew.\n")
        }
    }

    /// Records where the resources of a snapshot live, or nothing if it has none.
    ///
    /// `isUsed` tells that resources are about to be created.
    func remember(_ present: PresentAWS, _ snapshot: Snapshot, isUsed: Bool = false) throws {
        let tags = try backend.tags(stack)
        let states = snapshot.entries.map(\.state)
        var noted = StackHome.removed(from: tags)
        if isUsed || states.contains(where: \.livesInAWS) {
            var home = StackHome(endpoint: present.endpoint, localRun: present.localRun)
            home.locate(states)
            noted = home.noted(in: tags)
        }
        if noted != tags { try backend.setTags(noted, of: stack) }
    }
}
