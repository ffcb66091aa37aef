import Foundation
import JSON
import Testing

@testable import ContainerImages

@Suite("The credentials for a builder")
struct CredentialsFileTests {
    private let home: URL
    private let own = RegistryCredentials(address: "https://example.com/v2/", username: "u", password: "p:4")

    init() throws {
        home = FileManager.default.temporaryDirectory.appending(path: "home-\(UUID())")
        try FileManager.default.createDirectory(at: home.appending(path: ".docker"), withIntermediateDirectories: true)
    }

    private var environment: [String: String] { ["HOME": home.path, "TMPDIR": home.path] }

    private func write(_ text: String, to name: String) throws {
        let file = home.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func file(_ kind: BuilderDescriptor.CredentialsFile, _ credentials: [RegistryCredentials])
        -> CredentialsFile
    {
        CredentialsFile(kind: kind, credentials: credentials, environment: environment)
    }

    @Test("are in a file that nobody else can read, in a folder that goes")
    func privacy() throws {
        var folder: PrivateFolder? = try PrivateFolder(environment: environment)
        let path = try #require(folder?.path)
        let variables = try file(.containers, [own]).write(to: try #require(folder))
        let written = try #require(variables["REGISTRY_AUTH_FILE"])
        let permissions = try [path, written].map {
            try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int
        }
        #expect(permissions == [0o700, 0o600])
        let json = try JSON(parsing: try #require(FileText.read(written)))
        #expect(json["auths"]?["example.com"]?["auth"] == "dTpwOjQ=")
        folder = nil
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("stand above the user's own, which stay")
    func merged() throws {
        try write(
            """
            {"auths": {"example.com": {"auth": "old"}, "other.com": {}}, "credsStore": "store",
             "credHelpers": {"example.com": "x", "third.com": "y"}, "currentContext": "remote"}
            """,
            to: ".docker/config.json"
        )
        try write("plugin", to: ".docker/cli-plugins/docker-buildx")
        let folder = try PrivateFolder(environment: environment)
        let variables = try file(.docker, [own]).write(to: folder)
        let configuration = try #require(variables["DOCKER_CONFIG"])
        let json = try JSON(parsing: try #require(FileText.read("\(configuration)/config.json")))
        #expect(json["auths"]?["example.com"]?["auth"] == "dTpwOjQ=")
        #expect(json["credsStore"] == nil)
        #expect(json["credHelpers"]?["example.com"] == nil)
        #expect(json["credHelpers"]?["other.com"] == "store" && json["credHelpers"]?["third.com"] == "y")
        #expect(json["currentContext"] == "remote")
        #expect(FileText.read("\(configuration)/cli-plugins/docker-buildx") == "plugin")
    }

    @Test("of Docker Hub are known by both of its names")
    func hub() throws {
        let hub = RegistryCredentials(address: "index.docker.io", username: "u", password: "p")
        let folder = try PrivateFolder(environment: environment)
        let path = try #require(try file(.containers, [hub]).write(to: folder)["REGISTRY_AUTH_FILE"])
        let auths = try JSON(parsing: try #require(FileText.read(path)))["auths"]?.object
        #expect(auths?.keys == ["docker.io", "https://index.docker.io/v1/"])
    }

    @Test("are the user's own where there are no others")
    func none() throws {
        let folder = try PrivateFolder(environment: environment)
        #expect(try file(.docker, []).write(to: folder) == [:])
        #expect(FileText.names(in: folder.path) == [])
    }

    @Test("show no password")
    func redacted() {
        var text = ""
        dump(own, to: &text)
        for text in ["\(own)", String(reflecting: [own]), text] {
            #expect(!text.contains("p:4") && text.contains("example.com"))
        }
    }
}
