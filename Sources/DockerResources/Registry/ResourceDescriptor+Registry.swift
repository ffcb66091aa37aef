import ContainerImages
import ProviderKit
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// A further name for an image of the builder's store.
    ///
    /// A store belongs to one machine: a refresh on another says nothing about it, and a name that is no longer needed
    /// is in nobody's way, so that reading and deleting do nothing, as upstream.
    static let tag = ResourceDescriptor(
        create: { operation in
            let inputs = operation.inputs
            let (source, target) = (inputs["sourceImage"]?.string ?? "", inputs["targetImage"]?.string ?? "")
            let store = ImageStore(try await operation.session.builder(), credentials: operation.allCredentials)
            guard let image = try await store.image(source) else {
                throw MissingImage(name: source, place: "the image store of \(store.builder.name)")
            }
            try await store.tag(source, as: target)
            return ("\(source).\(target)", ["sourceImageId": .string(image.id)])
        },
        read: { $0.state },
        update: { $0.state.filter { $0.key == "sourceImageId" } },
        delete: { _ in }
    )

    /// An image of the builder's store that is pushed to a registry.
    static let registryImage = ResourceDescriptor(
        credentials: ["authConfig"],
        differences: DiffRules(equality: ["authConfig": { old, new, _ in isSameUser(old, new) }]),
        create: push,
        read: read,
        update: { $0.state.filter { $0.key == "sha256Digest" } },
        delete: delete
    )

    /// Credentials for the same user are the same: a password is new at every deployment.
    static func isSameUser(_ old: PropertyValue, _ new: PropertyValue) -> Bool {
        ["address", "username"].allSatisfy { old.map?[$0]?.string == new.map?[$0]?.string }
    }

    private static func push(_ operation: ResourceOperation) async throws -> (id: String, outputs: PropertyMap) {
        let reference = try operation.reference()
        let told = try await operation.builder().push(
            operation.inputs["name"]?.string ?? "",
            skipsCertificateCheck: operation.inputs["insecureSkipVerify"]?.bool ?? false
        )
        var digest = told
        if digest == nil { digest = try await operation.digest(of: reference) }
        guard let digest else { throw MissingImage(name: reference.name, place: "the registry \(reference.host)") }
        operation.session.notePush(of: "\(reference.name)@\(digest)")
        return (digest, ["sha256Digest": .string(digest)])
    }

    private static func read(_ operation: ResourceOperation) async throws -> PropertyMap? {
        let reference = try operation.reference()
        do throws(RegistryFailure) {
            guard let digest = try await operation.digest(of: reference) else { return nil }
            return operation.state.merging(["sha256Digest": .string(digest)])
        } catch {
            try await operation.noteDoubt(about: reference, error)
            return operation.state
        }
    }

    private static func delete(_ operation: ResourceOperation) async throws {
        guard operation.state["keepRemotely"]?.bool != true else { return }
        let name = try operation.reference().name
        guard let image = ImageReference("\(name)@\(operation.state["sha256Digest"]?.string ?? "")") else { return }
        try await operation.delete(image)
    }
}

extension ResourceOperation {
    /// The image that the input `name` names.
    ///
    /// - Throws: ``InputFailure`` if it names none.
    fileprivate func reference() throws -> ImageReference {
        let name = inputs["name"]?.string ?? state["name"]?.string ?? ""
        guard let reference = ImageReference(name) else {
            throw InputFailure(urn, at: "name", "\"\(name)\" is no name of an image, such as example.com/app:v1")
        }
        return reference
    }
}
