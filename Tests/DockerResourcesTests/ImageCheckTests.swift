import ContainerImages
import Foundation
import PulumiProtocol
import TestKit
import Testing

@testable import DockerResources

@Suite("The check of an image")
struct ImageCheckTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "check-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("FROM scratch\nCOPY . /\n".utf8).write(to: folder.appending(path: "Dockerfile"))
    }

    private var inputs: PropertyMap {
        ["push": true, "tags": ["example.com/app:v1"], "context": ["location": .string(folder.path)]]
    }

    @Test("fills in the defaults and the path of the Dockerfile")
    func defaults() async throws {
        let checked = try await ProviderBench().check(inputs)
        #expect(checked.failures == [])
        #expect(checked.inputs["buildOnPreview"] == true)
        #expect(checked.inputs["network"] == "default")
        #expect(checked.inputs["dockerfile"] == ["location": .string("\(folder.path)/Dockerfile")])
    }

    @Test("lets a preview pass whose inputs are not known yet")
    func unknowns() async throws {
        var inputs = inputs
        inputs["tags"] = [.unknown]
        inputs["context"] = .unknown
        inputs["registries"] = .unknown
        let checked = try await ProviderBench().check(inputs)
        #expect(checked.failures == [])
        #expect(checked.inputs["context"] == .unknown)
    }

    @Test(
        "names the input that cannot be used, and why",
        arguments: [
            (["tags": []], "tags", "needs a name"),
            (["tags": ["Not A Name"]], "tags[0]", "is no name of an image"),
            (["context": ["location": "./nowhere"]], "context.location", "there is no folder \"./nowhere\""),
            (["dockerfile": ["location": "a", "inline": "b"]], "dockerfile", "only one of"),
            (["dockerfile": ["location": "nowhere"]], "dockerfile.location", "no file \"nowhere\""),
            (
                ["dockerfile": ["inline": "FROM scratch\n\nRUM x"]], "dockerfile.inline",
                "Dockerfile:3: there is no instruction RUM"
            ),
            (["platforms": ["linux/amd"]], "platforms[0]", "linux/amd64"),
            (["cacheFrom": [["registry": ["ref": "a"], "raw": "b"]]], "cacheFrom[0]", "exactly one kind"),
            (
                ["cacheTo": [["azblob": ["name": "n", "secretAccessKey": "k"]]]],
                "cacheTo[0].azblob.secretAccessKey", "argument list"
            ),
            (["pusj": true], "pusj", "did you mean \"push\""),
        ] as [(PropertyMap, String, String)]
    )
    func faults(_ change: PropertyMap, _ property: String, _ reason: String) async throws {
        let checked = try await ProviderBench().check(inputs.merging(change))
        let failure = try #require(checked.failures.first)
        #expect(failure.property == property)
        #expect(failure.reason.contains(reason))
    }

    @Test(
        "takes the password out of the inputs, whatever it is wrapped in, and leaves no secret behind",
        arguments: [
            [["address": "example.com", "username": "u", "password": .secret("p4ss")]],
            .secret([["address": "example.com", "username": "u", "password": "p4ss"]]),
            .output(Output([["address": "example.com", "username": "u", "password": "p4ss"]], isSecret: true)),
        ] as [PropertyValue]
    )
    func password(_ registries: PropertyValue) async throws {
        let bench = try await ProviderBench()
        let checked = try await bench.check(inputs.merging(["registries": registries]))
        #expect(checked.failures == [])
        let kept = try #require(checked.inputs["registries"]?.plain.list?.first?.map)
        #expect(kept["address"] == "example.com" && kept["username"] == "u" && kept["password"] == nil)
        #expect(checked.inputs["registries"]?.containsSecrets == false)
        #expect(bench.provider.vault.credentials(of: ProviderBench.image).map(\.password) == ["p4ss"])
    }

    @Test("takes the passwords out of the provider's configuration")
    func configuration() async throws {
        let entry: PropertyMap = ["address": "https://example.com", "username": "u", "password": "p4ss"]
        let text = PropertyValue.string(#"[{"address":"https://example.com","username":"u","password":"p4ss"}]"#)
        for given in [[.map(entry)], text, .secret(text)] as [PropertyValue] {
            let bench = try await ProviderBench(.docker, configuration: ["registryAuth": given])
            let request = CheckRequest(urn: "", news: ["registryAuth": given])
            let checked = try await bench.provider.checkConfig(request, .test)
            #expect(checked.failures == [])
            #expect("\(checked.inputs)".contains("p4ss") == false)
            #expect(checked.inputs["registryAuth"]?.containsSecrets == false)
            #expect(try bench.provider.configured().credentials.map(\.password) == ["p4ss"])
        }
    }
}
