import ContainerImages
import ProviderKit
import PulumiProtocol

/// An operation on one resource: what it is about, and what it may use.
struct ResourceOperation: Sendable {
    /// The resource's URN.
    let urn: String
    /// The resource's logical name.
    let name: String
    /// The inputs, without marks of secrets; the last ones for a read and a delete.
    let inputs: PropertyMap
    /// The id; empty for a new resource.
    var id = ""
    /// The outputs so far, without marks of secrets.
    var state: PropertyMap = [:]
    /// The credentials that the inputs named.
    let credentials: [RegistryCredentials]
    let session: DockerSession
    let context: ProviderContext

    /// The credentials for this resource, before those of the provider's configuration.
    var allCredentials: [RegistryCredentials] { credentials + session.credentials }

    /// Tells the engine what a builder does: the ends of steps to keep, the lines while they hold.
    @Sendable func report(_ report: BuildReport) async {
        let isLine = if case .line = report { true } else { false }
        await context.log(.info, report.text, urn: urn, isStatus: isLine)
    }

    /// Returns a builder that works, with this resource's credentials.
    ///
    /// - Throws: ``BuilderMissing`` or `CancellationError`.
    func builder() async throws -> ImageBuilder {
        ImageBuilder(try await session.builder(), credentials: allCredentials, report: report)
    }

    /// Returns the digest that an image has in its registry; `nil` if it is not there.
    ///
    /// - Throws: ``RegistryFailure`` if the registry does not tell.
    func digest(of image: ImageReference) async throws(RegistryFailure) -> String? {
        try await session.registry(of: image, credentials).digest(of: image)
    }

    /// Deletes an image from its registry, unless a resource of this deployment has pushed the same one.
    ///
    /// A registry that refuses keeps it: an image that nobody uses is no reason for a deployment to fail.
    ///
    /// - Throws: `CancellationError`.
    func delete(_ image: ImageReference) async throws {
        guard !session.hasPushed("\(image.name)@\(image.digest ?? "")") else { return }
        do throws(RegistryFailure) {
            try await session.registry(of: image, credentials).delete(image)
        } catch {
            try Task.checkCancellation()
            await context.log(.info, "\(image.name) stays in its registry: \(error)", urn: urn)
        }
    }

    /// Tells the engine that nobody knows whether an image is still there.
    ///
    /// - Throws: `CancellationError`.
    func noteDoubt(about image: ImageReference, _ failure: RegistryFailure) async throws {
        try Task.checkCancellation()
        let remedy = failure.isRefusal ? "; its credentials are known during a deployment only" : ""
        let doubt = "whether \(image.name) is still there cannot be known, and the state is kept: \(failure)\(remedy)"
        await context.log(.warning, doubt, urn: urn)
    }
}
