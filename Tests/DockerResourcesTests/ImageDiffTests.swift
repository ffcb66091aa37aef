import Foundation
import PulumiProtocol
import TestKit
import Testing

@testable import DockerResources

/// Its environment has no programs: a builder that is started is an error.
@Suite("The difference of an image")
struct ImageDiffTests {
    private let folder: URL
    private let bench: ProviderBench
    private let inputs: PropertyMap
    private let state: PropertyMap

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "diff-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("FROM scratch\nCOPY . /\n".utf8).write(to: folder.appending(path: "Dockerfile"))
        try Data("page".utf8).write(to: folder.appending(path: "index.html"))
        try Data("*.log".utf8).write(to: folder.appending(path: ".dockerignore"))
        bench = try await ProviderBench()
        inputs = try await bench.check([
            "push": true, "tags": ["example.com/app:v1"], "context": ["location": .string(folder.path)],
            "buildArgs": ["A": "1"], "registries": [["address": "example.com", "username": "u", "password": "1"]],
            "secrets": ["token": "1"], "ignoreSecretsInDiffCalculation": ["token"],
        ]).inputs
        let preview = try await bench.create(inputs, preview: true)
        state = preview.properties.merging(["digest": "sha256:1", "ref": "example.com/app:v1@sha256:1"])
    }

    private func paths(_ change: PropertyMap = [:]) async throws -> [String] {
        try await bench.diff(inputs, inputs.merging(change), state: state).detailedDiff.keys.sorted()
    }

    @Test("is none while nothing has changed, and starts no builder")
    func unchanged() async throws { #expect(try await paths() == []) }

    @Test("is the content of a file")
    func content() async throws {
        try Data("other".utf8).write(to: folder.appending(path: "index.html"))
        #expect(try await paths() == ["contextHash"])
    }

    @Test("is no file that is ignored")
    func ignored() async throws {
        try Data("noise".utf8).write(to: folder.appending(path: "app.log"))
        #expect(try await paths() == [])
    }

    @Test(
        "is an input that has changed",
        arguments: [
            (["buildArgs": ["A": "2"]], ["buildArgs.A", "contextHash"]),
            (["target": "x"], ["contextHash", "target"]),
            (["labels": ["a": "b"]], ["labels"]),
            (["registries": [["address": "example.com", "username": "other"]]], ["registries"]),
            (["registries": [["address": "example.com", "username": "u", "password": "2"]]], []),
            (["secrets": ["token": "2"]], []),
            (["secrets": ["other": "2"]], ["secrets"]),
            (["pull": true], ["contextHash", "pull"]),
        ] as [(PropertyMap, [String])]
    )
    func changed(_ change: PropertyMap, _ expected: [String]) async throws {
        #expect(try await paths(change) == expected)
    }

    @Test("is foretold with the hash, and with a digest that nobody knows yet")
    func preview() async throws {
        #expect(state["contextHash"]?.string?.count == 64)
        let created = try await bench.create(inputs, preview: true).properties
        #expect(created["digest"] == .unknown && created["ref"] == .unknown)
        let request = UpdateRequest(
            id: "sha256:1",
            urn: ProviderBench.image,
            olds: state,
            news: inputs.merging(["target": "x"]),
            preview: true,
            oldInputs: inputs
        )
        let updated = try await bench.provider.update(request, .test).properties
        #expect(updated["digest"] == .unknown && updated["ref"] == .unknown)
        #expect(updated["contextHash"] != state["contextHash"])
    }
}
