import ContainerImages
import Foundation
import Testing

@Suite("The hash of what goes into an image")
struct ContentHashTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "hash-\(UUID())")
        try write("FROM scratch\nCOPY . /\n", to: "Dockerfile")
        try write("page", to: "www/index.html")
        try write("second", to: "www/second.html")
    }

    private func write(_ text: String, to name: String) throws {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func hash(_ change: (inout ImageBuild) -> Void = { _ in }) async throws -> String {
        var build = ImageBuild()
        build.context = folder.path
        change(&build)
        return try await build.contentHash()
    }

    @Test("is the same for the same content, wherever and whenever it was written")
    func same() async throws {
        let first = try await hash()
        #expect(first.count == 64)
        let copy = folder.appending(path: "../copy-\(UUID())")
        try FileManager.default.copyItem(at: folder, to: copy)
        try FileManager.default.setAttributes(
            [.modificationDate: Date.distantPast],
            ofItemAtPath: copy.path + "/Dockerfile"
        )
        #expect(try await hash { $0.context = copy.path } == first)
    }

    @Test(
        "changes with every part of the context",
        arguments: [
            "content", "name", "mode", "new", "removed", "link", "linkTarget", "folder", "moved", "empty",
        ]
    )
    func changes(_ kind: String) async throws {
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "www")
        let first = try await hash()
        let page = folder.appending(path: "www/index.html").path
        switch kind {
        case "content": try write("other", to: "www/index.html")
        case "name": try files.moveItem(atPath: page, toPath: folder.path + "/www/page.html")
        case "mode": try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: page)
        case "new": try write("third", to: "third.html")
        case "removed": try files.removeItem(atPath: page)
        case "link": try files.removeItem(atPath: folder.path + "/link")
        case "linkTarget":
            try files.removeItem(atPath: folder.path + "/link")
            try files.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "elsewhere")
        case "folder": try files.createDirectory(atPath: folder.path + "/empty", withIntermediateDirectories: false)
        case "moved":
            // The same bytes under each other's names.
            try write("second", to: "www/index.html")
            try write("page", to: "www/second.html")
        default: try write("", to: "www/index.html")
        }
        #expect(try await hash() != first)
    }

    @Test("changes with arguments, target, platforms, the Dockerfile and further contexts")
    func settings() async throws {
        let other = folder.appending(path: "../named-\(UUID())")
        try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
        var hashes = [try await hash()]
        hashes.append(try await hash { $0.arguments = ["A": "1"] })
        hashes.append(try await hash { $0.arguments = ["A": "1\narg B 1 2"] })
        hashes.append(try await hash { $0.target = "first" })
        hashes.append(try await hash { $0.platforms = ["linux/arm64"] })
        hashes.append(try await hash { $0.dockerfile = .text("FROM scratch") })
        hashes.append(try await hash { $0.namedContexts = ["base": other.path] })
        hashes.append(try await hash { $0.namedContexts = ["base": "docker-image://alpine"] })
        try Data("x".utf8).write(to: other.appending(path: "x"))
        hashes.append(try await hash { $0.namedContexts = ["base": other.path] })
        #expect(Set(hashes).count == hashes.count)
    }

    @Test("does not look at what is ignored, but at what is taken in again")
    func ignored() async throws {
        try write("*.log\nbuild\n!build/keep\n", to: ".dockerignore")
        let first = try await hash()
        try write("noise", to: "app.log")
        try write("noise", to: "build/out")
        #expect(try await hash() == first)
        try write("kept", to: "build/keep/file")
        #expect(try await hash() != first)
    }

    @Test(
        "follows the ignore file of the Dockerfile above that of the context, and the Dockerfile though it is ignored"
    )
    func ownIgnoreFile() async throws {
        try write("www\n", to: ".dockerignore")
        try write("Dockerfile\n*.dockerignore\n.dockerignore\n", to: "Dockerfile.dockerignore")
        let first = try await hash()
        try write("other", to: "www/index.html")
        let second = try await hash()
        #expect(second != first)
        try write("FROM scratch\n", to: "Dockerfile")
        #expect(try await hash() != second)
    }

    @Test("of an address is that of the address alone")
    func address() async throws {
        let first = try await hash { $0.context = "https://example.com/app.git" }
        #expect(try await hash { $0.context = "https://example.com/app.git" } == first)
        #expect(try await hash { $0.context = "https://example.com/other.git" } != first)
    }

    @Test("cannot be made of what cannot be read")
    func unreadable() async throws {
        let missing = await #expect(throws: ContextFailure.self) { try await hash { $0.context = "/nowhere" } }
        #expect(missing?.path == "/nowhere/Dockerfile")
        #expect(
            missing?.description == "the build context cannot be read: /nowhere/Dockerfile: No such file or directory"
        )
        await #expect(throws: ContextFailure.self) {
            try await hash {
                $0.context = "/nowhere"
                $0.dockerfile = .text("FROM scratch")
            }
        }
    }

    @Test("is made of many files by several threads as by one")
    func many() async throws {
        for index in 0..<200 { try write(String(repeating: "\(index)", count: index * 97), to: "many/\(index)") }
        let first = try await hash()
        #expect(try await hash() == first)
        try write("x", to: "many/117")
        #expect(try await hash() != first)
    }
}
