import JSON
import PulumiProtocol

/// Waits for a service's tasks to run, and says why while they do not.
struct ServiceDeployment: Sendable {
    /// The time for which AWS may show a service that was deleted in the place of a new one.
    private static let lag = Duration.seconds(30)

    let service: ResourceOperation

    init(_ service: ResourceOperation) {
        self.service = service
    }

    /// Waits until the service is active or, if the program wants that, until all its tasks run.
    ///
    /// - Throws: ``FailedState`` as soon as AWS gives the deployment up or the same failure came three times,
    ///   ``WaitTimeout`` with the last state.
    func wait() async throws {
        let isSteady = service.flag("waitForSteadyState")
        let start = service.session.clock.now()
        let subject = isSteady ? "\(service.subject) to become steady" : "\(service.subject) to become active"
        var watch = RollOutWatch(service)
        do {
            try await service.wait(for: subject, upTo: service.limit(.seconds(1200)), pace: Pace(longest: .seconds(6)))
            {
                () async throws -> WaitStatus<Void> in
                switch try await active(after: service.session.clock.now() - start) {
                case .pending(let seen): .pending(seen)
                case .ready(let found): isSteady ? try await watch.look(found) : .ready(())
                }
            }
        } catch var timeout as WaitTimeout {
            timeout.details = watch.report()
            throw timeout
        }
    }

    /// Returns the service, ready once it is active.
    private func active(after elapsed: Duration) async throws -> WaitStatus<JSON> {
        // One that is `INACTIVE` counts as absent: `lookUp` would not show it.
        guard let lookup = service.facts.lookup, let found = try await service.objects(lookup).first?.object else {
            return .pending("not visible yet")
        }
        let status = found["status"]?.string ?? "no status"
        // A new service of a name that was used before may show the old one for a moment.
        if status == "INACTIVE", service.kind == .update || elapsed > Self.lag {
            throw Vanished(subject: service.subject)
        }
        return status == "ACTIVE" ? .ready(found) : .pending(status)
    }
}
