import Foundation
import Testing

@testable import Engine

@Suite("Plugin locator")
struct PluginLocatorTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "locator-\(UUID())").path

    private func program(_ path: String) throws {
        let file = URL(filePath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data("#!/bin/sh\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }

    private func locator(_ overrides: [String: String] = [:]) -> PluginLocator {
        PluginLocator(
            overrides: overrides,
            ownProgram: .init(name: "pulumi-resource-own", packages: ["own", "other"]),
            executableDirectory: "\(folder)/bin",
            home: "\(folder)/home",
            searchPath: ["\(folder)/path"]
        )
    }

    @Test("takes the folder, or the program, that the project names")
    func overrides() throws {
        try program("mine/pulumi-resource-sim")
        let expected = PluginLocator.Location(path: "\(folder)/mine/pulumi-resource-sim", arguments: ["--stdio"])
        #expect(try locator(["sim": "\(folder)/mine"]).locate(.init("sim")) == expected)
        #expect(try locator(["sim": expected.path]).locate(.init("sim")) == expected)
    }

    @Test("serves the command's own packages by the program beside it", arguments: ["own", "other"])
    func own(_ package: String) throws {
        try program("bin/pulumi-resource-own")
        let location = try locator().locate(.init(package))
        #expect(location.path == "\(folder)/bin/pulumi-resource-own")
        #expect(location.arguments == ["--stdio", "--package", package])
        #expect(throws: PluginError.self) { try locator().locate(.init("foreign")) }
    }

    @Test("takes the command's own program from the folder that the project names")
    func overriddenOwn() throws {
        try program("mine/pulumi-resource-own")
        let location = try locator(["other": "\(folder)/mine"]).locate(.init("other"))
        #expect(location.path == "\(folder)/mine/pulumi-resource-own")
        #expect(location.arguments == ["--stdio", "--package", "other"])
    }

    @Test("takes the newest installed version, by number, or the one asked for")
    func installed() throws {
        try program("home/plugins/resource-sim-v1.9.0/pulumi-resource-sim")
        try program("home/plugins/resource-sim-v1.10.0/pulumi-resource-sim")
        #expect(try locator().locate(.init("sim")).path.contains("v1.10.0"))
        #expect(try locator().locate(.init("sim", version: "1.9.0")).path.contains("v1.9.0"))
    }

    @Test("looks along the PATH at last")
    func searchPath() throws {
        try program("path/pulumi-resource-sim")
        #expect(try locator().locate(.init("sim")).path == "\(folder)/path/pulumi-resource-sim")
    }

    @Test("says where was looked, and what to do")
    func missing() {
        let error = #expect(throws: PluginError.self) { try locator().locate(.init("nope")) }
        #expect(error?.description.contains("pulumi-resource-nope") == true)
        #expect(error?.description.contains("plugins.providers") == true)
    }
}
