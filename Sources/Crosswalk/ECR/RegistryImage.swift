import Connections
import JSON
import ProviderKit
import PulumiProtocol

/// The component `awsx:ecr:RegistryImage`: an image that a Docker host has already, pushed to a repository of ECR.
struct RegistryImage: Component {
    private static let sourceTrigger = "@pulumi/awsx/internal/sourceImage"

    private let inputs: RegistryImageInputs

    init(_ inputs: RegistryImageInputs) {
        self.inputs = inputs
    }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        let repository = try Output(gathering: inputs.repositoryUrl.value ?? .null).map {
            try ImageRepository(inputs.repositoryUrl, $0)
        }
        let credentials = try await RegistryCredentials.request(
            repository.map { $0.registryID.map { .string($0) } ?? .null },
            in: scope
        )
        let docker = try await scope.withProvider(of: "docker", scope.name, Self.configuration(credentials))
        let source = try await docker.invoke(
            "docker:index/getRemoteImage:getRemoteImage",
            ["name": inputs.sourceImage.value ?? .null]
        )
        let sourceID = source.map { $0["id"] ?? .null }.property
        let tag = Output(gathering: inputs.tag.value ?? .null).map { $0.string.flatMap { $0.isEmpty ? nil : $0 } }
        let target = repository.and(tag).map { PropertyValue.string($0.tagged($1 ?? "latest")) }
        let tagged = try await docker.child(
            "docker:index/tag:Tag",
            scope.name,
            ["sourceImage": sourceID, "targetImage": target.property]
        )
        let image = try await docker.child(
            "docker:index/registryImage:RegistryImage",
            scope.name,
            PropertyMap(present: [
                "name": tagged["targetImage"],
                "insecureSkipVerify": inputs.insecureSkipVerify.value,
                "keepRemotely": inputs.keepRemotely.value,
                "triggers": triggers(sourceID),
            ])
        )
        return ["image": image.reference]
    }

    /// Returns the triggers of the inputs, with one that pushes the image again when the source is another.
    private func triggers(_ sourceID: PropertyValue) -> PropertyValue {
        let own: PropertyMap = [Self.sourceTrigger: sourceID]
        let given = inputs.triggers.nonNull?.distributed ?? [:]
        guard let map = given.map else { return given }
        return .map(map.merging(own))
    }

    /// Returns the configuration of the provider that pushes: the credentials, which are secret, and the Docker host.
    private static func configuration(_ credentials: Output<PropertyMap>) -> PropertyMap {
        let text = credentials.map { credentials in
            let fields = ["address", "username", "password"].map { ($0, JSON.string(credentials[$0]?.string ?? "")) }
            return PropertyValue.string(JSON.array([.object(JSON.Object(fields))]).text())
        }
        return PropertyMap(present: [
            "registryAuth": text.adding(isSecret: true).property,
            "host": ProcessEnvironment.variables["DOCKER_HOST"].map { .string($0) },
        ])
    }
}
