import ContainerImages
import PulumiProtocol

extension FunctionDescriptor {
    /// An image of the builder's store, which is fetched from its registry if it is not there.
    static let remoteImage = FunctionDescriptor { arguments, session in
        let name = arguments["name"]?.string ?? ""
        let store = ImageStore(try await session.builder(), credentials: session.credentials)
        var found = try await store.image(name)
        if found == nil {
            try await store.pull(name)
            found = try await store.image(name)
        }
        guard let found else { throw MissingImage(name: name, place: "the image store of \(store.builder.name)") }
        let repository = ImageReference(name)?.name
        let own = found.repositoryDigests.first { ImageReference($0)?.name == repository }
        return [
            "id": .string(found.id),
            "name": .string(name),
            "repoDigest": .string(own ?? found.repositoryDigests.first ?? ""),
        ]
    }
}
