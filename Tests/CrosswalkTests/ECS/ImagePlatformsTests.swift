import ProviderKit
import PulumiProtocol
import Testing

@Suite("Platforms of images")
struct ImagePlatformsTests {
    private static let image = "urn:pulumi:dev::shop::awsx:ecr:Image$docker-build:index:Image::web"

    /// The warnings about a task whose image was built for some platforms.
    private func warnings(
        _ platforms: PropertyValue,
        _ runtime: PropertyMap?,
        type: String = "awsx:ecs:FargateTaskDefinition",
        source: String = image
    ) async throws -> [String] {
        let engine = PlayedEngine(functions: ["pulumi:pulumi:getResource": ["state": ["platforms": platforms]]])
        let uri = PropertyValue.output(Output("host/web@sha256:d", dependencies: [source]))
        var inputs: PropertyMap = ["container": ["image": uri, "cpu": 256, "memory": 512]]
        inputs["runtimePlatform"] = runtime.map { .map($0) }
        _ = try await engine.construct(type, "web", inputs)
        #expect(engine.registration("TaskDefinition", "web") != nil)
        return engine.log.messages
    }

    @Test("an image of another architecture than the task's gets a warning with both ways out")
    func warns() async throws {
        #expect(
            try await warnings(["linux/arm64"], nil) == [
                "property container.image: the image is built for linux/arm64, but the task runs on X86_64: give the image "
                    + "the platform linux/amd64, or runtimePlatform.cpuArchitecture of the task another value"
            ]
        )
        let arm = try await warnings(["linux/amd64", "linux/386"], ["cpuArchitecture": "ARM64"])
        #expect(arm.first?.contains("built for linux/amd64, linux/386, but the task runs on ARM64") == true)
    }

    @Test(
        "an image that the task can run gets no warning",
        arguments: [
            (["linux/amd64"], nil), (["linux/arm64/v8"], ["cpuArchitecture": "ARM64"]),
            (["linux/arm64", "linux/amd64"], nil), (["linux/amd64"], ["operatingSystemFamily": "LINUX"]),
        ] as [(PropertyValue, PropertyMap?)]
    )
    func accepts(_ platforms: PropertyValue, _ runtime: PropertyMap?) async throws {
        #expect(try await warnings(platforms, runtime) == [])
    }

    @Test("a task on instances that names no architecture has that of the instance")
    func instances() async throws {
        #expect(try await warnings(["linux/arm64"], nil, type: "awsx:ecs:EC2TaskDefinition") == [])
    }

    @Test("an image from elsewhere is not looked up")
    func elsewhere() async throws {
        #expect(try await warnings(["linux/arm64"], nil, source: "urn:pulumi:dev::shop::aws:ssm:Parameter::uri") == [])
    }

    @Test("an image for which no platform was asked for has this machine's")
    func machine() async throws {
        let both = try await warnings([], nil) + warnings([], ["cpuArchitecture": "ARM64"])
        #expect(both.count == 1)
    }
}
