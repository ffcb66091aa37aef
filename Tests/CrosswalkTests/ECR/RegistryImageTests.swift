import ProviderKit
import PulumiProtocol
import Testing

@Suite("RegistryImage")
struct RegistryImageTests {
    private static let type = "awsx:ecr:RegistryImage"
    private static let inputs: PropertyMap = [
        "repositoryUrl": "123456789012.dkr.ecr.us-west-2.amazonaws.com/shop", "sourceImage": "nginx",
    ]
    private static let functions: [String: PropertyMap] = [
        "aws:ecr/getAuthorizationToken:getAuthorizationToken": [
            "userName": "AWS", "password": "p\"", "proxyEndpoint": "https://host",
        ],
        "docker:index/getRemoteImage:getRemoteImage": ["id": "sha256:i"],
    ]

    @Test("the source image is tagged and pushed, and a new one is pushed again")
    func pushes() async throws {
        let engine = PlayedEngine(functions: Self.functions)
        let inputs: PropertyMap = ["keepRemotely": true, "insecureSkipVerify": false, "triggers": ["a": "b"]]
        let answer = try await engine.construct(Self.type, "push", Self.inputs.merging(inputs))
        let target: PropertyValue = "123456789012.dkr.ecr.us-west-2.amazonaws.com/shop:latest"
        #expect(engine.registration("Tag", "push")?.object == ["sourceImage": "sha256:i", "targetImage": target])
        #expect(
            engine.registration("RegistryImage", "push")?.object == [
                "name": target, "keepRemotely": true, "insecureSkipVerify": false,
                "triggers": ["a": "b", "@pulumi/awsx/internal/sourceImage": "sha256:i"],
            ]
        )
        #expect(engine.registration("RegistryImage", "push")?.version == "4.6.0")
        #expect(answer.state.keys == ["image"])
        #expect(engine.log.invokes.map(\.args).contains(["registryId": "123456789012"]))
    }

    @Test("a tag is used unless it is empty", arguments: [("v1", "v1"), ("", "latest")])
    func tag(_ tag: String, _ used: String) async throws {
        let engine = PlayedEngine(functions: Self.functions)
        _ = try await engine.construct(Self.type, "push", Self.inputs.merging(["tag": .string(tag)]))
        let target = engine.registration("Tag", "push")?.object["targetImage"]?.string
        #expect(target?.hasSuffix("/shop:\(used)") == true)
    }

    @Test("the children use a provider of their own, which has the credentials as a secret and no parent")
    func provider() async throws {
        let engine = PlayedEngine(functions: Self.functions)
        _ = try await engine.construct(Self.type, "push", Self.inputs) { $0.protect = true }
        let provider = engine.registration("docker", "push")
        #expect(provider?.parent == "")
        #expect(provider?.protect == nil)
        #expect(provider?.version == "4.6.0")
        let text = #"[{"address":"https://host","username":"AWS","password":"p\""}]"#
        #expect(provider?.object["registryAuth"] == .secret(.string(text)))
        let reference = "urn:pulumi:dev::shop::pulumi:providers:docker::push::id:push"
        #expect(engine.registration("Tag", "push")?.provider == reference)
        #expect(engine.registration("RegistryImage", "push")?.provider == reference)
        #expect(engine.log.invokes.first { $0.tok.hasPrefix("docker:") }?.provider == reference)
        #expect(engine.log.invokes.first { $0.tok.hasPrefix("aws:") }?.provider == "")
    }

    @Test("in a preview, the provider's id and a URL that is not known yet leave the rest unknown")
    func preview() async throws {
        let engine = PlayedEngine(isPreview: true, functions: Self.functions)
        let url = PropertyValue.output(Output(.none, dependencies: ["urn:repository"]))
        _ = try await engine.construct(Self.type, "push", Self.inputs.merging(["repositoryUrl": url]))
        let provider = engine.registration("docker", "push")
        #expect(provider?.object["registryAuth"]?.containsUnknowns == true)
        #expect(provider?.dependencies == ["urn:repository"])
        let tag = engine.registration("Tag", "push")
        #expect(tag?.object["targetImage"] == .unknown)
        #expect(tag?.provider.hasSuffix("::\(PropertyValue.unknownText)") == true)
        #expect(engine.registration("RegistryImage", "push")?.object["name"] == .unknown)
    }
}
