import PackageSchema
import ProviderKit
import PulumiProtocol

/// The component `awsx:ecr:Image`: an image that is built from a Dockerfile and pushed to a repository of ECR.
struct Image: Component {
    static let registeredOutputs = ["imageUri"]

    private let inputs: ImageInputs

    init(_ inputs: ImageInputs) {
        self.inputs = inputs
    }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        let given = Output(gathering: .map(inputs.object.properties))
        guard let known = given.value?.map else {
            return ["imageUri": .output(given)]
        }
        let repository = try ImageRepository(inputs.repositoryUrl, known[inputs.repositoryUrl.name])
        let name = imageName(known, stack: scope.deployment.stack)
        let registry = known[inputs.registryId.name]
        let credentials = try await RegistryCredentials.request(
            Output(registry.isTruthy ? registry : repository.registryID.map { .string($0) } ?? .null),
            in: scope
        )
        let reference = repository.tagged(name)
        let tag = Output(.string(reference), dependencies: given.dependencies).property
        let image = try await scope.child(
            "docker-build:index:Image",
            name,
            properties(known, tag: tag, credentials: credentials.map { .map($0) }.property)
        )
        let digest = Output(gathering: image["digest"] ?? .null)
        let pushed = Output(gathering: image["ref"] ?? .null)
        let uri = digest.and(pushed).map { digest, pushed in
            PropertyValue.string(
                Self.uri(of: reference, in: repository, digest: digest.string ?? "", pushed: pushed.string ?? "")
            )
        }
        return ["imageUri": uri.adding(marksOf: given).property]
    }

    /// Returns the inputs of the builder's resource.
    ///
    /// Build arguments stay as they are given, so that those that are secret are kept encrypted.
    private func properties(_ known: PropertyMap, tag: PropertyValue, credentials: PropertyValue) -> PropertyMap {
        let caches = known[inputs.cacheFrom.name]?.list.flatMap { $0.isEmpty ? nil : $0 } ?? [tag]
        let dockerfile = known[inputs.dockerfile.name]
        let platform = known[inputs.platform.name]
        return PropertyMap(present: [
            "tags": [tag],
            "buildArgs": inputs.args.value,
            "cacheFrom": .list(caches.map { ["registry": ["ref": $0]] }),
            "cacheTo": [["inline": [:]]],
            "context": ["location": known[inputs.context.name].given ?? "."],
            "dockerfile": .map(PropertyMap(present: ["location": dockerfile.given])),
            "platforms": .list(platform.isTruthy ? [platform].compactMap(\.self) : []),
            "target": known[inputs.target.name],
            "push": true,
            "registries": [credentials],
            "buildOnPreview": true,
            "network": "default",
        ])
    }

    /// Returns the tag of the image, which is the name of the builder's resource too.
    ///
    /// Unless it is given, it is made of what the image is built from. The values of arguments that are secret are left
    /// out, because anyone who sees the name could try values until the hash is the same.
    private func imageName(_ known: PropertyMap, stack: String) -> String {
        for given in [inputs.imageName, inputs.imageTag] {
            if let text = known[given.name]?.string, !text.isEmpty { return text }
        }
        var signature = known[inputs.context.name]?.string ?? "."
        if let dockerfile = known[inputs.dockerfile.name]?.string, !dockerfile.isEmpty {
            signature += ";dockerfile=\(dockerfile)"
        }
        for argument in inputs.args.value?.distributed.map?.inECMAScriptOrder ?? [] {
            let value = Output(gathering: argument.value)
            let text = value.isSecret ? nil : value.value.flatMap(PropertyType.string.converted)?.string
            signature += ";arg[\(argument.key)]=\(text ?? "")"
        }
        return "\(ShortHash.of(signature + stack))-container"
    }

    /// Returns the URI by which a task names the image: with the digest, so that it changes when the image does.
    private static func uri(
        of tagged: String,
        in repository: ImageRepository,
        digest: String,
        pushed: String
    ) -> String {
        if !digest.isEmpty { return "\(repository.reference)@\(digest)" }
        return pushed.isEmpty ? tagged : withoutTag(pushed)
    }

    /// Returns a reference with tag and digest without the tag; any other text as it is.
    private static func withoutTag(_ reference: String) -> String {
        guard let digest = reference.firstRange(of: "@sha256:")?.lowerBound else { return reference }
        let name = reference[..<digest]
        guard let colon = name.lastIndex(of: ":"), !name[colon...].contains("/") else { return reference }
        return "\(name[..<colon])\(reference[digest...])"
    }
}
