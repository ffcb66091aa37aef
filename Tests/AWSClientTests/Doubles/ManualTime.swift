import Synchronization

@testable import AWSClient

/// A clock that goes on only when somebody sleeps, and at once.
final class ManualTime: Sendable {
    private let state: Mutex<(now: Double, slept: [Double])>

    init(_ now: Double = 1_714_979_289) { state = Mutex((now, [])) }

    var now: Double { state.withLock { $0.now } }

    /// The sleeps so far, in seconds.
    var slept: [Double] { state.withLock { $0.slept } }

    func advance(_ seconds: Double) { state.withLock { $0.now += seconds } }

    /// As a parameter; `random` is what chance always says, and nobody loses patience unless `patience` says so.
    func source(
        random: Double = 0.5,
        _ patience: @escaping @Sendable (Duration) async throws -> Void = { _ in
            try await Task.sleep(for: .seconds(3600))
        }
    ) -> TimeSource {
        TimeSource(
            now: { self.now },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock { state in
                    state.now += duration.inSeconds
                    state.slept.append(duration.inSeconds)
                }
            },
            patience: patience,
            random: { random }
        )
    }
}

extension AWSClient {
    /// A client with fixed keys on a scripted transport and a manual clock.
    ///
    /// `source` takes the place of the manual clock.
    static func scripted(
        _ transport: some HTTPTransport,
        time: ManualTime = ManualTime(),
        gate: CancellationGate = CancellationGate(),
        source: TimeSource? = nil,
        _ change: (inout AWSConfiguration) -> Void = { _ in }
    ) -> AWSClient {
        var configuration = AWSConfiguration(environment: [:])
        configuration.region = "us-west-2"
        configuration.credentials = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "hunter2")
        configuration.configFiles = ["/nonexistent"]
        configuration.credentialsFiles = ["/nonexistent"]
        change(&configuration)
        return AWSClient(
            configuration: configuration,
            gate: gate,
            time: source ?? time.source(),
            transport: transport
        )
    }
}
