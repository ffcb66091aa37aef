import ContainerImages
import ProviderKit
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// An image that is built from a Dockerfile.
    static let image = ResourceDescriptor(
        credentials: ["registries"],
        differences: DiffRules(equality: ["registries": haveSameUsers, "secrets": haveSameSecrets]),
        complete: ImageInputs.completed,
        derived: contextHash,
        renewed: ["digest", "ref"],
        create: { operation in
            let outputs = try await build(operation)
            let digest = outputs["digest"]?.string ?? ""
            return (digest.isEmpty ? operation.name : digest, outputs)
        },
        read: read,
        update: build,
        delete: delete
    )

    // MARK: Differences

    /// Credentials for the same users are the same: a password is new at every deployment.
    private static let haveSameUsers: DiffRules.Equality = { old, new, _ in
        let users = [old, new].map { list in
            (list.list ?? []).map { [$0.map?["address"]?.string, $0.map?["username"]?.string] }
        }
        return users[0] == users[1]
    }

    private static let haveSameSecrets: DiffRules.Equality = { old, new, inputs in
        let ignored = Set(inputs.texts("ignoreSecretsInDiffCalculation"))
        guard let old = old.map?.withoutDefaults, let new = new.map?.withoutDefaults else { return old == new }
        let names = Set(old.keys + new.keys)
        return names.allSatisfy { name in
            old[name] == new[name] || ignored.contains(name) && old[name] != nil && new[name] != nil
        }
    }

    /// The hash of what goes into the image; where base images are to be fetched again it is a new one each time.
    private static func contextHash(_ inputs: PropertyMap) async throws -> [DerivedOutput] {
        let names = ["context", "dockerfile", "buildArgs", "target", "platforms"]
        let isKnown = !names.contains { inputs[$0]?.containsUnknowns ?? false }
        let build = ImageBuild(inputs)
        let hash: PropertyValue = isKnown ? .string(try await build.contentHash()) : .unknown
        let isBuiltAnyway = build.pullsBaseImages && (build.reachesRegistry || build.loads)
        return [
            DerivedOutput(name: "contextHash", source: "context") { _ in
                hash
            } isEqual: { old, new in
                old == new && !isBuiltAnyway
            }
        ]
    }

    // MARK: Operations

    private static func build(_ operation: ResourceOperation) async throws -> PropertyMap {
        let builder = try await operation.builder()
        let build = ImageBuild(operation.inputs, environment: operation.session.environment)
        if !build.reachesRegistry, !build.loads, build.exports.isEmpty {
            await operation.context.log(
                .warning,
                "the image stays with \(builder.builder.name): \"push\" is false, and there are no \"exports\"",
                urn: operation.urn
            )
        }
        let digest = try await builder.build(build).digest ?? ""
        let references = build.tags.compactMap(ImageReference.init)
        for reference in references where !digest.isEmpty {
            operation.session.notePush(of: "\(reference.name)@\(digest)")
        }
        let first = references.first(where: \.isQualified) ?? references.first
        let name = digest.isEmpty ? build.tags.first : first?.pinned(to: digest)
        return ["digest": .string(digest), "ref": .string(name ?? "")]
    }

    /// Looks whether the registries still have the image; what cannot be known leaves the state as it is.
    private static func read(_ operation: ResourceOperation) async throws -> PropertyMap? {
        guard let images = operation.pushedImages, !images.isEmpty else { return operation.state }
        for image in images {
            do throws(RegistryFailure) {
                if try await operation.digest(of: image) != nil { return operation.state }
            } catch {
                try await operation.noteDoubt(about: image, error)
                return operation.state
            }
        }
        return nil
    }

    /// Deletes the image from its registries.
    private static func delete(_ operation: ResourceOperation) async throws {
        for image in operation.pushedImages ?? [] { try await operation.delete(image) }
    }
}

extension ResourceOperation {
    /// The images in registries that the state tells of, by their digests; `nil` if nothing was pushed.
    fileprivate var pushedImages: [ImageReference]? {
        guard let digest = state["digest"]?.string, !digest.isEmpty else { return nil }
        let names = state.texts("tags").compactMap(ImageReference.init).map(\.name)
        return Set(names).sorted().compactMap { ImageReference("\($0)@\(digest)") }
    }
}
