import CEmbedded
import PackageSchema

/// One of the two packages about images: its schema, and what its resources and functions do.
struct DockerPackage: Sendable {
    /// The package's schema: embedded in the binary, opened when first asked for.
    let schema: PackageSchema
    /// The provider's setting that holds the credentials of registries.
    let credentialsKey: String
    /// The resources by token.
    let resources: [String: ResourceDescriptor]
    /// The functions by token.
    let functions: [String: FunctionDescriptor]

    /// Package `docker-build`: images that are built from Dockerfiles.
    static let build = DockerPackage(
        schema: opened("docker-build", embedded_docker_build_schema),
        credentialsKey: "registries",
        resources: ["docker-build:index:Image": .image],
        functions: [:]
    )

    /// Package `docker`: names for images, and images in registries.
    static let docker = DockerPackage(
        schema: opened("docker", embedded_docker_schema),
        credentialsKey: "registryAuth",
        resources: ["docker:index/tag:Tag": .tag, "docker:index/registryImage:RegistryImage": .registryImage],
        functions: ["docker:index/getRemoteImage:getRemoteImage": .remoteImage]
    )

    private static func opened(_ name: String, _ file: @escaping @Sendable () -> EmbeddedFile) -> PackageSchema {
        let schema = try? PackageSchema {
            let file = file()
            return UnsafeBufferPointer(start: file.bytes, count: file.count)
        }
        // The file is part of the binary and read by a test: it is well-formed.
        return schema ?? PackageSchema(named: name)
    }
}
