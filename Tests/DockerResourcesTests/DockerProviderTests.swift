import AWSClient
import ContainerImages
import Foundation
import PackageSchema
import PulumiProtocol
import RPC
import TestKit
import Testing

@testable import DockerResources

@Suite("The packages about images")
struct DockerProviderTests {
    @Test(
        "have a schema, and a resource and a function for all that it names",
        arguments: [("docker-build", "0.0.14"), ("docker", "4.6.0")]
    )
    func schema(_ name: String, _ version: String) async throws {
        let package = name == "docker" ? DockerPackage.docker : .build
        let provider = name == "docker" ? DockerProvider.docker() : .build()
        #expect(provider.package == name)
        #expect(try await provider.getPluginInfo(.test).version == version)
        let file = WorkingCopy.root.appending(path: "schema/\(name).json")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(try await provider.getSchema(GetSchemaRequest(), .test).schema == text)
        #expect(package.schema.resourceTokens.sorted() == package.resources.keys.sorted())
        #expect(package.schema.functionTokens.sorted() == package.functions.keys.sorted())
    }

    @Test("refuse what they do not have, and what comes too early")
    func refused() async throws {
        let bench = try await ProviderBench()
        let urn = "urn:pulumi:dev::shop::docker-build:index:Imgae::page"
        let unknown = await #expect(throws: StatusError.self) { try await bench.check([:], urn: urn) }
        #expect(unknown?.message.contains("did you mean docker-build:index:Image?") == true)
        let call = InvokeRequest(tok: "docker:index/other:other")
        await #expect(throws: StatusError.self) { try await bench.provider.invoke(call, .test) }
        await #expect(throws: StatusError.self) {
            try await DockerProvider.build().create(CreateRequest(urn: ProviderBench.image), .test)
        }
        let imported = await #expect(throws: StatusError.self) { try await bench.read("sha256:1", [:], [:]) }
        #expect(imported?.message.contains("cannot be imported") == true)
    }

    @Test("check their configuration, and take a change of it in place")
    func configuration() async throws {
        let provider = DockerProvider.build()
        let request = CheckRequest(urn: "", news: ["hots": "x", "registries": [["username": "u"]]])
        let faults = try await provider.checkConfig(request, .test).failures.map(\.property)
        #expect(faults == ["hots", "registries[0].address"])
        let diff = DiffRequest(urn: "", news: ["host": "ssh://b"], oldInputs: ["host": "ssh://a"])
        #expect(try await provider.diffConfig(diff, .test).diffs == ["host"])
        #expect(try await provider.diffConfig(diff, .test).replaces == [])
    }

    @Test("run builders with the docker daemon and the builder of the configuration")
    func environment() {
        let given = ProviderConfiguration(["host": "ssh://a", "builderName": "podman"], of: .build)
        #expect(given.environment(["HOME": "/h"]) == ["HOME": "/h", "DOCKER_HOST": "ssh://a"])
        #expect(given.builderName(["AWSX_BUILDER": "docker"]) == "podman")
        let none = ProviderConfiguration(nil, variables: ["docker-build:config:host": ""], of: .build)
        #expect(none.environment(["DOCKER_HOST": "ssh://b"]) == ["DOCKER_HOST": "ssh://b"])
        #expect(none.environment(["HOME": "/h", "PULUMI_CONFIG": #"{"app:key":"secret"}"#]) == ["HOME": "/h"])
        #expect(none.builderName(["AWSX_BUILDER": "docker"]) == "docker")
        #expect(none.builderName([:]) == nil)
    }

    @Test("read credentials from a file of docker")
    func configurationFile() {
        let text = #"{"auths": {"https://example.com/v2/": {"auth": "dTpwOjQ="}}}"#
        let known = RegistryCredentials.all(in: [["address": "example.com", "configFileContent": .string(text)]])
        #expect(known.map(\.username) == ["u"] && known.map(\.password) == ["p:4"])
        #expect(RegistryCredentials.all(in: [["address": "other.com", "configFileContent": .string(text)]]) == [])
        #expect(RegistryCredentials.all(in: [["address": "example.com", "configFile": "/nowhere"]]) == [])
    }

    @Test("find nothing of what was cut off: it is made again, to the same effect")
    func recovery() async throws {
        let bench = try await ProviderBench()
        let lost = ReadRequest(id: "", urn: ProviderBench.image)
        #expect(try await bench.provider.find(lost, .test).id == "")
        let known = ReadRequest(id: "page", urn: ProviderBench.image, properties: ["digest": "", "ref": ""])
        #expect(try await bench.provider.find(known, .test).id == "page")
    }
}

@Suite("Caches and exports")
struct BuilderOptionTests {
    private func options(_ name: String, _ entry: PropertyValue) -> [BuilderOption] {
        BuilderOption.all(in: [name: [entry]], name, ["AWS_REGION": "us-west-2"])
    }

    @Test("have docker buildx's names, and leave out what is not given")
    func names() throws {
        let cache: PropertyValue = [
            "registry": [
                "ref": "example.com/a", "compressionLevel": 3, "forceCompression": true, "ignoreError": false,
                "imageManifest": true, "mode": "max", "ociMediaTypes": true, "compression": "",
            ]
        ]
        let option = try #require(options("cacheTo", cache).first)
        #expect(option.kind == "registry" && option.input == "cacheTo[0].registry")
        let found = Set(option.attributes.map { "\($0.name)=\($0.value)" })
        let expected = [
            "ref=example.com/a", "compression-level=3", "force-compression=true", "ignore-error=false",
            "image-manifest=true", "mode=max", "oci-mediatypes=true",
        ]
        #expect(found == Set(expected))
    }

    @Test("hand secrets to the builder in its environment, never as arguments")
    func secrets() throws {
        let cache: PropertyValue = [
            "s3": ["bucket": "b", "region": "", "accessKeyId": "AKID", "secretAccessKey": "s3cret", "sessionToken": ""]
        ]
        let option = try #require(options("cacheFrom", cache).first)
        #expect(option.environment == ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "s3cret"])
        #expect(option["region"] == "us-west-2" && option["bucket"] == "b")
        #expect(!option.attributes.contains { $0.value == "s3cret" || $0.value == "AKID" })
    }

    @Test("may be raw, disabled, or hold annotations")
    func others() {
        #expect(options("cacheFrom", ["raw": "example.com/a"]).first?["ref"] == "example.com/a")
        #expect(options("exports", ["raw": "type=tar,dest=x"]).first?.kind == "raw")
        #expect(options("exports", ["tar": ["dest": "x"], "disabled": true]) == [])
        let annotated = options("exports", ["oci": ["annotations": ["a": "b"], "names": ["x", "y"]]]).first
        #expect(annotated?["annotation.a"] == "b" && annotated?["name"] == "x,y")
    }
}
