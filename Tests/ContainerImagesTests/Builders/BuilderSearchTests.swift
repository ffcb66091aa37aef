import Foundation
import Testing

@testable import ContainerImages

@Suite("The search for a builder")
struct BuilderSearchTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "programs-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func install(_ name: String, _ script: String) throws {
        let file = folder.appending(path: name)
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }

    private func find(_ name: String? = nil, _ variables: [String: String] = [:]) async throws -> Builder {
        let environment = ["PATH": folder.path].merging(variables) { $1 }
        return try await BuilderSearch(environment: environment, name: name).find()
    }

    @Test(
        "takes the first that works",
        arguments: [
            ("exit 0", "docker buildx"),
            ("[ $1 = info ]", "docker"),
            ("echo 'ERROR: no such command' >&2; [ $1 = buildx ]", "buildah"),
            ("exit 1", "buildah"),
        ]
    )
    func first(_ docker: String, _ expected: String) async throws {
        try install("docker", docker)
        try install("buildah", "exit 0")
        try install("podman", "exit 0")
        #expect(try await find().name == expected)
    }

    @Test("takes the one that is named")
    func named() async throws {
        try install("docker", "exit 0")
        try install("podman", "exit 0")
        #expect(try await find("podman").name == "podman")
    }

    @Test("tells of each that does not work, and what to do")
    func none() async throws {
        try install("docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1")
        try install("podman", "exit 3")
        let missing = await #expect(throws: BuilderMissing.self) { try await find() }
        #expect(
            missing?.trials == [
                .init(builder: "docker buildx", reason: "Cannot connect to the Docker daemon"),
                .init(builder: "docker", reason: "Cannot connect to the Docker daemon"),
                .init(builder: "buildah", reason: "buildah is not installed"),
                .init(builder: "podman", reason: "it exited with status 3"),
            ]
        )
        #expect(missing?.description.contains("apt-get install buildah") == true)
    }

    @Test("knows no builder of another name")
    func unknown() async throws {
        let missing = await #expect(throws: BuilderMissing.self) { try await find("kaniko") }
        let expected = "the builder \"kaniko\" does not work; it must be one of docker buildx, docker, buildah, podman"
        #expect(missing?.description == expected)
    }

    @Test("copies layers where overlays do not work, and changes only the root folder without a runtime")
    func settings() async throws {
        try install("buildah", "[ \"$STORAGE_DRIVER\" = vfs ]")
        #expect(try await find().environment["STORAGE_DRIVER"] == "vfs")
        #expect(try await find().environment["BUILDAH_ISOLATION"] == "chroot")
        try install("crun", "exit 0")
        #expect(try await find().environment["BUILDAH_ISOLATION"] == nil)
        await #expect(throws: BuilderMissing.self) { try await find(nil, ["STORAGE_DRIVER": "overlay"]) }
    }
}
