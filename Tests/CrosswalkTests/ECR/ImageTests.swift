import ProviderKit
import PulumiProtocol
import RPC
import Testing

@Suite("Image")
struct ImageTests {
    private static let type = "awsx:ecr:Image"
    private static let child = "docker-build:index:Image"
    private static let token = "aws:ecr/getAuthorizationToken:getAuthorizationToken"
    private static let url: PropertyValue = "123456789012.dkr.ecr.us-west-2.amazonaws.com/shop"
    private static let credentials: PropertyMap = [
        "userName": "AWS", "password": "p", "proxyEndpoint": "https://host", "authorizationToken": "QVdTOnA=",
    ]

    private func engine(isPreview: Bool = false, outputs: PropertyMap = ["digest": "sha256:d"]) -> PlayedEngine {
        PlayedEngine(isPreview: isPreview, functions: [Self.token: Self.credentials], outputs: [Self.child: outputs])
    }

    /// The registration of the builder's resource.
    private func image(_ inputs: PropertyMap, of engine: PlayedEngine) async throws -> RegisterResourceRequest? {
        _ = try await engine.construct(Self.type, "shop", (["repositoryUrl": Self.url] as PropertyMap).merging(inputs))
        return engine.log.registrations.first { $0.type == Self.child }
    }

    @Test("an image is built in the working folder, with the pushed one as its cache")
    func byDefault() async throws {
        let tag: PropertyValue = "123456789012.dkr.ecr.us-west-2.amazonaws.com/shop:77f076b3-container"
        let image = try await image([:], of: engine())
        #expect(
            image?.object == [
                "tags": [tag], "cacheFrom": [["registry": ["ref": tag]]], "cacheTo": [["inline": [:]]],
                "context": ["location": "."], "dockerfile": [:], "platforms": [], "push": true,
                "registries": [["address": "https://host", "username": "AWS", "password": "p"]],
                "buildOnPreview": true, "network": "default",
            ]
        )
        #expect(image?.name == "77f076b3-container")
        #expect(image?.version == "0.0.14")
    }

    @Test("inputs reach the builder")
    func inputs() async throws {
        let inputs: PropertyMap = [
            "context": "./app", "dockerfile": "./app/D", "target": "web", "platform": "linux/arm64", "args": ["A": "1"],
            "cacheFrom": ["a:1", "b:2"], "builderVersion": "BuilderV1",
        ]
        let image = try await image(inputs, of: engine())
        #expect(image?.object["context"] == ["location": "./app"])
        #expect(image?.object["dockerfile"] == ["location": "./app/D"])
        #expect(image?.object["target"] == "web")
        #expect(image?.object["platforms"] == ["linux/arm64"])
        #expect(image?.object["buildArgs"] == ["A": "1"])
        #expect(image?.object["cacheFrom"] == [["registry": ["ref": "a:1"]], ["registry": ["ref": "b:2"]]])
        #expect(image?.object["builderVersion"] == nil)
    }

    private static let app: PropertyMap = ["context": "./app", "dockerfile": "./app/D", "args": ["B": "2", "A": "1"]]

    @Test(
        "an image is named after its name, its tag, or what it is built from",
        arguments: [
            ([:], "dev", "77f076b3-container"), ([:], "test", "ab220483-container"),
            (app, "dev", "e8672a5a-container"),
            (app.merging(["dockerfile": "./app/Dockerfile"]), "test", "b4ff20f9-container"),
            (["imageTag": "v1"], "dev", "v1"), (["imageTag": "v1", "imageName": "n"], "dev", "n"),
            (["imageTag": "", "imageName": .null], "dev", "77f076b3-container"),
        ] as [(PropertyMap, String, String)]
    )
    func names(_ inputs: PropertyMap, _ stack: String, _ name: String) async throws {
        let engine = engine()
        let all = (["repositoryUrl": Self.url] as PropertyMap).merging(inputs)
        _ = try await engine.construct(Self.type, "shop", all) { $0.stack = stack }
        #expect(engine.log.registrations.first { $0.type == Self.child }?.name == name)
    }

    @Test("an argument that is secret stays so, and the name does not depend on its value")
    func secretArgument() async throws {
        let one = try await image(["args": ["A": .secret("1")]], of: engine())
        let other = try await image(["args": .secret(["A": "2"])], of: engine())
        #expect(one?.name == other?.name)
        #expect(one?.object["buildArgs"] == .secret(["A": "1"]))
        #expect(other?.object["buildArgs"] == .secret(["A": "2"]))
    }

    @Test(
        "the URI has the digest if the builder tells it",
        arguments: [
            (["digest": "sha256:d", "ref": "x"], "h.example/shop@sha256:d"),
            (["digest": "", "ref": "h.example:5/s:t@sha256:e"], "h.example:5/s@sha256:e"),
            (["digest": "", "ref": "h.example:5/s@sha256:e"], "h.example:5/s@sha256:e"),
            (["ref": "h.example/s:t"], "h.example/s:t"),
            ([:], "h.example/shop:77f076b3-container"),
        ] as [(PropertyMap, PropertyValue)]
    )
    func uri(_ outputs: PropertyMap, _ uri: PropertyValue) async throws {
        let engine = engine(outputs: outputs)
        let answer = try await engine.construct(Self.type, "shop", ["repositoryUrl": "h.example/shop"])
        #expect(answer.state == ["imageUri": uri])
        #expect(engine.log.completed.first?.outputs == ["imageUri": uri])
    }

    @Test("the URI depends on the image and on what the inputs came from")
    func dependencies() async throws {
        let engine = engine()
        let url = PropertyValue.output(Output(Self.url, dependencies: ["urn:repository"]))
        let answer = try await engine.construct(Self.type, "shop", ["repositoryUrl": url])
        let image = try #require(engine.log.registrations.first { $0.type == Self.child })
        let urn = "urn:pulumi:dev::shop::\(Self.type)$\(Self.child)::\(image.name)"
        #expect(answer.stateDependencies["imageUri"] == [urn, "urn:repository"])
        #expect(image.dependencies == ["urn:repository"])
    }

    @Test("an input that is not known yet leaves the image for later")
    func unknown() async throws {
        let engine = engine(isPreview: true)
        let url = PropertyValue.output(Output(.none, dependencies: ["urn:repository"]))
        let answer = try await engine.construct(Self.type, "shop", ["repositoryUrl": url])
        #expect(answer.state == ["imageUri": .unknown])
        #expect(answer.stateDependencies["imageUri"] == ["urn:repository"])
        #expect(engine.log.invokes.isEmpty)
        #expect(!engine.log.registrations.contains { $0.custom })
    }

    @Test(
        "the registry is that of the account in the URL, if there is one",
        arguments: [
            (["repositoryUrl": url], ["registryId": "123456789012"]),
            (
                ["repositoryUrl": "https://123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/a/b"],
                ["registryId": "123456789012"]
            ),
            (
                ["repositoryUrl": "http://123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/a"],
                ["registryId": "123456789012"]
            ),
            (["repositoryUrl": "127.0.0.1:5000/shop"], [:]),
            (["repositoryUrl": "12345678901x.example/shop"], [:]),
            (["repositoryUrl": url, "registryId": "999999999999"], ["registryId": "999999999999"]),
        ] as [(PropertyMap, PropertyMap)]
    )
    func registry(_ inputs: PropertyMap, _ arguments: PropertyMap) async throws {
        let engine = engine()
        let image = try await image(inputs, of: engine)
        #expect(engine.log.invokes.map(\.args) == [arguments])
        let tag = try #require(image?.object["tags"]?.list?.first?.string)
        #expect(!tag.contains("//"))
    }

    @Test("a password that ECR answers as a secret stays so")
    func secretPassword() async throws {
        let secret = Self.credentials.merging(["password": .secret("p")])
        let image = try await image([:], of: PlayedEngine(functions: [Self.token: secret]))
        #expect(image?.object["registries"]?.containsSecrets == true)
    }

    @Test("refuses an authorization without password", arguments: ["userName", "password"])
    func noPassword(_ missing: String) async throws {
        let engine = PlayedEngine(functions: [Self.token: Self.credentials.filter { $0.key != missing }])
        let error = await #expect(throws: StatusError.self) { try await image([:], of: engine) }
        #expect(error?.message.hasSuffix("ECR's authorization token holds no user name or no password") == true)
    }

    @Test("refuses what is no URL of a repository", arguments: ["", "shop", "https:///shop", "host/", "a b/c"])
    func refusesURL(_ url: String) async throws {
        let failure = await #expect(throws: InputFailure.self) {
            try await image(["repositoryUrl": .string(url)], of: engine())
        }
        #expect(failure?.faults.map(\.property) == ["repositoryUrl"])
        #expect(failure?.faults.first?.reason.hasSuffix("not \"\(url)\"") == true)
    }
}
