import AWSClient
import ContainerImages
import RPC
import Synchronization

/// A configured provider: the builder, the credentials of all images, and the connections to registries.
final class DockerSession: Sendable {
    /// The credentials of the provider's configuration.
    let credentials: [RegistryCredentials]
    private let transport: any HTTPTransport
    /// Ends what is under way once it is closed.
    let gate: CancellationGate

    private let search: BuilderSearch
    private let registries: ECRAccess
    private let found = AnswerMemo<String, Builder>()
    private let pushed = Mutex<Set<String>>([])

    init(
        search: BuilderSearch,
        credentials: [RegistryCredentials],
        transport: any HTTPTransport,
        registries: ECRAccess,
        gate: CancellationGate
    ) {
        self.search = search
        self.registries = registries
        self.credentials = credentials
        self.transport = transport
        self.gate = gate
    }

    /// The environment of builders.
    var environment: [String: String] { search.environment }

    /// Returns the builder, looked for at the first call.
    ///
    /// - Throws: ``BuilderMissing`` or `CancellationError`.
    func builder() async throws -> Builder {
        try await found.answer(to: search.name ?? "") { try await search.find() }
    }

    /// Returns a client of an image's registry, with credentials that are given, of the configuration, or of Amazon ECR.
    func registry(of image: ImageReference, _ given: [RegistryCredentials]) async -> RegistryClient {
        var known = given + credentials
        if !known.contains(where: { $0.host == image.host }), let own = await registries.credentials(for: image.host) {
            known.append(own)
        }
        return RegistryClient(transport: transport, credentials: known)
    }

    /// Notes that an image was pushed, such as `example.com/app@sha256:…`.
    func notePush(of image: String) {
        pushed.withLock { _ = $0.insert(image) }
    }

    /// Returns whether an image was pushed since this process began.
    func hasPushed(_ image: String) -> Bool {
        pushed.withLock { $0.contains(image) }
    }
}
